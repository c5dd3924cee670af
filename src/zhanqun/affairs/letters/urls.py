"""Addresses of letters at the desk, below desk/letters/; a letter is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.letters.views import lists

app_name = "letters"
urlpatterns = [
    path("", lists.letters, name="letters"),
]
