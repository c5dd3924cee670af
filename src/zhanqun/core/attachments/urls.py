"""Addresses of files at the desk, below desk/files/."""

from django.urls import path

from zhanqun.core.attachments.views import quarantine, uploads

app_name = "attachments"
urlpatterns = [
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine/<uuid:uid>/", quarantine.again, name="scan_again"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:uid>/", uploads.upload, name="upload"),
]
