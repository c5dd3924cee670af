"""Addresses of the visit figures at the desk, below desk/visits/."""

from django.urls import path

from zhanqun.delivery.usage import views

app_name = "usage"
urlpatterns = [
    path("", views.visits, name="visits"),
    path("export/", views.export, name="export"),
]
