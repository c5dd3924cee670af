"""What the page of results shows (检索结果页数据): plain, ready values for its template."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhanqun.content.library.api import Validity
from zhanqun.content.pages.api import SEARCH_PATH, Link
from zhanqun.delivery.search.public.asking import FILTERS, PER_PAGE, Asked, Scope
from zhanqun.delivery.search.public.shells import About
from zhanqun.delivery.search.shapes import PAGES_MOST, Answer, BestBet, Facet, Hit, Mark, Order
from zhanqun.foundation.feeds import feeds
from zhanqun.ui import face

VALUES_SHOWN = 8  # of one filter
PAGES_BESIDE = 2  # numbers on each side of the present page
OUT_OF_FORCE = (Validity.EXPIRED, Validity.REPEALED)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; `url` chooses it, or takes it off where it is chosen."""

    label: str
    url: str
    count: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One hit. tone: of the validity tag, "good" or "bad". ending: since when a newer document
    made it so, ended_by: that document."""

    title: tuple[Mark, ...]
    snippet: tuple[Mark, ...]
    url: str
    kind: str
    validity: str
    tone: str
    facts: tuple[str, ...]
    day: str
    ending: str = ""
    ended_by: Link | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the pager; without a number it is a gap, without an address the present page."""

    label: str
    url: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The whole page. `state`: "start" nothing typed, "found", "none", "beyond" the last page,
    "refused". kept: parameters of a search for other words with the same filters."""

    title: str
    words: str
    state: str
    home: str
    map_url: str
    total: int = 0
    is_cut: bool = False
    is_wider: bool = False
    refused: str = ""
    suggestion: Link | None = None
    scopes: tuple[Link, ...] = ()
    wider: Link | None = None
    orders: tuple[Link, ...] = ()
    chosen: tuple[Choice, ...] = ()
    clear_url: str = ""
    filters: tuple[Filter, ...] = ()
    bets: tuple[BestBet, ...] = ()
    rows: tuple[Row, ...] = ()
    pager: tuple[Step, ...] = ()
    hot: tuple[Link, ...] = field(default=())
    first_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    action: str = SEARCH_PATH


def results_page(asked: Asked, answer: Answer, about: About, hot: list[str]) -> ResultsPage:
    """hot: words that many look for, shown where the reader has nothing to read yet."""
    state = _state(asked, answer)
    return ResultsPage(
        title=_title(asked),
        words=asked.words,
        state=state,
        home=about.name,
        map_url=about.map_url,
        total=answer.total,
        is_cut=asked.is_cut or answer.is_cut,
        is_wider=answer.is_wider,
        refused=answer.refused,
        suggestion=_suggestion(asked, answer),
        scopes=() if asked.is_empty else _scopes(asked),
        wider=_wider(asked) if state == "none" else None,
        orders=_orders(asked) if answer.total and asked.words else (),
        chosen=_chosen(asked, answer),
        clear_url=link(asked, **dict.fromkeys(FILTERS.values(), ())),
        filters=_filters(asked, answer),
        bets=answer.best_bets,
        rows=tuple(_row(hit, asked) for hit in answer.hits),
        pager=_pager(asked, answer.total),
        hot=() if state == "found" else tuple(Link(word, link(Asked(word))) for word in hot),
        first_url=link(asked),
        kept=asked.kept if asked.is_filtered else (),
    )


def drawn(page: ResultsPage, *, lang: str) -> str:
    """The part of the page inside the shell."""
    return face.printed("search/public/results.html", {"page": page}, lang=lang)


def link(asked: Asked, **changes: object) -> str:
    return asked.link(SEARCH_PATH, **changes)


def pages_of(total: int, per_page: int = PER_PAGE) -> int:
    return min(-(-total // per_page), PAGES_MOST)


def _state(asked: Asked, answer: Answer) -> str:
    if asked.is_empty:
        return "start"
    if answer.refused:
        return "refused"
    if answer.hits or answer.best_bets:
        return "found"
    return "beyond" if answer.total else "none"


def _title(asked: Asked) -> str:
    if asked.words:
        return _("{words}：搜索结果").format(words=asked.words)
    return _("按条件查找") if asked.is_filtered else _("搜索")


def _suggestion(asked: Asked, answer: Answer) -> Link | None:
    words = answer.suggestion
    return Link(words, link(asked, words=words)) if words else None


def _scopes(asked: Asked) -> tuple[Link, ...]:
    """Filters stay in the wider scope; that by site makes sense in it alone."""
    return (
        Link(_("本站"), link(asked, scope=Scope.SITE, sites=()), asked.scope == Scope.SITE),
        Link(_("全站群"), link(asked, scope=Scope.ALL), asked.scope == Scope.ALL),
    )


def _wider(asked: Asked) -> Link | None:
    if asked.is_filtered:
        return Link(_("去掉全部筛选条件"), link(asked, **dict.fromkeys(FILTERS.values(), ())))
    if asked.scope == Scope.SITE:
        return Link(_("在全站群的网站里找"), link(asked, scope=Scope.ALL))
    return None


def _orders(asked: Asked) -> tuple[Link, ...]:
    words = ((Order.RELEVANCE, _("最相关")), (Order.DATE, _("最新发布")))
    return tuple(
        Link(label, link(asked, order=order), current=asked.order == order)
        for order, label in words
    )


def _filter_titles() -> dict[str, str]:
    return {
        "kind": _("类别"),
        "site": _("网站"),
        "year": _("年份"),
        "organ": _("机构"),
        "topic": _("主题分类"),
        "validity": _("文件有效性"),
    }


def _filters(asked: Asked, answer: Answer) -> tuple[Filter, ...]:
    """Filters that divide what was found; one value divides nothing."""
    found = answer.facets or {}
    shown = []
    for name, title in _filter_titles().items():
        values = found.get(name, ())
        if name == "site" and asked.scope == Scope.SITE:
            continue
        choices = tuple(_choice(asked, name, value) for value in values[:VALUES_SHOWN])
        if len(values) > 1 or any(choice.is_chosen for choice in choices):
            shown.append(Filter(title, choices))
    return tuple(shown)


def _choice(asked: Asked, name: str, facet: Facet) -> Choice:
    attribute = FILTERS[name]
    value = int(facet.value) if name in ("site", "year") else facet.value
    is_chosen = value in getattr(asked, attribute)
    url = link(asked, **{attribute: () if is_chosen else (value,)})
    return Choice(_label(name, facet.label), url, facet.count, is_chosen)


def _label(name: str, label: str) -> str:
    """Names are as they are; terms of ours are in the reader's language."""
    return _(label) if name in ("kind", "validity") and label else label


def _chosen(asked: Asked, answer: Answer) -> tuple[Choice, ...]:
    """What is chosen, each with the address that takes it off."""
    labels = {
        (name, facet.value): _label(name, facet.label)
        for name, facets in (answer.facets or {}).items()
        for facet in facets
    }
    rows = []
    for name, attribute in FILTERS.items():
        values = getattr(asked, attribute)
        for value in values:
            left = tuple(other for other in values if other != value)
            label = labels.get((name, str(value))) or _known_label(name, value)
            rows.append(Choice(label, link(asked, **{attribute: left}), is_chosen=True))
    return tuple(rows)


def _known_label(name: str, value: object) -> str:
    """The label of a value that nothing found carries."""
    if name == "kind":
        return kind_label(str(value))
    if name == "validity":
        return validity_label(str(value))
    return str(value) if name != "site" else _("所选网站")


def kind_label(kind: str) -> str:
    from zhanqun.content.library.api import ArticleKind

    if kind in feeds:
        return str(feeds.get(kind).label)
    return str(ArticleKind(kind).label) if kind in ArticleKind.values else kind


def validity_label(validity: str) -> str:
    return str(Validity(validity).label) if validity in Validity.values else validity


def _row(hit: Hit, asked: Asked) -> Row:
    shows_site = asked.scope == Scope.ALL
    where = "　".join(part for part in (hit.site_name if shows_site else "", hit.column) if part)
    facts = (hit.number, hit.organ or hit.source, where)
    return Row(
        title=hit.title,
        snippet=hit.snippet,
        url=hit.url,
        kind=kind_label(hit.kind),
        validity=validity_label(hit.validity) if hit.validity else "",
        tone="bad" if hit.validity in OUT_OF_FORCE else "good",
        facts=tuple(fact for fact in facts if fact),
        day=hit.published_on.isoformat(),
        ending=hit.ending,
        ended_by=Link(hit.ended_by, hit.ended_by_url) if hit.ended_by else None,
    )


def _pager(asked: Asked, total: int) -> tuple[Step, ...]:
    """上一页 1 … 4 5 6 … 13 下一页."""
    last = pages_of(total)
    if last < 2 or asked.page > last:
        return ()
    near = range(asked.page - PAGES_BESIDE, asked.page + PAGES_BESIDE + 1)
    numbers = sorted({1, last, *(n for n in near if 1 <= n <= last)})
    steps = []
    if asked.page > 1:
        steps.append(Step(_("上一页"), link(asked, page=asked.page - 1), "prev"))
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            steps.append(Step(""))
        steps.append(Step(str(number), "" if number == asked.page else link(asked, page=number)))
    if asked.page < last:
        steps.append(Step(_("下一页"), link(asked, page=asked.page + 1), "next"))
    return tuple(steps)
