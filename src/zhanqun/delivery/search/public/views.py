"""The search page of each site (检索页). Reads no database and knows no session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from zhanqun.delivery.search.public import answering, asking, drawing, spool
from zhanqun.delivery.search.public.asking import Asked
from zhanqun.delivery.search.public.shells import Shell, shell_at
from zhanqun.delivery.search.shapes import Answer
from zhanqun.foundation import clock

HTML = "text/html; charset=utf-8"
# What is withdrawn must be gone within two seconds, from caches too.
ANSWER_SECONDS = 1
NO_INDEX = {"X-Robots-Tag": "noindex"}

View = Callable[[HttpRequest, Shell], HttpResponse]


def on_a_site(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A view of the site that the host names, in that site's language; 404 elsewhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        shell = shell_at(request.get_host().rsplit(":", 1)[0])
        if shell is None:
            return HttpResponse("没有这个网站，或者它还没有发布。", status=404, content_type=HTML)
        with translation.override(shell.about.language):
            return view(request, shell)

    return require_safe(answer)


@cache_control(public=True, max_age=ANSWER_SECONDS)
@on_a_site
def results(request: HttpRequest, shell: Shell) -> HttpResponse:
    """What was found, or what to do where nothing was."""
    asked, now = asking.read(request.GET), clock.now()
    answer = answering.answer(asked, shell.about, now=now)
    log(asked, answer, shell)
    hot = answering.hot_words(shell.about.site_id)
    page = drawing.results_page(asked, answer, shell.about, hot)
    body = shell.filled(
        title=page.title, words=asked.words, body=drawing.drawn(page, lang=shell.about.language)
    )
    status = 503 if answering.is_away(answer) else 200
    return HttpResponse(body, status=status, content_type=HTML, headers=NO_INDEX)


def log(asked: Asked, answer: Answer, shell: Shell) -> None:
    """A new question is counted; turning its pages or narrowing it is none."""
    if asked.words and asked.page == 1 and not asked.is_filtered and not answer.refused:
        spool.note(
            site_id=shell.about.site_id, words=asked.words, total=answer.total, now=clock.now()
        )
