"""Addresses of the policy library at the desk, below desk/policies/."""

from django.urls import path

from zhanqun.affairs.policylibrary.views import documents

app_name = "policylibrary"
urlpatterns = [
    path("", documents.documents, name="documents"),
]
