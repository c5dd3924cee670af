"""The library for programs (开放接口): catalogue, one file a document, files with whole years.

All of them are files at fixed addresses: nothing here asks a database when it is read.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings import keys
from zhanqun.affairs.policylibrary.holdings.keys import (
    bundle_key,
    bundles_key,
    holding_key,
    opened_key,
    records_key,
    total_key,
)
from zhanqun.affairs.policylibrary.holdings.models import Bundle, Facet, Holding, ShelfPlace
from zhanqun.affairs.policylibrary.public import reading, records
from zhanqun.affairs.policylibrary.public.addresses import (
    API,
    CATALOGUE,
    SCHEMA,
    bundle_path,
    record_path,
    records_path,
)
from zhanqun.affairs.policylibrary.public.lists import crumbs
from zhanqun.affairs.policylibrary.public.shapes import ApiPage, BundleRow
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Link, frame_of, in_its_language
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target

JSON, ZIP = "application/json", "application/zip"
DATA = Path(__file__).parent.parent / "data"


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def bundles_on(site_id: int) -> list[Bundle]:
    """The files with whole years, the newest first."""
    depends_on(bundles_key(site_id))
    rows = Bundle.objects.filter(site_id=site_id).order_by("-year")
    return [row for row in rows if row.file]


class Catalogue(pages.FramedKind):
    """目录首页 catalogue.json, key "": how many documents there are, and where they are told."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        site_id = target.site_id
        depends_on(total_key(site_id))
        shelf = reading.shelf_at(site_id, Facet.ALL)
        if shelf is None:
            return None
        base = sites.base_url_of(site_id)
        told = {
            "schema": base + SCHEMA,
            "documents": shelf.count,
            "pages": keys.bucket_of(shelf.last, keys.RECORDS),
            "page": base + records_path(0).replace("-0", "-{page}"),
            "document": base + f"{API}documents/{{uid}}.json",
            "changed_at": clock.beijing(shelf.changed_at).isoformat(timespec="seconds"),
            "years": [_told(row, base) for row in bundles_on(site_id)],
        }
        return Rendered(CATALOGUE, written(told), content_type=JSON)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if reading.has_library(site_id) else []

    def _all(self, site_id: int) -> list[Target]:
        return [Target(site_id, "policies_catalogue", "")]


def _told(row: Bundle, base: str) -> dict[str, Any]:
    assert row.made_at is not None
    return {
        "year": row.year,
        "url": base + bundle_path(row.year),
        "documents": row.count,
        "bytes": row.size_bytes,
        "sha256": row.sha256,
        "made_at": clock.beijing(row.made_at).isoformat(timespec="seconds"),
    }


class Records(pages.FramedKind):
    """目录分页 documents-1.json, key is its number, counted from the oldest."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        site_id, page = target.site_id, int(target.key)
        depends_on(records_key(site_id, page))
        shelf = reading.shelf_at(site_id, Facet.ALL)
        if shelf is None or not 1 <= page <= keys.bucket_of(shelf.last, keys.RECORDS):
            return None
        rows = records.records_of(reading.held_between(shelf, page, keys.RECORDS))
        told = {"page": page, "schema": sites.base_url_of(site_id) + SCHEMA, "documents": rows}
        return Rendered(records_path(page), written(told), content_type=JSON)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 4 and parts[2] == "records" and key == records_key(site_id, int(parts[3])):
            return [Target(site_id, "policies_records", parts[3])]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        shelf = reading.shelf_at(site_id, Facet.ALL)
        last = keys.bucket_of(shelf.last, keys.RECORDS) if shelf and shelf.last else 0
        return [Target(site_id, "policies_records", str(page)) for page in range(1, last + 1)]


class Record(pages.FramedKind):
    """单个文件的数据, key is the uid of the document."""

    def prepare(self, targets: Sequence[Target]) -> None:
        uids = [UUID(target.key) for target in targets]
        reading.holdings(uids)
        library.texts(uids)
        library.interpretations(uids)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        found = reading.holding_of(UUID(target.key))
        if found is None or not _stands_on(found, target.site_id):
            return None
        depends_on(sites.folder_key(target.site_id))
        told = written(records.whole_record(found))
        return Rendered(record_path(found.uid), told, content_type=JSON)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        if kind != "policy" or key != holding_key(uid):
            return []
        found = reading.holdings([UUID(uid)])[UUID(uid)]
        is_here = found is not None and _stands_on(found, site_id)
        return [Target(site_id, "policies_record", uid)] if is_here else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        places = _everything_on(site_id).order_by("position")
        for uid in places.values_list("holding__uid", flat=True).iterator():
            yield Target(site_id, "policies_record", str(uid))


def _everything_on(site_id: int) -> Any:
    return ShelfPlace.objects.filter(shelf__site_id=site_id, shelf__facet=Facet.ALL)


def _stands_on(holding: Holding, site_id: int) -> bool:
    return bool(_everything_on(site_id).filter(holding=holding).exists())


class Year(pages.FramedKind):
    """年度数据包 2026.zip, key is the year; as it was made last night."""

    def render(self, target: Target) -> Rendered | None:
        site_id, year = target.site_id, int(target.key)
        depends_on(bundle_key(site_id, year), sites.folder_key(site_id))
        row = Bundle.objects.filter(site_id=site_id, year=year).exclude(file="").first()
        if row is None:
            return None
        with row.file.open("rb") as stored:
            return Rendered(bundle_path(year), stored.read(), content_type=ZIP)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 4 and parts[2] == "bundle" and key == bundle_key(site_id, int(parts[3])):
            return [Target(site_id, "policies_year", parts[3])]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = Bundle.objects.filter(site_id=site_id).exclude(file="").order_by("year")
        years = rows.values_list("year", flat=True)
        return [Target(site_id, "policies_year", str(year)) for year in years]


class Explained(pages.FramedKind):
    """接口说明, key "", and the schema of a document, key "schema"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        if target.key:
            depends_on(sites.folder_key(target.site_id))
            return Rendered(SCHEMA, _schema(), content_type=JSON)
        frame = frame_of(target.site_id)
        base = frame.base_url
        page = ApiPage(
            title=_("开放接口和批量下载"),
            breadcrumb=crumbs(frame, Link(_("开放接口和批量下载"), API, current=True)),
            catalogue=base + CATALOGUE,
            records=base + records_path(1),
            record=base + f"{API}documents/{{uid}}.json",
            schema=base + SCHEMA,
            fields=_fields(),
            bundles=tuple(map(_bundle_row, bundles_on(target.site_id))),
            updated_at=None,
        )
        return pages.draw_apart(frame, "policylibrary/api.html", API, f"{API}index.html", page)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if reading.has_library(site_id) else []

    def _all(self, site_id: int) -> list[Target]:
        return [Target(site_id, "policies_api", key) for key in ("", "schema")]


def _bundle_row(row: Bundle) -> BundleRow:
    assert row.made_at is not None
    return BundleRow(
        year=row.year,
        url=bundle_path(row.year),
        count=row.count,
        size=f"{max(1, round(row.size_bytes / 1000)):,} KB",
        sha256=row.sha256,
        made_at=clock.beijing(row.made_at),
    )


@cache
def _schema() -> bytes:
    return (DATA / "document.schema.json").read_bytes()


def _fields() -> tuple[tuple[str, str], ...]:
    """Name and meaning of each field, as the schema tells them."""
    properties = json.loads(_schema())["properties"]
    return tuple((name, facts["description"]) for name, facts in properties.items())
