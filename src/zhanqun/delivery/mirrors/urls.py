"""Addresses of mirrors at the desk, below desk/mirrors/."""

from django.urls import path

from zhanqun.delivery.mirrors import views

app_name = "mirrors"
urlpatterns = [
    path("", views.mirrors, name="mirrors"),
    path("<slug:name>/send/", views.send, name="send"),
]
