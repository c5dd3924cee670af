"""Writing arrangements: save, restore, release, lifetime of a topic (版面编排与发布)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError

from zhanqun.content.pages import policies
from zhanqun.content.pages.arranging import rules
from zhanqun.content.pages.arranging.kinds import kinds, stream
from zhanqun.content.pages.arranging.rules import Blocks
from zhanqun.content.pages.keys import arrangement_key, file_owner
from zhanqun.content.pages.models import Arrangement, Version
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm, HomePage, SiteKind, SiteProfile
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class ArrangementChanged(DomainError):
    code = "pages.arrangement_changed"
    message = _("{who}刚刚保存了第{number}版，与您看到的不同。请重新查看后再办。")
    status = 409


class BlockUnfit(DomainError):
    code = "pages.block_unfit"
    message = _("第{place}个版块“{kind}”：{why}")


class BlocksUnfit(DomainError):
    code = "pages.blocks_unfit"
    message = _("{why}")


class MustBlocksLack(DomainError):
    """Source: 国办发〔2017〕47号, functions of a portal."""

    code = "pages.must_blocks_lack"
    message = _("门户首页必须有这些版块：{kinds}。请补上后再发布。")


class NothingToRelease(DomainError):
    code = "pages.nothing_to_release"
    message = _("这一版已经发布。")
    status = 409


class PictureNotReady(DomainError):
    code = "pages.picture_not_ready"
    message = _("题图还不能发布：{why}")
    status = 409


class PictureElsewhere(DomainError):
    code = "pages.picture_elsewhere"
    message = _("这张图片不在您能使用的范围内，请重新上传。")
    status = 403


class NotArranged(DomainError):
    code = "pages.not_arranged"
    message = _("只有首页、专题、栏目组和单页栏目可以编排版面。")


class HomesStay(DomainError):
    code = "pages.homes_stay"
    message = _("首页没有开放和归档日期，配色在站点档案里选。")


class LifetimeUnfit(DomainError):
    code = "pages.lifetime_unfit"
    message = _("归档日期应晚于开放日期，也应晚于今天。")


ARRANGED_FORMS = (ColumnForm.TOPIC, ColumnForm.GROUP, ColumnForm.PLAIN)


@transaction.atomic
def arrange(*, page: Column, by: User, now: datetime) -> Arrangement:
    """Begin an arrangement for a topic, a group or a plain page (启用版面). Pressed twice it is
    one. Raises NotAllowed, NotArranged.
    """
    profile = sites.profile_of(sites.site_of(page).pk)
    policies.check_may_arrange(by, profile)
    if page.form not in ARRANGED_FORMS or page.state != sites.ColumnState.OPEN:
        raise NotArranged
    row, made = Arrangement.objects.get_or_create(page_id=page.pk, site_id=profile.site_id)
    if made:
        _add_version(row, [], "", by, now)
        audit.record("pages.arranged", row, by=by, at=now)
    return row


@transaction.atomic
def save_draft(
    *, uid: UUID, blocks: Blocks, seen: int, note: str = "", by: User, now: datetime
) -> Version:
    """Keep a new version as the draft (保存草稿).

    seen: number of the version that was edited. Raises NotAllowed, ArrangementChanged,
    BlockUnfit, BlocksUnfit.
    """
    row = _lock(uid)
    policies.check_may_arrange(by, sites.profile_of(row.site_id))
    latest = _latest(row)
    if latest.number != seen:
        raise ArrangementChanged(who=latest.made_by or "", number=latest.number)
    clean = cleaned(blocks)
    _check_pictures(clean, latest.blocks, by)
    if rules.digest_of(clean) == latest.digest:
        return latest
    version = _add_version(row, clean, note, by, now)
    after = {"version": version.number, "digest": version.digest}
    audit.record("pages.draft_saved", row, by=by, at=now, after=after)
    return version


@transaction.atomic
def restore(*, uid: UUID, number: int, by: User, now: datetime) -> Version:
    """Make a former version the draft again (恢复旧版); it is released like any other.

    Raises NotAllowed, Version.DoesNotExist.
    """
    row = _lock(uid)
    policies.check_may_arrange(by, sites.profile_of(row.site_id))
    former = row.versions.get(number=number)
    note = str(_("恢复第{number}版")).format(number=number)
    version = _add_version(row, former.blocks, note, by, now)
    after = {"version": version.number, "restored": number}
    audit.record("pages.version_restored", row, by=by, at=now, after=after)
    return version


@transaction.atomic
def release(*, uid: UUID, digest: str, by: User, now: datetime) -> Version:
    """Put the draft before the public (发布版面): exactly what was previewed, by another person.

    digest: of the version that the releaser looked at. Raises NotAllowed, SameHand,
    ArrangementChanged, NothingToRelease, MustBlocksLack, PictureNotReady.
    """
    row = _lock(uid)
    profile, version = sites.profile_of(row.site_id), _latest(row)
    policies.check_may_release(by, profile, version)
    if version.digest != digest:
        raise ArrangementChanged(who=version.made_by or "", number=version.number)
    if row.live_id == version.pk:
        raise NothingToRelease
    check_must(row, profile, version.blocks)
    _put_live(row, version, by, now)
    after = {"version": version.number, "digest": digest}
    audit.record("pages.released", row, by=by, at=now, after=after)
    return version


@transaction.atomic
def set_lifetime(
    *,
    uid: UUID,
    theme: str,
    opens_on: date | None,
    archives_on: date | None,
    by: User,
    now: datetime,
) -> Arrangement:
    """Colours and lifetime of a topic (专题期限与配色). Raises NotAllowed, HomesStay,
    LifetimeUnfit.
    """
    row = _lock(uid)
    policies.check_may_arrange(by, sites.profile_of(row.site_id))
    if (theme or opens_on or archives_on) and is_home(row):
        raise HomesStay
    today = clock.day_of(now)
    if archives_on and (archives_on <= today or (opens_on and archives_on <= opens_on)):
        raise LifetimeUnfit
    before = {name: getattr(row, name) for name in ("theme", "opens_on", "archives_on")}
    after = {"theme": theme, "opens_on": opens_on, "archives_on": archives_on}
    was_open = row.is_open
    row.theme, row.opens_on, row.archives_on = theme, opens_on, archives_on
    row.opened_at = now if opens_on and opens_on <= today else None
    row.archived_at = None
    row.save()
    audit.record("pages.lifetime_set", row, by=by, at=now, before=before, after=after)
    announce(row, showing=was_open != row.is_open)
    return row


def first_arrangement(
    profile: SiteProfile, page_id: int, blocks: Blocks, now: datetime
) -> Arrangement:
    """The first arrangement of a home, live at once: made with the site, by nobody."""
    row = Arrangement.objects.create(page_id=page_id, site_id=profile.site_id)
    version = _add_version(row, cleaned(blocks), "", None, now)
    _put_live(row, version, None, now)
    return row


def cleaned(blocks: Blocks) -> Blocks:
    """Blocks as they are stored: known kinds, fitting parameters, an id each.

    Raises BlockUnfit, BlocksUnfit.
    """
    for place, block in enumerate(blocks, start=1):
        if block["type"] not in kinds():
            raise BlockUnfit(place=place, kind=block["type"], why=_("没有这种版块"))
        block.setdefault("id", str(uuid4()))
    whole = stream()
    try:
        value = whole.clean(whole.to_python([_filled(block) for block in blocks]))
    except StreamBlockValidationError as refusal:
        _refuse(refusal, blocks)
    return [dict(block) for block in whole.get_prep_value(value)]


def _filled(block: dict[str, Any]) -> dict[str, Any]:
    return block | {"value": kinds()[block["type"]].filled(block["value"])}


def _refuse(refusal: StreamBlockValidationError, blocks: Blocks) -> None:
    for place, error in refusal.block_errors.items():
        label = kinds()[blocks[place]["type"]].label
        raise BlockUnfit(place=place + 1, kind=label, why=_words_of(error)) from refusal
    whys = [text for error in refusal.non_block_errors.as_data() for text in error.messages]
    raise BlocksUnfit(why="；".join(whys)) from refusal


def _words_of(error: ValidationError) -> str:
    found = getattr(error, "block_errors", None)
    if found:
        return "；".join(_words_of(inner) for inner in found.values())
    return "；".join(error.messages)


def check_must(row: Arrangement, profile: SiteProfile, blocks: Blocks) -> None:
    lack = rules.lacking(must_of(row, profile), blocks)
    if lack:
        raise MustBlocksLack(kinds="、".join(kinds()[kind].label for kind in lack))


def must_of(row: Arrangement, profile: SiteProfile) -> Sequence[str]:
    is_portal_home = profile.kind == SiteKind.PORTAL and is_home(row)
    return rules.PORTAL_MUST if is_portal_home else ()


def is_home(row: Arrangement) -> bool:
    return HomePage.objects.filter(pk=row.page_id).exists()


def announce(row: Arrangement, *, showing: bool) -> None:
    """The page is another now. showing: a column begins or ceases to be shown with it."""
    changed = {arrangement_key(row.page_id)}
    column = Column.objects.filter(pk=row.page_id).first()
    if column is not None:
        changed.add(sites.column_key(column.pk))
        if showing:
            changed |= sites.keys_of_showing(column) | {sites.opened_key(column.pk)}
    sites.announce_structure(changed, [row.site_id])


def _lock(uid: UUID) -> Arrangement:
    return Arrangement.objects.select_for_update(of=("self",)).get(uid=uid)


def _latest(row: Arrangement) -> Version:
    assert row.latest_id is not None  # made with the arrangement
    return Version.objects.select_related("made_by").get(pk=row.latest_id)


def _add_version(
    row: Arrangement, blocks: Blocks, note: str, by: User | None, now: datetime
) -> Version:
    number = row.versions.count() + 1
    version = Version.objects.create(
        arrangement=row,
        number=number,
        blocks=blocks,
        digest=rules.digest_of(blocks),
        columns=rules.columns_named(blocks),
        note=note,
        made_by=by,
        made_at=now,
    )
    row.latest = version
    row.save(update_fields=["latest"])
    return version


def _put_live(row: Arrangement, version: Version, by: User | None, now: datetime) -> None:
    was_open = row.is_open
    keys = _refer_to_pictures(row, version)
    version.released_by, version.released_at = by, now
    version.save(update_fields=["released_by", "released_at"])
    row.live = version
    row.save(update_fields=["live"])
    if keys:
        sites.announce_structure(keys, [row.site_id])
    announce(row, showing=was_open != row.is_open)


def _check_pictures(blocks: Blocks, former: Blocks, by: User) -> None:
    """Only what the person may see, or the draft shows already, may become public here."""
    new = set(pictures_in(blocks)) - set(pictures_in(former))
    for uid, file in attachments.attachments_by_uid(new).items():
        own = file.uploaded_by_id == by.pk
        if not own and not attachments.attachments_visible_to(by).filter(uid=uid).exists():
            raise PictureElsewhere


def pictures_in(blocks: Blocks) -> list[UUID]:
    return [UUID(key) for block in blocks if (key := block["value"].get("picture"))]


def _refer_to_pictures(row: Arrangement, version: Version) -> set[str]:
    """The pictures of the blocks become public, those left behind private again."""
    uids = pictures_in(version.blocks)
    files = list(attachments.attachments_by_uid(uids).values())
    if why := attachments.not_ready(files):
        raise PictureNotReady(why="；".join(why))
    owner = file_owner(row.site_id, row.page_id)
    former = attachments.files_referred_to(owner)
    attachments.refer_to(owner, uids)
    changed = {file.key for file in former} ^ {file.key for file in files}
    return {attachments.file_key(key) for key in changed}
