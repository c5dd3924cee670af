"""An event is reported on as it goes (突发事件滚动发布)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.announcing import event_changed
from zhanqun.content.alerts.models import Event
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class NotATopic(DomainError):
    code = "alerts.not_a_topic"
    message = _("“{column}”不是专题，请先在站点上开设专题。")


class UpdatesElsewhere(DomainError):
    code = "alerts.updates_elsewhere"
    message = _("滚动发布栏目要是专题“{topic}”下面的列表栏目。")


class TopicTaken(DomainError):
    code = "alerts.topic_taken"
    message = _("专题“{topic}”已经用于突发事件“{event}”。")
    status = 409


@transaction.atomic
def open_event(*, content: Mapping[str, Any], by: User, now: datetime) -> Event:
    """A topic tells of an event from now on (开设事件专题).

    content: name, level, happened_at, topic, updates. Raises NotAllowed, NotATopic,
    UpdatesElsewhere, TopicTaken.
    """
    topic, updates = content["topic"], content["updates"]
    _check_may_edit(by, topic)
    if topic.form != ColumnForm.TOPIC:
        raise NotATopic(column=topic.title)
    if updates.form != ColumnForm.LIST or not updates.is_descendant_of(topic):
        raise UpdatesElsewhere(topic=topic.title)
    taken = Event.objects.select_for_update().filter(topic=topic).first()
    if taken is not None:
        raise TopicTaken(topic=topic.title, event=taken.name)
    event = Event.objects.create(unit=policies.unit_of(by), opened_by=by, opened_at=now, **content)
    audit.record("alerts.event_opened", event, by=by, at=now, after={"topic": topic.title})
    event_changed(event)
    return event


@transaction.atomic
def note_press(*, uid: UUID, at: datetime, by: User, now: datetime) -> Event:
    """When the press was told (新闻发布会时间). Raises NotAllowed."""
    event = _lock(uid)
    _check_may_edit(by, event.topic)
    event.pressed_at = at
    event.save(update_fields=["pressed_at"])
    audit.record("alerts.event_press_noted", event, by=by, at=now, after={"pressed_at": at})
    return event


@transaction.atomic
def close_event(*, uid: UUID, by: User, now: datetime) -> Event:
    """Nothing more is expected; the topic stays (事件结束). Raises NotAllowed."""
    event = _lock(uid)
    _check_may_edit(by, event.topic)
    event.closed_at = now
    event.save(update_fields=["closed_at"])
    audit.record("alerts.event_closed", event, by=by, at=now)
    event_changed(event)
    return event


def _check_may_edit(by: User, topic: Column) -> None:
    units.check(by, units.COLUMN_EDITORS, sites.column_scopes(topic), act=_("办理事件专题"))


def _lock(uid: UUID) -> Event:
    rows = Event.objects.select_for_update(of=("self",)).select_related("topic", "updates")
    return rows.get(uid=uid)
