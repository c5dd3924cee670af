"""Addresses of the desk (工作台), beside Wagtail's own."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
