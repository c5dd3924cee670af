"""What review adds to an article's page at the desk (审核面板): see library.article_desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Act, Article, Panel, Stage, Status, Withdrawal
from zhanqun.content.review import false_positives, gate, policies, queries, services
from zhanqun.content.review.checking import Checked, check
from zhanqun.content.review.findings import Finding
from zhanqun.content.review.fixing import fix
from zhanqun.content.review.models import Submission
from zhanqun.content.review.overriding import RequestMissing, is_lawful
from zhanqun.content.review.showing import shown
from zhanqun.content.review.states import Conclusion, SubmissionState
from zhanqun.core.units.api import User

OPEN = (SubmissionState.REVIEWING, SubmissionState.APPROVED)
TONES = {
    SubmissionState.REVIEWING: "wait",
    SubmissionState.APPROVED: "good",
    SubmissionState.RETURNED: "bad",
}
STATE_WORDS = {
    SubmissionState.REVIEWING: gettext_lazy("审核中"),
    SubmissionState.APPROVED: gettext_lazy("待发布"),
    SubmissionState.RETURNED: gettext_lazy("已退回"),
}


def drafts(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Newer than what is public, and neither under review nor returned (草稿)."""
    busy = Submission.objects.filter(article=OuterRef("pk"), state__in=OPEN)
    return rows.filter(
        Article.HAS_NEWER_TEXT, ~Exists(busy), ~Exists(_returns()), withdrawal=Withdrawal.NONE
    )


def returned(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Articles whose newest submission came back (已退回)."""
    return rows.filter(Exists(_returns()))


def _returns() -> QuerySet[Submission]:
    """Returned submissions of the outer article after which nothing was handed in again."""
    later = Submission.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    back = Submission.objects.filter(article=OuterRef("pk"), state=SubmissionState.RETURNED)
    return back.filter(~Exists(later))


def in_state(state: str) -> Any:
    """Articles that have a submission in this state now."""

    def narrow(rows: QuerySet[Article]) -> QuerySet[Article]:
        return rows.filter(Exists(Submission.objects.filter(article=OuterRef("pk"), state=state)))

    return narrow


class CheckPanel(Panel):
    """What the checks say, with what the person may do about it; knows the page around it."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        around = parent_context or {}
        return self.context | {"may_edit": bool(around.get("may_edit") and not around.get("adopt"))}


class NotePanel(Panel):
    """The panel of review; a note that was refused comes back with the page."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        note = request.GET.get("reason", "") if request is not None else ""
        return self.context | {"note": note}


class ReviewDesk:
    """Submit, recall, publish; what is missing; where an article stands."""

    stages = (
        Stage("draft", gettext_lazy("草稿"), drafts),
        Stage("reviewing", gettext_lazy("审核中"), in_state(SubmissionState.REVIEWING)),
        Stage("returned", gettext_lazy("已退回"), returned),
        Stage("approved", gettext_lazy("待发布"), in_state(SubmissionState.APPROVED)),
    )
    action_names = {
        "review.submitted": gettext_lazy("送审"),
        "review.passed": gettext_lazy("审核通过一个环节"),
        "review.approved": gettext_lazy("审核全部通过"),
        "review.returned": gettext_lazy("审核退回"),
        "review.recalled": gettext_lazy("撤回送审"),
        "review.voided": gettext_lazy("内容修改，审核作废"),
        "review.secrecy_decided": gettext_lazy("保密审查"),
        "review.overridden": gettext_lazy("放行检查结果"),
        "review.scheduled": gettext_lazy("定时"),
        "review.schedule_cancelled": gettext_lazy("取消定时"),
        "review.published": gettext_lazy("发布"),
        "review.other_date_shown": gettext_lazy("显示的日期与系统不同"),
        "review.withdrawn": gettext_lazy("撤稿"),
        "review.placement_live": gettext_lazy("在栏目上线"),
        "review.placement_removed": gettext_lazy("从栏目撤下"),
        "review.pin_ended": gettext_lazy("置顶到期"),
    }

    def acts_of(self, article: Article, user: User, now: datetime) -> list[Act]:
        is_newest_live = article.live and article.live_revision_id == article.latest_revision_id
        may_publish = policies.may_publish(user, article)
        submission = _open_submission(article)
        acts = []
        if submission is not None:
            if may_publish and submission.state == SubmissionState.APPROVED:
                acts += self._publishing(article, now)
            if library.may_edit(user, article):
                acts.append(Act("recall", _("撤回送审")))
        elif not is_newest_live and _has_home(article) and library.may_edit(user, article):
            acts += self._handing_in(article, now)
        if may_publish and article.live:
            acts.append(Act("withdraw", _("撤稿"), url=_address("withdraw", article)))
        return acts

    def _handing_in(self, article: Article, now: datetime) -> list[Act]:
        acts = [Act("submit", _("送审"), is_primary=True)]
        standing = _standing(article, now)
        blocks = queries.open_blocks(article, standing.digest, standing.checked.findings)
        if blocks and all(map(is_lawful, blocks)):
            acts.append(Act("submit_override", _("申请放行并送审")))
        return acts

    def _publishing(self, article: Article, now: datetime) -> list[Act]:
        is_ready = not _standing(article, now).blockers
        publish = [Act("publish", _("发布"), is_primary=True)] if is_ready else []
        return [*publish, Act("schedule", _("定时发布"), url=_address("article", article))]

    def panels_of(self, article: Article, draft: Article, now: datetime) -> list[Panel]:
        is_newest_live = article.live and article.live_revision_id == article.latest_revision_id
        submission = queries.current_submission(article)
        standing = _standing(article, now)
        of_gate = [row for row in standing.blockers if row.code.startswith("gate.")]
        context = {
            "article": article,
            "is_newest_live": is_newest_live,
            "submission": submission,
            "tasks": _tasks_of(submission),
            "blockers": [] if is_newest_live else of_gate,
            "is_ready": not standing.blockers,
            "may_submit": not is_newest_live and _open_submission(article) is None,
            "schedule": queries.schedules_waiting().filter(article=article).first(),
            "now": now,
        }
        overrides = queries.overrides_of(article, standing.digest)
        found = {"shown": shown(standing.checked, overrides)}
        return [
            CheckPanel("review/parts/check_panel.html", found),
            NotePanel("review/parts/article_panel.html", context),
        ]

    def statuses_of(self, articles: Iterable[Article]) -> dict[int, Status]:
        """Under review, approved and returned; the rest is the library's to tell."""
        keys = [article.pk for article in articles]
        newest = (
            Submission.objects.filter(article_id__in=keys)
            .order_by("article_id", "-id")
            .distinct("article_id")
            .values_list("article_id", "state")
        )
        return {
            key: Status(str(STATE_WORDS[SubmissionState(state)]), TONES[SubmissionState(state)])
            for key, state in newest
            if state in STATE_WORDS
        }

    def perform(self, name: str, uid: UUID, by: User, now: datetime, reason: str) -> str | None:
        if name == "submit":
            services.submit(uid=uid, by=by, now=now, note=reason)
            return _("已送审。")
        if name == "submit_override":
            return _ask_for_override(uid, by, now, reason)
        if name == "fix_all":
            return _fixed(fix(uid=uid, by=by, now=now))
        act, _colon, key = name.partition(":")
        if act == "fix":
            return _fixed(fix(uid=uid, by=by, now=now, keys=[key]))
        if act == "false":
            false_positives.report(uid=uid, key=key, by=by, now=now)
            return _("已登记误报，词库维护人会处理。")
        if name == "recall":
            return _recall(uid, by, now)
        if name == "publish":
            gate.publish(uid=uid, by=by, now=now)
            return _("已发布。")
        if name == "remove_placement":
            gate.remove_placement(uid=uid, reason=reason, by=by, now=now)
            return _("已从栏目撤下。")
        return None


def detail_of(action: str, facts: Mapping[str, Any]) -> str:
    """The step of a review, where a return leads, the conclusion on secrecy."""
    if action in {"review.passed", "review.returned"}:
        step, back = facts.get("step", ""), facts.get("to", "")
        return _("{step}，退给{back}").format(step=step, back=back) if back else str(step)
    if action == "review.secrecy_decided":
        return str(Conclusion(facts["conclusion"]).label)
    return ""


@dataclass(frozen=True)
class _Standing:
    """Where the newest version of an article stands: read once for a page."""

    digest: str
    checked: Checked
    blockers: list[Finding]


def _standing(article: Article, now: datetime) -> _Standing:
    """Kept on the article object, which lives as long as the page is made."""
    kept: dict[int | None, _Standing] = article.__dict__.setdefault("_standing", {})
    if article.latest_revision_id not in kept:
        draft = library.working_copy(article)
        digest, checked = library.digest_of(draft), check(draft, now)
        blockers = queries.blockers(draft, digest, now, checked.findings)
        kept[article.latest_revision_id] = _Standing(digest, checked, blockers)
    return kept[article.latest_revision_id]


def _ask_for_override(uid: UUID, by: User, now: datetime, reason: str) -> str:
    if not reason.strip():
        raise RequestMissing
    services.submit(uid=uid, by=by, now=now, note=reason, override_request=reason)
    return _("已送审，并申请放行。")


def _fixed(count: int) -> str:
    return _("已按建议修改{count}处，并保存为新版本。").format(count=count)


def _recall(uid: UUID, by: User, now: datetime) -> str:
    submission = Submission.objects.filter(article__uid=uid).order_by("-id").first()
    if submission is None:
        return _("没有送审中的版本。")
    services.recall(uid=submission.uid, by=by, now=now)
    return _("已撤回送审，可以修改后再送。")


def _open_submission(article: Article) -> Submission | None:
    rows = Submission.objects.filter(article=article, state__in=OPEN)
    return rows.filter(revision=article.latest_revision).order_by("-id").first()


def _has_home(article: Article) -> bool:
    return article.placements.filter(is_home=True).exists()


def _tasks_of(submission: Submission | None) -> list[Any]:
    if submission is None:
        return []
    rows = submission.tasks.select_related("decided_by", "decided_for")
    return list(rows.order_by("opened_at", "id"))


def _address(name: str, article: Article) -> str:
    return reverse(f"review:{name}", args=[article.uid])
