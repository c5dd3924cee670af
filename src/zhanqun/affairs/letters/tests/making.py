"""Letters that were answered and are public, for whoever tries their pages."""

from typing import Any

from zhanqun.affairs.letters import announcing
from zhanqun.affairs.letters.models import Letter, Publication
from zhanqun.affairs.letters.states import PUBLICATION, PublicationState
from zhanqun.core.casework import api as casework

REPLY = "经现场查看，坏的12盏路灯已于今天全部修好。\n以后发现路灯不亮，请拨打12345。"


def published(post_office: Any, **typed: str) -> Publication:
    """A letter that the bureau answered and whose office let everybody read it."""
    letter = post_office.held(**typed)
    handler = post_office.people["handler"]
    casework.answer(uid=letter.case.uid, text=REPLY, by=handler, now=post_office.now)
    letter = Letter.objects.select_related("case", "mailbox__site__parent").get(pk=letter.pk)
    row = letter.publication
    row.state = PublicationState.PUBLISHED
    row.title, row.text = letter.case.title, "星河路的路灯坏了一个月，请派人来修。"
    row.reply, row.published_at = REPLY, post_office.now
    row.save()
    announcing.publication_changed(row, post_office.now)
    return row


def withdrawn(publication: Publication, now: Any) -> None:
    publication.state = PUBLICATION.target("withdraw", publication.state)
    publication.save(update_fields=["state"])
    announcing.publication_changed(publication, now)
