"""A request in the bureau's hands, and a publisher that may reply."""

from dataclasses import dataclass

from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.affairs.requests.services import numbering, replying
from zhanqun.core.casework import api as casework

FORM = numbering.ReplyFormFacts(
    number_form="青交公开答〔{年}〕{号}号",
    reconsideration_organ="青云市人民政府",
    court="青云市某区人民法院",
    mark="青云市交通运输局",
)
REASON = "该信息是内部研究报批中的过程稿，尚未形成正式意见"
PARTS = {
    "granted": {"information": "青云江大桥2025年检测报告", "way": "在回执上下载"},
    "refused_6": {"reason": REASON},
}


@dataclass
class Desk:
    """Short ways through drafting, issuing and sending."""

    publishers: object
    request: Request

    @property
    def now(self):
        return self.publishers.town.now

    def by(self, name):
        return {"uid": self.request.case.uid, "by": self.publishers.people[name], "now": self.now}

    def save(self, kind="granted", parts=None, by="handler"):
        parts = PARTS.get(kind, {}) if parts is None else parts
        return replying.save_reply(kind=kind, parts=parts, **self.by(by))

    def submit(self, kind="granted", parts=None, why="另行当面提供", by="handler"):
        parts = PARTS.get(kind, {}) if parts is None else parts
        return replying.submit_reply(kind=kind, parts=parts, why=why, **self.by(by))

    def issue(self, by="head"):
        return replying.issue_reply(remark="", **self.by(by))

    def send(self, by="handler"):
        return replying.send_reply(**self.by(by))

    def sent(self, kind="granted", parts=None):
        self.submit(kind, parts)
        self.issue()
        return self.send()

    def again(self):
        self.request = Request.objects.select_related("case").get(pk=self.request.pk)
        return self.request

    @property
    def reply(self):
        return Reply.objects.get(request=self.request)


def held(publishers, *, form=FORM, **typed):
    """An application that the bureau's handler has."""
    publishers.receipt = publishers.apply(**typed)
    request = Request.objects.select_related("case").order_by("-pk")[0]
    uid, people, now = request.case.uid, publishers.people, publishers.town.now
    casework.offer(uid=uid, to=publishers.town.bureau, reason="", by=people["desk"], now=now)
    casework.accept(uid=uid, by=people["handler"], now=now)
    casework.assign(uid=uid, holder=people["handler"], by=people["handler"], now=now)
    if form is not None:
        numbering.set_reply_form(
            publisher=publishers.bureau, facts=form, by=people["desk"], now=now
        )
    request.case.refresh_from_db()
    return Desk(publishers, request)
