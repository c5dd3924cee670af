"""What of a text found is shown (命中条目)."""

from collections.abc import Sequence

from zhanqun.delivery.search.analysis.marking import marked, snippet
from zhanqun.delivery.search.records import Shown
from zhanqun.delivery.search.shapes import Directory, Hit, Place, Query, SiteName

_UNNAMED = SiteName("", "")


def hit_of(shown: Shown, query: Query, names: Directory, words: Sequence[str]) -> Hit:
    place = _place(shown, query)
    site = names.sites.get(place.site_id, _UNNAMED)
    return Hit(
        uid=shown.uid,
        site_id=place.site_id,
        site_name=site.name,
        column=names.columns.get(place.column_id, ""),
        title=marked(shown.title, words),
        snippet=snippet((shown.body, shown.files), words),
        url=shown.link or _address(shown, place, site, query),
        kind=shown.kind,
        number=shown.number,
        organ="、".join(shown.organs),
        source=shown.source,
        validity=shown.validity,
        published_on=shown.published_on,
        ending=shown.endings[0],
        ended_by=shown.endings[1],
        ended_by_url=shown.endings[2],
    )


def _place(shown: Shown, query: Query) -> Place:
    """The place on the site asked, else on one of those filtered by, else the home."""
    wanted = {*query.site_ids} if query.site_id is None else {query.site_id}
    return next((place for place in shown.places if place.site_id in wanted), shown.places[0])


def _address(shown: Shown, place: Place, site: SiteName, query: Query) -> str:
    here = query.here_id if query.here_id is not None else query.site_id
    return shown.path if place.site_id == here else site.base_url + shown.path
