"""Addresses of tamper protection at the desk, below desk/integrity/."""

from django.urls import path

from zhanqun.delivery.integrity import views

app_name = "integrity"
urlpatterns = [
    path("", views.incidents, name="incidents"),
    path("incidents/<uuid:uid>/", views.incident, name="incident"),
    path("proofs/", views.proofs, name="proofs"),
]
