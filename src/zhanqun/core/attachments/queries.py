"""Reading attachments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from zhanqun.core.attachments import policies, scanner
from zhanqun.core.attachments.derivatives import kinds_in_hand
from zhanqun.core.attachments.deriving import ffmpeg_program
from zhanqun.core.attachments.errors import FileInQuarantine
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.scanning import why_not_ready
from zhanqun.core.attachments.states import RELEASED, UNSCANNED, ScanState
from zhanqun.core.units import api as units

# A job that has not looked at its file by then was lost, or clamd was away.
OVERLOOKED = timedelta(minutes=2)
# A file that waits longer than this is an alarm.
LATE = timedelta(minutes=10)
# Smaller pictures of a large upload may take their time.
DERIVED_LATE = timedelta(hours=1)
# A file from before there was a scanner, which it could not judge, is tried again after this.
TRY_AGAIN = timedelta(days=1)


def attachments_by_uid(uids: Iterable[UUID]) -> dict[UUID, Attachment]:
    """The files a record already names, for showing or hashing it."""
    return {row.uid: row for row in Attachment.objects.filter(uid__in=set(uids))}


def shown_attachments(uids: Iterable[UUID]) -> dict[UUID, Attachment]:
    """Files as pages show them: without the words that were read out of them."""
    rows = Attachment.objects.filter(uid__in=set(uids)).defer("text", "parts", "listing")
    return {row.uid: row for row in rows}


def shown_by_key(keys: Iterable[str]) -> dict[str, Attachment]:
    """Files as pages show them, by the keys in their addresses."""
    rows = Attachment.objects.filter(key__in=set(keys)).defer("text", "parts", "listing")
    return {row.key: row for row in rows}


def attachments_by_key(keys: Iterable[str]) -> dict[str, Attachment]:
    return {row.key: row for row in Attachment.objects.filter(key__in=set(keys))}


def public_attachments() -> QuerySet[Attachment]:
    """Files that at least one live page refers to, and that the scanner lets go there."""
    return Attachment.objects.filter(uses__isnull=False, scan__in=RELEASED).distinct()


def attachments_visible_to(user: Any) -> QuerySet[Attachment]:
    """Files of the units for which the user writes, reviews or supervises (本单位附件).

    Administrators see none by being administrators.
    """
    roles = [role for role in units.Role if role not in units.SEPARATED]
    return Attachment.objects.filter(unit_id__in=units.units_covered(user, roles))


def not_ready(files: Iterable[Attachment]) -> list[str]:
    """Why files may not go live yet, one sentence for each (附件发布条件)."""
    return [why for file in files if (why := why_not_ready(file))]


def check_may_open(attachment: Attachment) -> None:
    """Raise FileInQuarantine where nobody may open the file at the desk."""
    if not attachment.is_open:
        state = attachment.get_scan_display()
        raise FileInQuarantine(name=attachment.name, state=state)


def quarantine() -> QuerySet[Attachment]:
    """Files that may not go live, the longest kept first (隔离区)."""
    held = Attachment.objects.exclude(scan__in=sorted(RELEASED))
    return held.select_related("unit", "uploaded_by").order_by("uploaded_at", "id")


def quarantine_visible_to(user: Any) -> QuerySet[Attachment]:
    """The quarantine, for whoever looks after it; names and states, never the contents."""
    if units.rights_of(user).holds_anywhere(policies.KEEPERS):
        return quarantine()
    return Attachment.objects.none()


def left_behind(now: datetime) -> QuerySet[Attachment, int]:
    """Ids of files to look at again: overlooked ones, and what the scanner has never seen."""
    untried = Q(scanned_at=None) | Q(scanned_at__lt=now - OVERLOOKED)
    waiting = Q(scan__in=UNSCANNED, uploaded_at__lt=now - OVERLOOKED) & untried
    unread = Q(scan__in=RELEASED, read_at=None, uploaded_at__lt=now - OVERLOOKED)
    wanted = waiting | unread
    if scanner.is_on():
        wanted |= Q(scan=ScanState.OFF) & (Q(scanned_at=None) | Q(scanned_at__lt=now - TRY_AGAIN))
    rows = Attachment.objects.filter(wanted).exclude(file="")
    return rows.order_by(F("scanned_at").asc(nulls_first=True), "id").values_list("pk", flat=True)


def not_derived(now: datetime) -> QuerySet[Attachment, int]:
    """Ids of files of which smaller ones should have been made by now, newest first."""
    rows = Attachment.objects.filter(
        derived_at=None,
        content_type__in=kinds_in_hand(),
        scan__in=RELEASED,
        uploaded_at__lt=now - OVERLOOKED,
    )
    return rows.exclude(file="").order_by("-uploaded_at", "-id").values_list("pk", flat=True)


@dataclass(frozen=True)
class ScannerHealth:
    """How the scanner does: words for people, figures for machines (查毒服务状况)."""

    is_ok: bool
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


def scanner_health(now: datetime) -> ScannerHealth:
    """An alarm where clamd does not answer, a file waits too long, or one has a virus."""
    held = quarantine().order_by()
    late = held.filter(scan__in=UNSCANNED, uploaded_at__lt=now - LATE).count()
    infected = held.filter(scan=ScanState.INFECTED).exclude(file="").count()
    facts = {"late": late, "infected": infected}
    words = _("超时未查{late}个，有毒{infected}个").format(**facts)
    if not scanner.is_on():
        text = _("未接查毒服务（ZHANQUN_CLAMD=off），附件不查毒即可发布；{words}")
        told = text.format(words=words)
        return ScannerHealth(not infected, told, {"on": False, **facts})
    try:
        version = scanner.version()
    except scanner.ScannerAway as failure:
        text = _("{failure}，附件留在隔离区，不能发布；{words}").format(
            failure=failure, words=words
        )
        return ScannerHealth(False, text, {"on": True, "answers": False, **facts})
    return ScannerHealth(
        not (late or infected),
        f"{version}；{words}",
        {"on": True, "answers": True, "version": version, **facts},
    )


def streaming_health(now: datetime) -> ScannerHealth:
    """Whether videos are taken apart, and whether smaller pictures are made in time. Without
    ffmpeg videos play as one file, which is no alarm."""
    late = not_derived(now).filter(uploaded_at__lt=now - DERIVED_LATE).count()
    program = ffmpeg_program()
    facts = {"ffmpeg": bool(program), "late": late}
    if program:
        text = _("图片规格、视频分段超时未生成{late}个").format(late=late)
    else:
        text = _("未安装ffmpeg，视频不分段，按整个文件播放；图片规格超时未生成{late}个")
        text = text.format(late=late)
    return ScannerHealth(late == 0, text, facts)
