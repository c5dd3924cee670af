"""What a batch did is remembered in a few statements, whatever its size (发布记账)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection

from zhanqun.delivery.staticsite.changes import FileChange, announce
from zhanqun.delivery.staticsite.drawing import Done, name_of
from zhanqun.delivery.staticsite.models import (
    DrawnBatch,
    Outcome,
    PublishedFile,
    Refresh,
    StaleTarget,
    Urgency,
)

# A target that fails is tried again after 1, 2, 4 … minutes, at most an hour.
RETRY_FIRST, RETRY_LONGEST = timedelta(minutes=1), timedelta(hours=1)


def remember(done: Sequence[Done], snapshot: str, now: datetime) -> None:
    """Files, their keys, what the acts did, who must hear of it; what is done waits no more."""
    good = [each for each in done if each.failure is None]
    ids = _keep_files(good, now)
    if ids:
        DrawnBatch.objects.create(snapshot=snapshot, file_ids=ids)
    announce([change for each in good for change in _told(each)])
    _note_refreshes(done, now)
    _forget_placeholders(good)
    with connection.cursor() as cursor:
        ids = [each.stale.pk for each in good]
        cursor.execute("delete from zq_staticsite_staletarget where id = any(%s::bigint[])", [ids])
    for each in done:
        if each.failure is not None:
            note_failure(each.stale, each.failure, now)


def note_failure(row: StaleTarget, failure: Exception, now: datetime) -> None:
    row.due_at = now + min(RETRY_FIRST * 2 ** min(row.attempts, 10), RETRY_LONGEST)
    row.attempts += 1
    row.error = words_of(failure)
    row.save(update_fields=["due_at", "attempts", "error"])


def words_of(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:300]


_FILES = """
insert into zq_staticsite_publishedfile as old
    (site_id, kind, key, path, status, location, sha256, br_sha256, gz_sha256, has_best_twins,
    size_bytes, changed_at, keys)
select site_id, kind, key, path, status, location, sha256, br_sha256, gz_sha256, has_best_twins,
    size_bytes, changed_at, string_to_array(keys, chr(10))
from unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[], %s::text[],
    %s::text[], %s::text[], %s::boolean[], %s::bigint[], %s::timestamptz[], %s::text[])
    as new (site_id, kind, key, path, status, location, sha256, br_sha256, gz_sha256,
    has_best_twins, size_bytes, changed_at, keys)
order by site_id, kind, key
on conflict (site_id, kind, key) do update set
    path = excluded.path, status = excluded.status, location = excluded.location,
    sha256 = excluded.sha256, br_sha256 = excluded.br_sha256, gz_sha256 = excluded.gz_sha256,
    has_best_twins = excluded.has_best_twins, size_bytes = excluded.size_bytes,
    changed_at = excluded.changed_at, keys = excluded.keys
returning id
"""


def _keep_files(good: Sequence[Done], now: datetime) -> list[int]:
    """Ids of the files that stand; those are stored about which anything is new.

    One statement of arrays: a batch of 200 would be 2,600 parameters otherwise.
    """
    gone = [each.row.pk for each in good if each.rendered is None and each.row is not None]
    if gone:
        PublishedFile.objects.filter(pk__in=gone).delete()
    standing = [each for each in good if each.rendered is not None]
    known = [each.row.pk for each in standing if each.row is not None and not _is_new(each)]
    if new := [_facts(each, now) for each in standing if _is_new(each)]:
        with connection.cursor() as cursor:
            cursor.execute(_FILES, [list(column) for column in zip(*new, strict=True)])
            known += [row[0] for row in cursor.fetchall()]
    return known


def _is_new(each: Done) -> bool:
    row = each.row
    return row is None or each.outcome != Outcome.UNCHANGED or set(row.keys) != each.keys


def _facts(each: Done, now: datetime) -> tuple[object, ...]:
    row, rendered = each.row, each.rendered
    stays = row is not None and each.outcome == Outcome.UNCHANGED
    assert rendered is not None
    return (
        each.stale.site_id,
        each.stale.kind,
        each.stale.key,
        rendered.path,
        rendered.status,
        rendered.location,
        each.sha256,
        each.twins.br,
        each.twins.gz,
        row.has_best_twins if stays and row else False,
        each.size_bytes,
        row.changed_at if stays and row else now,
        "\n".join(sorted(each.keys)),
    )


def _told(each: Done) -> Iterable[FileChange]:
    """What is new at its address, and at the one it had before."""
    site_id, acts = each.stale.site_id, tuple(each.stale.publication_ids)
    is_awaited = each.stale.urgency <= Urgency.NEWS
    row, rendered = each.row, each.rendered
    if row is not None and (rendered is None or rendered.path != row.path):
        yield FileChange(site_id, row.path, 404, "", acts, is_awaited)
    if rendered is not None and each.outcome != Outcome.UNCHANGED:
        yield FileChange(site_id, rendered.path, rendered.status, each.sha256, acts, is_awaited)


_REFRESHES = """
insert into zq_staticsite_refresh as old
    (publication_id, site_id, path, outcome, error, at, took_ms)
select * from unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[],
    %s::timestamptz[], %s::int[])
on conflict (publication_id, site_id, path) do update
    set outcome = excluded.outcome, error = excluded.error, at = excluded.at,
        took_ms = excluded.took_ms
    where excluded.outcome <> 'unchanged' or old.outcome = 'failed'
"""


def _note_refreshes(done: Iterable[Done], now: datetime) -> None:
    """What acts did to an address; doing nothing never hides that something was done."""
    rows = {
        (act, each.stale.site_id, each.path): (*_outcome_of(each), now, round(each.took_ms))
        for each in done
        for act in each.stale.publication_ids
        if each.rendered or each.row or each.failure
    }
    if rows:
        columns = zip(*((*key, *facts) for key, facts in rows.items()), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_REFRESHES, [list(column) for column in columns])


def _outcome_of(each: Done) -> tuple[str, str]:
    if each.failure is not None:
        return Outcome.FAILED, words_of(each.failure)
    return each.outcome, ""


def _forget_placeholders(good: Iterable[Done]) -> None:
    """It could be drawn again, and now its address is known."""
    for each in good:
        if each.stale.attempts:
            failed = Refresh.objects.filter(
                publication_id__in=each.stale.publication_ids,
                site_id=each.stale.site_id,
                path=name_of(each.stale),
            )
            failed.delete()
