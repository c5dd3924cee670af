"""The publisher's memory of a cluster's pages, without drawing them all (已发布文件的记录).

One page of each sort is drawn for its dependency keys; the keys of all others follow from what
they show. The files themselves are not there: publishing never reads old ones.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from _cluster.copying import Row, copy_rows, without_indexes
from _cluster.shown import Facts, Shown, placements_by_column

BUCKET = 20
# Kinds of targets of which there is one for every text, or every so many.
NOTED = ("article", "list")
SIZE_BYTES = 12_000
# What a key speaks of -> a form with {} in its place; "" for keys that all pages of a sort share.
Pattern = set[tuple[str, str]]


def note_files() -> int:
    """Remember a page for every placement and numbered list of the cluster; returns how many."""
    from django.db import transaction

    from zhanqun.content.sites.api import profiles
    from zhanqun.delivery.staticsite import stale
    from zhanqun.delivery.staticsite.models import PendingChange, Urgency
    from zhanqun.foundation import clock
    from zhanqun.foundation.targets import target_kinds

    noted = 0
    with without_indexes("zq_staticsite_publishedfile"), transaction.atomic():
        for rows in placements_by_column():
            noted += _note_column(rows)
        # They stand as they would be drawn now; the others, a few on each site, are to be made.
        PendingChange.objects.update(done_at=clock.now())
        cause = stale.Cause(Urgency.BUILD, clock.now())
        for profile in profiles():
            for name, kind in target_kinds:
                if name not in NOTED:
                    stale.add(kind.all_for_site(profile.site_id), cause)
    return noted


def keys_agree(sample: int, seed: int = 1) -> float:
    """The share of randomly chosen pages whose keys, when drawn, are those remembered."""
    from django.db import connection

    from zhanqun.delivery.staticsite.api import PublishedFile

    with connection.cursor() as cursor:
        cursor.execute("select setseed(%s)", [seed / 100])
    rows = PublishedFile.objects.filter(kind__in=["article", "list"]).order_by("?")[:sample]
    drawn = _keys_of([(row.site_id, row.kind, row.key) for row in rows])
    same = [set(row.keys) == drawn[row.site_id, row.kind, row.key] for row in rows]
    return sum(same) / len(same)


def _note_column(rows: list[Shown]) -> int:
    from zhanqun.content.sites.api import Column
    from zhanqun.delivery.staticsite.api import PublishedFile

    address = Column.objects.get(pk=rows[0].column_id).address
    files = _Files(PublishedFile, rows[0].site_id)
    pages = _article_patterns(rows)
    for row in rows:
        files.add("article", row.uid, row.address, _filled(pages[row.kind], row.facts()))
    buckets = [list(part) for _n, part in groupby(rows, key=lambda row: (row.number - 1) // BUCKET)]
    pattern = _list_pattern(buckets[max(0, len(buckets) - 2)])
    for number, bucket in enumerate(buckets, 1):
        keys = _filled(pattern, _list_facts(bucket, number))
        files.add("list", f"{rows[0].column_id}:{number}", f"{address}list-{number}.html", keys)
    return files.write()


class _Files:
    def __init__(self, model: Any, site_id: int) -> None:
        from zhanqun.foundation import clock

        self.row = Row(
            model(
                site_id=site_id,
                status=200,
                sha256="0" * 64,
                br_sha256="0" * 64,
                gz_sha256="0" * 64,
                has_best_twins=True,
                size_bytes=SIZE_BYTES,
                changed_at=clock.now(),
            ),
            has_id=False,
        )
        self.rows: list[list[Any]] = []

    def add(self, kind: str, key: str, path: str, keys: list[str]) -> None:
        self.rows.append(self.row.filled(kind=kind, key=key, path=path, keys=keys))

    def write(self) -> int:
        copy_rows(self.row.table, self.row.names, self.rows)
        return len(self.rows)


# --- Keys: drawn once, then followed ---------------------------------------------------------


def _article_patterns(rows: list[Shown]) -> dict[str, Pattern]:
    """Kind of article -> pattern of its page's keys, from the newest one of the column."""
    samples = {row.kind: row for row in rows}
    keys = _keys_of([(row.site_id, "article", row.uid) for row in samples.values()])
    return {
        kind: _pattern(keys[row.site_id, "article", row.uid], row.facts())
        for kind, row in samples.items()
    }


def _list_pattern(bucket: list[Shown]) -> Pattern:
    number = (bucket[0].number - 1) // BUCKET + 1
    target = (bucket[0].site_id, "list", f"{bucket[0].column_id}:{number}")
    return _pattern(_keys_of([target])[target], _list_facts(bucket, number))


def _list_facts(bucket: list[Shown], number: int) -> Facts:
    return {
        "own": [row.uid for row in bucket],
        "placement": [str(row.pk) for row in bucket],
        "bucket": [str(number)],
        "next": [str(number + 1)],
    }


def _keys_of(targets: Iterable[tuple[int, str, str]]) -> dict[tuple[int, str, str], set[str]]:
    from zhanqun.foundation.dependencies import recording, reusing
    from zhanqun.foundation.targets import Target, render

    found = {}
    with reusing({}):
        for target in targets:
            with recording() as keys:
                render(Target(*target))
            found[target] = set(keys)
    return found


def _pattern(keys: set[str], facts: Facts) -> Pattern:
    named = {value: role for role, values in facts.items() for value in values}
    return {_form(key.split(":"), named) for key in keys}


def _form(parts: list[str], named: dict[str, str]) -> tuple[str, str]:
    """Where a key names something of the page: last in lists, otherwise second."""
    at = -1 if "list" in parts else 1
    role = named.get(parts[at], "")
    fitting = {
        "list": ("bucket", "next"), "placement": ("placement",), "number": ("number",),
        "site": ("home",), "article": ("own", "related", "interpreted"),
        "interpretations": ("own",),
    }  # fmt: skip
    if role not in fitting.get("list" if at == -1 else parts[0], ()):
        return "", ":".join(parts)
    parts[at] = "{}"
    return role, ":".join(parts)


def _filled(pattern: Pattern, facts: Facts) -> list[str]:
    """The keys of one page; no key of another page's article is among them."""
    keys = {form.replace("{}", value) for role, form in pattern for value in facts.get(role, ())}
    return sorted(keys | {form for role, form in pattern if not role and not _is_foreign(form)})


def _is_foreign(key: str) -> bool:
    return key.startswith(("article:", "placement:", "interpretations:", "number:"))
