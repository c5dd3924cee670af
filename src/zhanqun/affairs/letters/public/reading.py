"""What public pages read of letters (前台读取): published ones alone; noting the keys of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from django.db.models import Max, QuerySet

from zhanqun.affairs.letters.announcing import sites_showing
from zhanqun.affairs.letters.keys import (
    bucket_key,
    figures_key,
    letter_key,
    list_key,
    lists_key,
    mailbox_key,
    mailboxes_key,
    opened_key,
)
from zhanqun.affairs.letters.listing import BUCKET, bucket_of
from zhanqun.affairs.letters.models import ListEntry, Mailbox, Publication, SiteFigures
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on, once, once_each


def has_mailboxes(site_id: int) -> bool:
    """Whether a site has pages of letters."""
    depends_on(opened_key(site_id), sites.subsites_key(site_id))
    return site_id in _mailboxes()


def mailboxes_on(site_id: int) -> Sequence[Mailbox]:
    """The mailboxes of a site, its own first; of a portal those of the sites below it too."""
    depends_on(mailboxes_key(site_id), sites.subsites_key(site_id))
    found = _mailboxes().get(site_id, ())
    depends_on(*(mailbox_key(row.pk) for row in found))
    return found


def _mailboxes() -> dict[int, list[Mailbox]]:
    return once(("mailboxes",), _read_mailboxes)


def _read_mailboxes() -> dict[int, list[Mailbox]]:
    found: dict[int, list[Mailbox]] = defaultdict(list)
    rows = Mailbox.objects.select_related("site__parent", "office")
    for row in rows.order_by("site_id", "position", "pk"):
        for site_id in sites_showing(row):
            found[site_id].append(row)
    return {
        site_id: sorted(rows, key=lambda row: row.site.site_id != site_id)
        for site_id, rows in found.items()
    }


def mailbox_at(code: str) -> Mailbox | None:
    """A mailbox by its code, wherever its site stands by now."""
    rows = (row for of_site in _mailboxes().values() for row in of_site)
    found = next((row for row in rows if row.code == code), None)
    if found is not None:
        depends_on(mailbox_key(found.pk))
    return found


def lists_on(site_id: int) -> list[str]:
    """Codes of the lists that a site has."""
    depends_on(lists_key(site_id))
    return once(("letter lists", site_id), partial(_read_lists, site_id))


def _read_lists(site_id: int) -> list[str]:
    rows = ListEntry.objects.filter(site_id=site_id).order_by("code")
    return list(rows.values_list("code", flat=True).distinct())


def newest_in(site_id: int, code: str, count: int = BUCKET) -> list[Publication]:
    """The newest of a list; at most as many as a numbered page holds."""
    depends_on(list_key(site_id, code))
    return once(("letters", site_id, code), partial(_read_newest, site_id, code))[:count]


def _read_newest(site_id: int, code: str) -> list[Publication]:
    return _shown(_entries(site_id, code).order_by("-position")[:BUCKET])


def bucket_in(site_id: int, code: str, bucket: int) -> list[Publication]:
    """One numbered page, newest first."""
    depends_on(bucket_key(site_id, code, bucket))
    first = (bucket - 1) * BUCKET + 1
    rows = _entries(site_id, code).filter(position__range=(first, first + BUCKET - 1))
    return _shown(rows.order_by("-position"))


def last_bucket(site_id: int, code: str) -> int:
    """The newest numbered page, 0 while the list has had nothing."""
    rows = ListEntry.objects.filter(site_id=site_id, code=code)
    last = rows.aggregate(last=Max("position"))["last"]
    return bucket_of(last) if last else 0


def _entries(site_id: int, code: str) -> QuerySet[ListEntry]:
    rows = ListEntry.objects.filter(
        site_id=site_id, code=code, publication__state=PublicationState.PUBLISHED
    )
    return rows.select_related("publication__letter__mailbox__site", "publication__unit")


def _shown(entries: Iterable[ListEntry]) -> list[Publication]:
    return [entry.publication for entry in entries]


def publications(uids: Iterable[UUID]) -> dict[UUID, Publication | None]:
    """What was ever published, many at once; whoever shows one asks `publication_of`."""
    return once_each("publication", uids, _read_publications)


def _read_publications(uids: list[UUID]) -> dict[UUID, Publication]:
    rows = _ever_published().filter(uid__in=uids)
    return {row.uid: row for row in rows.select_related("letter__mailbox__site", "unit")}


def publication_of(uid: UUID, site_id: int) -> Publication | None:
    """A letter that is or was public, on the site of its mailbox."""
    depends_on(letter_key(uid))
    found = publications([uid])[uid]
    if found is None or found.letter.mailbox.site.site_id != site_id:
        return None
    depends_on(mailbox_key(found.letter.mailbox_id))
    return found


def uids_on(site_id: int) -> Iterable[UUID]:
    """Everything that ever was public on a site of its own."""
    rows = _ever_published().filter(letter__mailbox__site__site_id=site_id)
    return rows.values_list("uid", flat=True)


def _ever_published() -> QuerySet[Publication]:
    return Publication.objects.filter(changed_at__isnull=False)


def figures_on(site_id: int) -> SiteFigures | None:
    """What was counted last night; nothing before the first night."""
    depends_on(figures_key(site_id))
    rows = SiteFigures.objects.filter(site_id=site_id)
    return once(("letter figures", site_id), rows.first)
