"""Addresses of the public sites in traditional characters."""

from django.urls import path, re_path

from zhanqun.delivery.traditional import public

app_name = "traditional_public"
urlpatterns = [
    path("_/tc", public.to_traditional, name="to_traditional"),
    path("_/sc", public.to_simplified, name="to_simplified"),
    path("tc/search", public.asked, name="search"),
    path("tc/search/complete", public.asked, name="complete"),
    re_path(r"^tc/(?P<path>.*)$", public.page, name="page"),
]
