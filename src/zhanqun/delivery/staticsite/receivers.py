"""How the publisher hears: a change and a job inside the transaction of the act (接收变动)."""

from itertools import islice

from zhanqun.content.alerts.api import ChangedKeys
from zhanqun.content.review import api as review
from zhanqun.content.review.api import Act, Change
from zhanqun.delivery.staticsite.files import sites_showing
from zhanqun.delivery.staticsite.models import Urgency
from zhanqun.delivery.staticsite.waiting import note
from zhanqun.foundation.targets import Changed

# What takes something away from readers cannot wait for what shows them more.
URGENT_ACTS = frozenset({Act.WITHDRAW, Act.REMOVE})
# Sites whose warnings are taken up together: few enough that no part of them counts as a large
# change, which would make way for smaller ones; each key of a change is asked about on each of its
# sites, so that the work grows with this number.
SITES_AT_ONCE = 4


def on_gate(change: Change) -> None:
    act = review.Publication.objects.values_list("act", flat=True).get(pk=change.publication_id)
    urgency = Urgency.EMERGENCY if act in URGENT_ACTS else Urgency.NEWS
    note(change.keys, change.site_ids, urgency, change.publication_id)


def on_withheld(owners: frozenset[str]) -> None:
    """A public file has a virus: what shows it is made anew, without it."""
    note(owners, frozenset(), Urgency.EMERGENCY)


def on_derived(key: str, owners: frozenset[str]) -> None:
    """A public file has its smaller pictures or its segments: what shows it is made anew."""
    note(frozenset({key}), sites_showing(owners), Urgency.STRUCTURE)


def on_alerts(changed: ChangedKeys) -> None:
    """A warning or mourning on some sites (预警): before all else."""
    sites = iter(sorted(changed))
    while part := list(islice(sites, SITES_AT_ONCE)):
        keys = frozenset().union(*(changed[site_id] for site_id in part))
        note(keys, part, Urgency.EMERGENCY)


def on_targets(news: Changed) -> None:
    """A room that draws targets of its own, such as letters."""
    urgency = Urgency.EMERGENCY if news.is_urgent else Urgency.NEWS
    note(news.keys, news.site_ids, urgency)


def on_structure(keys: frozenset[str], site_ids: frozenset[int]) -> None:
    note(keys, site_ids, Urgency.STRUCTURE)
