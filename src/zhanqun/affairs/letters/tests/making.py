"""Letters that were answered and are public, for whoever tries their pages."""

from typing import Any

from zhanqun.affairs.letters import services
from zhanqun.affairs.letters.masking import PublicText
from zhanqun.affairs.letters.models import Publication

REPLY = "经现场查看，坏的12盏路灯已于今天全部修好。\n以后发现路灯不亮，请拨打12345，当天派人。"
TEXT = "星河路的路灯坏了一个月，请派人来修。"


def published(post_office: Any, **typed: str) -> Publication:
    """A letter that the bureau answered and whose office let everybody read it."""
    letter, people = post_office.held(**typed), post_office.people
    uid, now = letter.case.uid, post_office.now
    services.submit(uid=uid, text=REPLY, why="同一路段", by=people["handler"], now=now)
    services.send(uid=uid, remark="", by=people["head"], now=now)
    public = PublicText(letter.case.title, TEXT, REPLY)
    services.mask(uid=uid, public=public, by=people["desk"], now=now)
    return services.publish(uid=uid, by=people["desk"], now=now)


def withdrawn(post_office: Any, row: Publication) -> None:
    services.withdraw(
        uid=row.letter.case.uid,
        reason="来信人要求撤下",
        by=post_office.people["desk"],
        now=post_office.now,
    )
