"""Addresses of annual reports at the desk, below desk/annual-reports/."""

from django.urls import path

from zhanqun.affairs.annualreports.views import figures, lists, reports

app_name = "annualreports"
urlpatterns = [
    path("", lists.reports, name="reports"),
    path("begin/", lists.begin, name="begin"),
    path("<uuid:uid>/", reports.report, name="report"),
    path("<uuid:uid>/texts/", reports.texts, name="texts"),
    path("<uuid:uid>/entered/", figures.entered, name="entered"),
    path("<uuid:uid>/figures/<str:place>/", figures.figure, name="figure"),
    path("<uuid:uid>/papers/<slug:form>/", reports.paper, name="paper"),
    path("<uuid:uid>/acts/<slug:act>/", reports.act, name="act"),
]
