"""Addresses of cases at the desk, below desk/cases/."""

from django.urls import path

from zhanqun.core.casework.views import acting, bulk, case, figures, filters, lists, terms

app_name = "casework"
urlpatterns = [
    path("", lists.cases, name="cases"),
    path("export/", lists.export, name="export"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("figures/", figures.figures, name="figures"),
    path("terms/", terms.terms, name="terms"),
    path("terms/<slug:code>/", terms.term, name="term"),
    path("filters/", filters.save, name="filter_save"),
    path("filters/<uuid:uid>/remove/", filters.remove, name="filter_remove"),
    path("<uuid:uid>/", case.case, name="case"),
    path("<uuid:uid>/writer/", case.writer, name="writer"),
    path("<uuid:uid>/acts/<slug:verb>/", acting.act, name="act"),
]
