"""Addresses of the table of terms at the desk, below desk/traditional/."""

from django.urls import path

from zhanqun.delivery.traditional import desk

app_name = "traditional"
urlpatterns = [
    path("", desk.terms, name="terms"),
    path("new/", desk.new, name="new"),
    path("<uuid:uid>/", desk.one, name="term"),
]
