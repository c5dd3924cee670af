"""Asking what waits to be proved, and what becomes of it (核验一批)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from django.db import transaction

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.audit import api as audit
from zhanqun.delivery.integrity import telling
from zhanqun.delivery.integrity.models import Proof, ProofState
from zhanqun.delivery.integrity.proof.fetching import Answer, fetch
from zhanqun.delivery.integrity.proof.rules import PAUSES, Wanted, objection
from zhanqun.delivery.staticsite import api as staticsite

AT_ONCE = 200
THREADS = 4

Address = tuple[int, str]


def prove_due(now: datetime) -> bool:
    """Prove one batch of what is due; whether any was.

    What stands at an address is read after it answered: a page published meanwhile is compared
    with its new content, and asked again if it answered with the old one.
    """
    due = Proof.objects.filter(state=ProofState.WAITING, due_at__lte=now)
    rows = list(due.order_by("due_at", "id")[:AT_ONCE])
    if not rows:
        return False
    profiles = {row.site_id: row for row in sites.profiles()}
    answers = _ask({(row.site_id, row.path) for row in rows}, profiles)
    with transaction.atomic():
        _note(rows, answers, profiles, now)
    return True


def _ask(addresses: Iterable[Address], profiles: dict[int, SiteProfile]) -> dict[Address, Answer]:
    asked, connect = list(addresses), settings.ZHANQUN_PROOF_CONNECT
    bases = {key: profile.base_url for key, profile in profiles.items()}
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(lambda address: fetch(bases[address[0]], address[1], connect), asked)
        return dict(zip(asked, found, strict=True))


def _note(
    rows: Sequence[Proof],
    answers: dict[Address, Answer],
    profiles: dict[int, SiteProfile],
    now: datetime,
) -> None:
    wanted = _wanted(answers)
    failed = defaultdict(list)
    for row in rows:
        address = (row.site_id, row.path)
        answer = answers[address]
        base_url = profiles[row.site_id].base_url
        row.error = objection(wanted.get(address, Wanted(404)), answer, base_url)[:300]
        row.answered, row.took_ms = answer.status, answer.took_ms
        _decide(row, now)
        if row.state == ProofState.FAILED:
            failed[row.site_id].append(row)
    fields = ["state", "error", "answered", "took_ms", "attempts", "due_at", "proved_at"]
    Proof.objects.bulk_update(rows, fields)
    for site_id, refused in failed.items():
        profile = profiles[site_id]
        told = {"count": len(refused), "addresses": [row.path for row in refused[:20]]}
        audit.record("integrity.not_proved", profile, by=None, at=now, after=told)
        telling.not_proved(profile, refused, now)


def _decide(row: Proof, now: datetime) -> None:
    row.attempts += 1
    if not row.error:
        row.state, row.proved_at = ProofState.PROVED, now
    elif row.attempts > len(PAUSES):
        row.state = ProofState.FAILED
    else:
        row.due_at = now + PAUSES[row.attempts - 1]


def _wanted(addresses: Iterable[Address]) -> dict[Address, Wanted]:
    by_site = defaultdict(list)
    for site_id, path in addresses:
        by_site[site_id].append(path)
    found = {}
    for site_id, paths in by_site.items():
        for file in staticsite.files_of_site(site_id).filter(path__in=paths):
            found[site_id, file.path] = Wanted(file.status, file.sha256, file.location)
    return found
