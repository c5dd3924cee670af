"""What the mailbox changes of the form (按信箱调整写信表): sorts, heading, notes beside it.

At the desk, without a place, all open mailboxes of the cluster may be chosen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.api import Choice, Field, Kind, Note, Place

# The one number of every government's hotline. Source: 国办发〔2020〕53号.
HOTLINE = "12345"
# Who reports need not say who they are.
OPTIONAL_IN_REPORTS = frozenset({"name", "tel"})


def suit(kind: Kind, values: Mapping[str, str], place: Place | None) -> Kind:
    """The form as it is for the mailbox chosen so far."""
    boxes = open_boxes(place)
    box = next((one for one in boxes if one.code == values.get("to")), None)
    asks = "" if box else _unfit(values.get("to", ""), place)
    sorts = frozenset(box.sorts) if box else frozenset(Sort.values)

    def changed(one: Field) -> Field | None:
        if one.name == "to":
            return replace(one, choices=_box_choices(boxes, place), asks=asks)
        if one.name == "sort":
            choices = tuple(choice for choice in one.choices if choice.value in sorts)
            return replace(one, choices=choices, hint=_sort_hint(sorts))
        if one.name in OPTIONAL_IN_REPORTS:
            return _contact(one, sorts, values.get("sort", ""))
        return None if one.name == "agrees" and sorts == {Sort.REPORT} else one

    schema = kind.schema.with_fields(changed)
    if box is None:
        return replace(kind, schema=schema)
    heading = _("给{mailbox}写信").format(mailbox=box.name)
    return replace(kind, schema=schema, heading=heading, notes=tuple(_notes(box)))


def open_boxes(place: Place | None) -> Sequence[Mailbox]:
    rows = Mailbox.objects.filter(is_open=True).select_related("site")
    return list(rows if place is None else rows.filter(site__site_id=place.site_id))


def _box_choices(boxes: Sequence[Mailbox], place: Place | None) -> tuple[Choice, ...]:
    return tuple(
        Choice(box.code, box.name if place else f"{box.name}（{box.site.short_name}）")
        for box in boxes
    )


def _unfit(code: str, place: Place | None) -> str:
    """Why nothing can be written to this mailbox from here."""
    if not code:
        return _("选择收信信箱")
    box = Mailbox.objects.filter(code=code).select_related("site").first()
    if box is None:
        return _("没有这个信箱，请选择收信信箱")
    if not box.is_open or place is None:
        return _("“{mailbox}”现在不收信，请另选一个信箱").format(mailbox=box.name)
    return _("“{mailbox}”在“{site}”的网站上，请到那里写信，或另选一个信箱").format(
        mailbox=box.name, site=box.site.name
    )


def _sort_hint(sorts: frozenset[str]) -> str:
    if Sort.PETITION in sorts:
        return ""
    return _("信访事项不在这里受理，请走网上信访。")


def _contact(one: Field, sorts: frozenset[str], sort: str) -> Field:
    """Name and telephone: of a report they may stay empty."""
    if Sort.REPORT not in sorts:
        return one
    hint = _("举报可以不填。")
    if one.name == "name":
        hint = _("举报可以不填；匿名的请在内容里写清楚时间、地点和经过，否则难以核实。")
    return replace(one, required=sort != Sort.REPORT and sorts != {Sort.REPORT}, hint=hint)


def _notes(box: Mailbox) -> Iterator[Note]:
    yield Note(_("多久能收到答复"), tuple(_terms(box)))
    if box.note:
        yield Note(_("写信须知"), tuple(line for line in box.note.splitlines() if line.strip()))
    yield _elsewhere(box)
    without_web = [_("打电话：{number}，全天有人接听").format(number=HOTLINE)]
    if box.site.address:
        without_web.append(_("寄信：{address}").format(address=box.site.address))
    yield Note(_("不方便上网"), tuple(without_web))


def _terms(box: Mailbox) -> Iterator[str]:
    """From the clock rules, so that they stand in one place."""
    letter = casework.clock_of("letter")
    if set(box.sorts) != {Sort.PETITION}:
        yield _("{days}个工作日内转给承办单位").format(days=casework.RESPOND_DAYS)
        yield _("{days}个工作日内答复").format(days=letter.amount)
    if letter.extension and set(box.sorts) != {Sort.PETITION}:
        yield _("情况复杂的，经批准延至{days}个工作日，并告诉您原因").format(
            days=letter.amount + letter.extension.most
        )
    if Sort.PETITION in box.sorts:
        yield _("信访事项{tell}日内告诉您是否受理，受理后{handle}日内办结").format(
            tell=casework.clock_of("petition_tell").amount,
            handle=casework.clock_of("petition").amount,
        )


def _elsewhere(box: Mailbox) -> Note:
    lines = [_("紧急求助：110、119、120、122"), _("已进入诉讼、仲裁、复议的事项")]
    if Sort.PETITION in box.sorts:
        return Note(_("这些事请走其他渠道"), tuple(lines))
    petition = _("信访事项：网上信访")
    links = ((petition, box.petition_url),) if box.petition_url else ()
    if not links:
        lines.insert(1, _("信访事项：国家信访局网上信访"))
    return Note(_("这些事请走其他渠道"), tuple(lines), links)
