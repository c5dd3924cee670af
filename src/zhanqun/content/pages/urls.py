"""Addresses of arrangements at the desk, below desk/pages/."""

from django.urls import path

from zhanqun.content.pages.views import arranging, lists, releasing

app_name = "pages"
urlpatterns = [
    path("", lists.arrangements, name="arrangements"),
    path("<uuid:uid>/", arranging.arrangement, name="arrangement"),
    path("<uuid:uid>/topic/", arranging.topic, name="topic"),
    path("<uuid:uid>/preview/", releasing.preview, name="preview"),
    path("<uuid:uid>/preview/<int:number>/", releasing.preview_page, name="preview_page"),
    path("<uuid:uid>/history/", releasing.history, name="history"),
]
