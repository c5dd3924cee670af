"""Addresses of sites and columns at the desk, below desk/sites/."""

from django.urls import path

from zhanqun.content.sites.views import boards, columns, elder_home, site_forms

app_name = "sites"
urlpatterns = [
    path("", boards.site_list, name="list"),
    path("new/", site_forms.new_site, name="new"),
    path("<uuid:uid>/", boards.board, name="board"),
    path("<uuid:uid>/profile/", site_forms.profile, name="profile"),
    path("<uuid:uid>/elder/", elder_home.elder_home, name="elder"),
    path("<uuid:uid>/columns/new/", columns.new, name="column_new"),
    path("columns/<uuid:uid>/", columns.column, name="column"),
    path("columns/<uuid:uid>/duty/", columns.duty, name="duty"),
    path("columns/<uuid:uid>/close/", columns.close, name="close"),
]
