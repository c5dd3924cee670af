"""Addresses of units and people at the desk, below desk/units/."""

from django.urls import path

from zhanqun.core.units.views import absences, passwords, people, tree

app_name = "units"
urlpatterns = [
    path("tree/", tree.units, name="units"),
    path("tree/new/", tree.new, name="new"),
    path("tree/<uuid:uid>/close/", tree.close, name="close"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="person_new"),
    path("people/<uuid:uid>/password/", passwords.reset, name="reset_password"),
    path("people/<uuid:uid>/email/", people.email, name="email"),
    path("password/", passwords.change, name="password"),
    path("appointments/", people.appointments, name="appointments"),
    path("appointments/new/", people.appoint, name="appoint"),
    path("appointments/<uuid:uid>/end/", people.end, name="end"),
    path("appointments/<uuid:uid>/deputy/", people.deputy, name="deputy"),
    path("absences/", absences.listed, name="absences"),
    path("absences/new/", absences.new, name="absence_new"),
    path("absences/<uuid:uid>/end/", absences.end, name="absence_end"),
]
