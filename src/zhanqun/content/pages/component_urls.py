"""The address of the page of all components, in the demo."""

from django.urls import path

from zhanqun.content.pages.components import components

urlpatterns = [path("_components/", components)]
