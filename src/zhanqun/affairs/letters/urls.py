"""Addresses of letters at the desk, below desk/letters/; a letter is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.letters.views import lists, questions

app_name = "letters"
urlpatterns = [
    path("", lists.letters, name="letters"),
    path("questions/", questions.listed, name="questions"),
    path("questions/new/", questions.new, name="question_new"),
    path("questions/<uuid:uid>/", questions.one, name="question"),
    path("questions/<uuid:uid>/<slug:act>/", questions.act, name="question_act"),
]
