"""What replies tell people at the desk (答复的提醒): titles, never who applied."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import policies, reply_policies
from zhanqun.affairs.requests.models import Reply
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units.api import User

KINDS = {
    "requests.reply_to_issue": Kind(gettext_lazy("答复书待签发"), is_urgent=True),
    "requests.reply_returned": Kind(gettext_lazy("答复书退回修改"), is_urgent=True),
    "requests.reply_issued": Kind(gettext_lazy("答复书已签发，待送出"), is_urgent=True),
    "requests.delivery_failed": Kind(gettext_lazy("答复书未送达"), is_urgent=True),
}


def submitted(reply: Reply, now: datetime) -> None:
    text = _("《{title}》的答复书等您签发")
    _tell(reply_policies.issuers_of(reply, now), reply, "reply_to_issue", text, now)


def returned(reply: Reply, now: datetime) -> None:
    text = _("《{title}》的答复书退回修改")
    _tell([reply.written_by], reply, "reply_returned", text, now, reply.remark)


def issued(reply: Reply, now: datetime) -> None:
    text = _("《{title}》的答复书已签发，请盖章送出")
    _tell([reply.written_by], reply, "reply_issued", text, now, reply.number or "")


def delivery_failed(reply: Reply, why: str, now: datetime) -> None:
    text = _("《{title}》的答复书没有送达，请改用其他方式")
    _tell(policies.workers_of(reply.request, now), reply, "delivery_failed", text, now, why)


def _tell(
    people: Iterable[User], reply: Reply, kind: str, text: str, now: datetime, detail: str = ""
) -> None:
    case = reply.request.case
    notices.tell(
        people,
        kind=f"requests.{kind}",
        text=text.format(title=case.title_told),
        detail=detail or case.number,
        url=reverse("requests:reply", args=[case.uid]),
        key=f"reply:{reply.uid}:{kind}:{now.isoformat()}",
        about_uid=case.uid,
        now=now,
    )
