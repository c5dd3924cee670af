"""Who hears of a warning that waits (预警提醒)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.models import Alert, Mourning
from zhanqun.content.alerts.reach import Tree, anchors
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock

KINDS = {
    "alerts.to_release": Kind(gettext_lazy("预警待签发"), is_urgent=True),
    "alerts.returned": Kind(gettext_lazy("预警被退回"), is_urgent=True),
    "alerts.mourning": Kind(gettext_lazy("哀悼模式待批准"), is_urgent=True),
}


def to_release(alert: Alert, by: User, now: datetime) -> None:
    tree = Tree()
    anchor = anchors(alert, tree)[0]
    people = units.people_on_duty(policies.RELEASERS, tree.scopes(anchor), clock.day_of(now))
    text = _("{act}待签发：{signal}（{area}）")
    notices.tell(
        [person for person in people if person != by],
        kind="alerts.to_release",
        text=text.format(
            act=alert.get_message_type_display(), signal=alert.signal, area=alert.area
        ),
        detail=str(by),
        url=reverse("alerts:alert", args=[alert.uid]),
        key=f"alert:{alert.uid}:{alert.digest[:16]}",
        about_uid=alert.uid,
        now=now,
    )


def returned(alert: Alert, reason: str, by: User, now: datetime) -> None:
    settled(alert, now)
    writers = [alert.composed_by, alert.submitted_by]
    notices.tell(
        {person.pk: person for person in writers if person and person != by}.values(),
        kind="alerts.returned",
        text=_("{signal}被退回").format(signal=alert.signal),
        detail=reason,
        url=reverse("alerts:alert", args=[alert.uid]),
        key=f"alert:{alert.uid}:returned:{now.isoformat()}",
        about_uid=alert.uid,
        now=now,
    )


def mourning_asked(mourning: Mourning, by: User, now: datetime) -> None:
    tree = Tree()
    anchor = anchors(mourning, tree)[0]
    people = units.people_on_duty(policies.MOURNERS, tree.scopes(anchor), clock.day_of(now))
    notices.tell(
        [person for person in people if person != by],
        kind="alerts.mourning",
        text=_("哀悼模式待批准：{reason}").format(reason=mourning.reason),
        detail=str(by),
        url=reverse("alerts:mourning", args=[mourning.uid]),
        key=f"mourning:{mourning.uid}",
        about_uid=mourning.uid,
        now=now,
    )


def settled(record: Alert | Mourning, now: datetime) -> None:
    notices.settle([record.uid], now=now)
