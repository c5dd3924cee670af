"""The search for programs (检索接口): JSON, completion and descriptions, read-only.

Described by `openapi.json`; errors are problem documents. Source: RFC 9457; OpenSearch 1.1.
"""

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from zhanqun.delivery.search.public import answering, asking, drawing
from zhanqun.delivery.search.public.asking import PER_PAGE, Asked, plain
from zhanqun.delivery.search.public.drawing import kind_label, validity_label
from zhanqun.delivery.search.public.shells import About, Shell
from zhanqun.delivery.search.public.views import ANSWER_SECONDS, log, on_a_site
from zhanqun.delivery.search.shapes import Answer, Hit, Mark
from zhanqun.foundation import clock
from zhanqun.ui import face

PROBLEM = "application/problem+json"
SUGGESTIONS = "application/x-suggestions+json"
DESCRIPTION = "application/opensearchdescription+xml; charset=utf-8"
COMPLETION_SECONDS, DAY_SECONDS = 30, 24 * 3600
TYPED_CHARS_MAX = 60
ASCII = {"ensure_ascii": False}


@cache_control(public=True, max_age=ANSWER_SECONDS)
@on_a_site
def api(request: HttpRequest, shell: Shell) -> HttpResponse:
    """/search/api/v1: the same questions as the page, strict about what they mean."""
    asked = asking.read(request.GET)
    if asked.faults:
        return _problem("search.bad_parameter", " ".join(asked.faults.values()), asked.faults)
    if asked.is_empty:
        missing = {"q": _("请在参数 q 中给出要找的词。")}
        return _problem("search.nothing_asked", missing["q"], missing)
    answer = answering.answer(asked, shell.about, now=clock.now())
    log(asked, answer, shell)
    if answering.is_away(answer):
        return _problem("search.away", answer.refused, {}, status=503)
    if answer.refused:
        return _problem("search.refused", answer.refused, {})
    return JsonResponse(_told(asked, answer, shell.about), json_dumps_params=ASCII)


@cache_control(public=True, max_age=DAY_SECONDS)
@on_a_site
def newest_api(request: HttpRequest, shell: Shell) -> HttpResponse:
    """/search/api leads to the newest version."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect("/search/api/v1" + (f"?{query}" if query else ""))


@cache_control(public=True, max_age=COMPLETION_SECONDS)
@on_a_site
def complete(request: HttpRequest, shell: Shell) -> HttpResponse:
    """/search/complete: [what was typed, [words]], as browsers ask for it too."""
    typed = plain(request.GET.get("q", ""))[:TYPED_CHARS_MAX]
    words = answering.completions(typed, shell.about)
    return JsonResponse(
        [typed, words], safe=False, content_type=SUGGESTIONS, json_dumps_params=ASCII
    )


@cache_control(public=True, max_age=DAY_SECONDS)
@on_a_site
def openapi(request: HttpRequest, shell: Shell) -> HttpResponse:
    """/search/openapi.json."""
    return HttpResponse(_description(), content_type="application/json; charset=utf-8")


@cache_control(public=True, max_age=DAY_SECONDS)
@on_a_site
def opensearch(request: HttpRequest, shell: Shell) -> HttpResponse:
    """/search/opensearch.xml: the browser's own search box may ask us."""
    about = shell.about
    body = face.printed("search/public/opensearch.xml", {"about": about}, lang=about.language)
    return HttpResponse(body, content_type=DESCRIPTION)


def _told(asked: Asked, answer: Answer, about: About) -> dict[str, Any]:
    return {
        "query": asked.words,
        "is_cut": asked.is_cut or answer.is_cut,
        "is_wider": answer.is_wider,
        "total": answer.total,
        "page": asked.page,
        "pages": drawing.pages_of(answer.total),
        "per_page": PER_PAGE,
        "suggestion": answer.suggestion,
        "best_bets": [asdict(bet) for bet in answer.best_bets],
        "hits": [_hit(hit, about) for hit in answer.hits],
        "facets": {
            name: [asdict(facet) for facet in facets]
            for name, facets in (answer.facets or {}).items()
        },
        "took_ms": round(answer.took_ms, 1),
    }


def _hit(hit: Hit, about: About) -> dict[str, Any]:
    return {
        "uid": hit.uid,
        "url": hit.url if "://" in hit.url else about.base_url + hit.url,
        "title": "".join(mark.text for mark in hit.title),
        "title_marks": _marks(hit.title),
        "snippet_marks": _marks(hit.snippet),
        "kind": {"value": hit.kind, "label": kind_label(hit.kind)},
        "validity": {"value": hit.validity, "label": validity_label(hit.validity)}
        if hit.validity
        else None,
        "ending": {"words": hit.ending, "title": hit.ended_by, "url": hit.ended_by_url}
        if hit.ending
        else None,
        "number": hit.number,
        "organ": hit.organ,
        "source": hit.source,
        "published_on": hit.published_on.isoformat(),
        "site": {"id": hit.site_id, "name": hit.site_name},
        "column": hit.column,
    }


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    return [asdict(mark) for mark in marks]


def _problem(
    code: str, detail: str, parameters: dict[str, str], *, status: int = 400
) -> HttpResponse:
    """A refusal as RFC 9457 has it; `code` is stable."""
    told = {
        "type": "about:blank",
        "title": _("现在不能检索") if status == 503 else _("不能按这样的参数检索"),
        "status": status,
        "code": code,
        "detail": detail,
        "parameters": parameters,
    }
    return JsonResponse(told, status=status, content_type=PROBLEM, json_dumps_params=ASCII)


@lru_cache(maxsize=1)
def _description() -> bytes:
    return Path(__file__).with_name("openapi.json").read_bytes()
