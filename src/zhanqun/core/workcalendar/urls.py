"""Addresses of the working calendar at the desk, below desk/calendar/."""

from django.urls import path

from zhanqun.core.workcalendar.views import counting, entering, notices, years

app_name = "workcalendar"
urlpatterns = [
    path("", years.year, name="year"),
    path("count/", counting.count, name="count"),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", entering.new, name="notice_new"),
    path("notices/<uuid:uid>/", notices.one, name="notice"),
    path("notices/<uuid:uid>/withdraw/", notices.withdraw, name="notice_withdraw"),
]
