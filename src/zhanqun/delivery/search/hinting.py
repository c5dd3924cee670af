"""What is public already, told before one applies for it (申请前先看看已公开的)."""

from collections.abc import Mapping

from zhanqun.core.intake.api import Hint, Place
from zhanqun.delivery.search.node import search_node
from zhanqun.delivery.search.shapes import Query
from zhanqun.foundation import clock

MOST = 5


def hints_for_request(place: Place, payload: Mapping[str, str]) -> list[Hint]:
    """Registered with the door for requests: live texts of the cluster that have all the words of
    the title or the number asked for; the index answers within its own limit, without a database.
    """
    words = payload.get("number", "") or payload.get("title", "")
    if not words.strip():
        return []
    asked = Query(words, per_page=MOST, here_id=place.site_id, with_facets=False)
    answer = search_node().search(asked, today=clock.day_of(clock.now()))
    found = () if answer.is_wider else answer.hits
    return [
        Hint("".join(mark.text for mark in hit.title), hit.url, hit.number or hit.site_name)
        for hit in found
    ]
