"""Wagtail's desk asks where its documents are listed, even where that application is not used.

Ours are attachments (core/attachments); this stands in its place and answers that there is none.
Imported before Wagtail's addresses, which gather these entries once.
"""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter


class NoDocuments:
    """An entry of Wagtail's internal API without any record."""

    class model:  # noqa: N801 - the router asks for this name
        """No model is a kind of it."""

    @staticmethod
    def get_urlpatterns() -> list[URLPattern]:
        return [path("", no_documents, name="listing")]


def no_documents(request: HttpRequest) -> NoReturn:
    raise Http404


@hooks.register("construct_admin_api")
def stand_in_for_documents(router: WagtailAPIRouter) -> None:
    router.register_endpoint("documents", NoDocuments)
