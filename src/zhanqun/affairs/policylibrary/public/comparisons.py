"""Two versions of a document side by side (新旧对照), beside the page of the newer one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.holdings.endings import said_of
from zhanqun.affairs.policylibrary.holdings.keys import holding_key
from zhanqun.affairs.policylibrary.holdings.models import Holding
from zhanqun.affairs.policylibrary.keys import relations_key
from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.affairs.policylibrary.public.addresses import url_of
from zhanqun.affairs.policylibrary.public.shapes import ComparisonPage
from zhanqun.affairs.policylibrary.states import RelationKind
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Frame, Link, frame_of, in_its_language
from zhanqun.foundation.dependencies import depends_on, once_each
from zhanqun.foundation.targets import Rendered, Target

# A newer document that says the same matter anew; what only orders changes is another text.
VERSIONS = (RelationKind.EARLIER_VERSION, RelationKind.REPLACES, RelationKind.AMENDS)
ORDERS_CHANGES = ("决定", "通知", "公告")
# What a reader compares; of the rest of the metadata the page of each has it all.
SHOWN = (
    "title", "number", "issuing_organs", "written_on", "effective_from", "expires_on", "body",
)  # fmt: skip


def path_of(newer: Holding, older: Holding) -> str:
    """Beside the page of the newer one."""
    return f"{newer.address.removesuffix('.html')}-compare-{older.code}.html"


def earlier_versions(newer: Holding) -> list[Holding]:
    """Of a document the versions before it that are public, the newest first."""
    depends_on(relations_key(newer.uid))
    ids = once_each("earlier versions", [newer.pk], _read_versions)[newer.pk] or []
    found = reading.holdings_by_id(ids)
    return [found[pk] for pk in ids if pk in found]


def _read_versions(ids: list[int]) -> dict[int, list[int]]:
    rows = Relation.objects.filter(newer__in=ids, older__isnull=False, kind__in=VERSIONS)
    counting = queries.counting(rows).select_related("newer").order_by("-effective_on", "-pk")
    found: dict[int, list[int]] = defaultdict(list)
    for row in counting:
        if row.newer is None or row.newer_id is None or row.older_id is None:
            continue
        orders = row.kind == RelationKind.AMENDS and row.newer.title.endswith(ORDERS_CHANGES)
        if not orders and row.older_id not in found[row.newer_id]:
            found[row.newer_id].append(row.older_id)
    return found


class Comparison(pages.FramedKind):
    """新旧对照, key "newer/older" by their uids; on the home of the newer one."""

    def prepare(self, targets: Sequence[Target]) -> None:
        super().prepare(targets)
        uids = [UUID(uid) for target in targets for uid in target.key.split("/")]
        reading.holdings(uids)
        library.texts(uids)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        newer, older = (reading.holding_of(UUID(uid)) for uid in target.key.split("/"))
        if newer is None or newer.home_id != target.site_id or older is None:
            return None
        if older not in earlier_versions(newer):
            return None
        frame, path = frame_of(target.site_id), path_of(newer, older)
        return pages.draw_apart(
            frame, "policylibrary/comparison.html", path, path, _page(frame, newer, older)
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """Either end goes public, or a relation is made or taken back."""
        uid = key.split(":")[1] if key.count(":") in (1, 2) else ""
        if not uid or key not in (holding_key(uid), relations_key(uid)):
            return []
        found = reading.holdings([UUID(uid)])[UUID(uid)]
        if found is None:
            return []
        newer = Relation.objects.filter(older=found.pk, kind__in=VERSIONS, newer__isnull=False)
        rows = [found, *Holding.objects.filter(pk__in=newer.values("newer"))]
        return [target for row in rows for target in _of(row, site_id)]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        ids = Relation.objects.filter(kind__in=VERSIONS, older__isnull=False).values("newer")
        for row in Holding.objects.filter(pk__in=ids, is_live=True, home_id=site_id):
            yield from _of(row, site_id)


def _of(newer: Holding, site_id: int) -> list[Target]:
    if newer.home_id != site_id or not newer.is_live:
        return []
    uid = newer.uid
    olders = earlier_versions(newer)
    return [Target(site_id, "policy_comparison", f"{uid}/{older.uid}") for older in olders]


def _page(frame: Frame, newer: Holding, older: Holding) -> ComparisonPage:
    texts = [library.text_of(row.uid) for row in (older, newer)]
    left, right = (text for text in texts if text is not None)
    title = _("新旧对照：{title}").format(title=newer.title)
    site_id = frame.profile.site_id
    return ComparisonPage(
        title=title,
        breadcrumb=(
            Link(frame.home_title, "/"),
            Link(newer.title, newer.address),
            Link(_("新旧对照"), "", current=True),
        ),
        older=Link(said_of(older), url_of(older, site_id)),
        newer=Link(said_of(newer), url_of(newer, site_id)),
        parts=tuple(row for row in library.differences(left, right) if row.name in SHOWN),
        updated_at=None,
    )
