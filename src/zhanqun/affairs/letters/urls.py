"""Addresses of letters at the desk, below desk/letters/; a letter is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.letters.views import (
    files,
    lists,
    mailboxes,
    publishing,
    questions,
    replying,
    sorting,
    supervising,
)

app_name = "letters"
urlpatterns = [
    path("", lists.letters, name="letters"),
    path("questions/", questions.listed, name="questions"),
    path("questions/new/", questions.new, name="question_new"),
    path("questions/<uuid:uid>/", questions.one, name="question"),
    path("questions/<uuid:uid>/<slug:act>/", questions.act, name="question_act"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="mailbox_new"),
    path("mailboxes/<uuid:uid>/", mailboxes.mailbox, name="mailbox"),
    path("<uuid:uid>/sort/", sorting.sort, name="sort"),
    path("<uuid:uid>/files/<str:key>/", files.file, name="file"),
    path("<uuid:uid>/merge/", sorting.merge, name="merge"),
    path("<uuid:uid>/separate/", sorting.separate, name="separate"),
    path("<uuid:uid>/refuse/", sorting.refuse, name="refuse"),
    path("<uuid:uid>/reply/", replying.reply, name="reply"),
    path("<uuid:uid>/decide/", replying.decide, name="decide"),
    path("<uuid:uid>/publication/", publishing.publication, name="publication"),
    path("<uuid:uid>/supervision/", supervising.supervision, name="supervision"),
]
