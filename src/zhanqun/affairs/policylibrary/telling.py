"""What the policy library tells people at the desk (政策文件库提醒)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.policylibrary import policies
from zhanqun.affairs.policylibrary.models import Duty, Standing
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.clock import day_of

KINDS = {
    "policylibrary.duty": Kind(gettext_lazy("解读任务")),
    "policylibrary.duty_late": Kind(gettext_lazy("解读任务将到期或逾期"), is_urgent=True),
    "policylibrary.copy": Kind(gettext_lazy("解读与原文雷同")),
    "policylibrary.term": Kind(gettext_lazy("文件有效期将满")),
}


def opened(duty: Duty, now: datetime) -> None:
    text = _("《{title}》已发布，请于{day}前发布解读")
    _tell_of_duty(duty, "duty", text, keepers_of(duty.unit, now), now)


def reopened(duty: Duty, now: datetime) -> None:
    text = _("《{title}》的解读已撤下或不再关联，请重新发布解读")
    _tell_of_duty(duty, "duty", text, keepers_of(duty.unit, now), now)


def warned(duty: Duty, today: date, now: datetime) -> None:
    """The unit, and once it is overdue the office above it as well."""
    late = duty.is_late(today)
    text = (
        _("《{title}》的解读已逾期，期限为{day}") if late else _("《{title}》的解读将于{day}到期")
    )
    people = keepers_of(duty.unit, now)
    if late:
        people += _on_duty(policies.OFFICE, duty.unit, now)
    _tell_of_duty(duty, "duty_late", text, people, now)


def copied(duty: Duty, author: User, share: float, now: datetime) -> None:
    text = _("《{title}》的解读与原文重合{share}%，不算解读，请改写")
    words = text.format(title=duty.document.title, share=round(share * 100))
    _tell([author], "copy", words, "duties", now, f"{duty.uid}:copy:{now.isoformat()}")


def term_ends(row: Standing, rung: int, now: datetime) -> None:
    article, day = row.article, row.term_ends_on
    past = _("《{title}》的有效期已于{day}届满，请评估")
    soon = _("《{title}》的有效期将于{day}届满，请评估")
    notices.tell(
        deciders_of(article.unit, now),
        kind="policylibrary.term",
        text=(past if rung > 2 else soon).format(title=article.title, day=day),
        url=reverse("policylibrary:document", args=[article.uid]),
        key=f"term:{article.uid}:{day}:{rung}",
        about_uid=article.uid,
        now=now,
    )


def keepers_of(unit: Unit, now: datetime) -> list[User]:
    """Who writes for the unit; where nobody does, the office above it."""
    return _on_duty(units.WRITERS, unit, now) or _on_duty(policies.OFFICE, unit, now)


def deciders_of(unit: Unit, now: datetime) -> list[User]:
    """Who decides on the unit's documents; where it has nobody any more, the office above it."""
    own = _on_duty(policies.DECIDERS_IN_UNIT, unit, now)
    return own or _on_duty(policies.OFFICE, unit, now)


def _on_duty(roles: tuple[units.Role, ...], unit: Unit, now: datetime) -> list[User]:
    return units.people_on_duty(roles, units.unit_scopes(unit), day_of(now))


def _tell_of_duty(duty: Duty, kind: str, text: str, people: Iterable[User], now: datetime) -> None:
    words = text.format(title=duty.document.title, day=f"{duty.due_on:%m-%d}")
    key = f"{duty.uid}:{kind}:{now.isoformat()}"
    _tell(people, kind, words, "duties", now, key, duty)


def _tell(
    people: Iterable[User],
    kind: str,
    text: str,
    page: str,
    now: datetime,
    key: str,
    duty: Duty | None = None,
) -> None:
    notices.tell(
        people,
        kind=f"policylibrary.{kind}",
        text=text,
        url=reverse(f"policylibrary:{page}"),
        key=key,
        about_uid=duty.uid if duty else None,
        now=now,
    )
