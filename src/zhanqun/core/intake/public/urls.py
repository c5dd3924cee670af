"""Addresses of the door on each public site, below /intake/."""

from django.urls import path

from zhanqun.core.intake.public import views

app_name = "intake_public"
urlpatterns = [
    path("intake/receipt/", views.receipt, name="receipt"),
    path("intake/<slug:code>/", views.form, name="form"),
]
