"""What review tells people (审核与发布的提醒): each in the transaction of the act.

Readers of a notice are computed by the guard's own tables, so that nobody outside the scope learns
of a text; who acts is not told of the own act.
"""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import deciders, policies
from zhanqun.content.review.changes import Change
from zhanqun.content.review.models import (
    Publication,
    Schedule,
    SecrecyDecision,
    Submission,
    Task,
)
from zhanqun.content.review.states import Act, Conclusion, TaskState
from zhanqun.content.sites import api as sites
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation import clock

KINDS = {
    "review.task": Kind(gettext_lazy("待审核"), is_urgent=True),
    "review.due_soon": Kind(gettext_lazy("时限将到"), is_urgent=True),
    "review.overdue": Kind(gettext_lazy("已超时"), is_urgent=True),
    "review.late": Kind(gettext_lazy("超时未审")),
    "review.returned": Kind(gettext_lazy("稿件退回"), is_urgent=True),
    "review.approved": Kind(gettext_lazy("审核通过")),
    "review.secrecy": Kind(gettext_lazy("保密审查")),
    "review.ready": Kind(gettext_lazy("待发布")),
    "review.published": Kind(gettext_lazy("已发布")),
    "review.withdrawn": Kind(gettext_lazy("已撤稿"), is_urgent=True),
    "review.schedule_failed": Kind(gettext_lazy("定时未发出"), is_urgent=True),
}
# Who answers for a site hears of steps that are late.
OVERSEERS = (Role.CHIEF_EDITOR, Role.SITE_MANAGER)


def task_opened(task: Task, now: datetime) -> None:
    """A step waits: those who can take it hear (送审、进入下一环节)."""
    _ask(
        deciders.deciders_on_duty(task, clock.day_of(now)),
        task,
        "review.task",
        _("《{title}》等您{step}"),
        f"task:{task.uid}",
        now,
    )


def limit_near(task: Task, now: datetime) -> None:
    """The time of a step is running out: all who can take it, deputies too."""
    people = deciders.deciders_of(task, clock.day_of(now))
    text = _("《{title}》的{step}时限将到")
    _ask(people, task, "review.due_soon", text, f"task:{task.uid}:soon", now)


def limit_passed(task: Task, rung: int, now: datetime) -> None:
    """The time of a step is over: also those who answer for the site, and the writers."""
    today, submission = clock.day_of(now), task.submission
    people = deciders.deciders_of(task, today)
    key = f"task:{task.uid}:{rung}"
    _ask(people, task, "review.overdue", _("《{title}》的{step}已超时"), key, now)
    writers = _writers(submission.article, submission, now)
    place = sites.site_scopes(sites.profile_of(submission.site_id))
    told = {*people, *writers}
    overseers = [one for one in units.people_on_duty(OVERSEERS, place, today) if one not in told]
    waiting = _waiting_for(people, task)
    step = reverse("review:task", args=[task.uid])
    _lament(overseers, task, _("《{title}》的{step}超时未审"), waiting, step, key, now)
    own = _article(submission.article)
    _lament(writers, task, _("您的稿件《{title}》{step}超时未审"), waiting, own, key, now)


def tasks_closed(submission: Submission, now: datetime) -> None:
    """Steps that nobody has to take any more ask for nothing any more."""
    closed = Task.objects.filter(submission=submission).exclude(state=TaskState.OPEN)
    notices.settle(closed.values("uid"), now=now)


def returned(submission: Submission, step: str, reason: str, by: User, now: datetime) -> None:
    """The text comes back to its writers, with the reason (退回)."""
    notices.tell(
        _writers(submission.article, submission, now, besides=by),
        kind="review.returned",
        text=_("《{title}》在{step}被退回").format(title=submission.article.title, step=step),
        detail=reason,
        url=_article(submission.article),
        key=f"submission:{submission.uid}:returned",
        now=now,
    )


def approved(submission: Submission, by: User, now: datetime) -> None:
    """All steps are passed (审核通过)."""
    notices.tell(
        _writers(submission.article, submission, now, besides=by),
        kind="review.approved",
        text=_("《{title}》审核全部通过").format(title=submission.article.title),
        url=_article(submission.article),
        key=f"submission:{submission.uid}:approved",
        now=now,
    )


def secrecy_decided(decision: SecrecyDecision, submission: Submission, now: datetime) -> None:
    """The secrecy decision stands (保密审查结论); one that is not 公开 returns the text."""
    if decision.conclusion != Conclusion.PUBLIC:
        returned(submission, _("保密审查"), decision.ground, decision.checker, now)
        return
    notices.tell(
        _writers(submission.article, submission, now, besides=decision.checker),
        kind="review.secrecy",
        text=_("《{title}》保密审查结论：{conclusion}").format(
            title=submission.article.title, conclusion=decision.get_conclusion_display()
        ),
        url=_article(submission.article),
        key=f"decision:{decision.uid}",
        now=now,
    )


def ready(submission: Submission, by: User, now: datetime) -> None:
    """Approved and cleared: who may publish hears (待发布), the unit's own before the site's."""
    article, today = submission.article, clock.day_of(now)
    people = units.people_on_duty(
        policies.PUBLISHERS_IN_UNIT, units.unit_scopes(article.unit), today
    )
    if not people:
        place = sites.site_scopes(sites.profile_of(submission.site_id))
        people = units.people_on_duty(policies.PUBLISHERS_ON_SITE, place, today)
    notices.tell(
        [person for person in people if person != by],
        kind="review.ready",
        text=_("《{title}》可以发布").format(title=article.title),
        detail=str(article.unit),
        url=reverse("review:article", args=[article.uid]),
        key=f"submission:{submission.uid}:ready",
        about_uid=submission.uid,
        now=now,
    )


def gate_acted(change: Change) -> None:
    """The gate published or withdrew: the writers hear (发布、撤稿)."""
    row = Publication.objects.select_related("article__unit", "by").get(pk=change.publication_id)
    if row.act not in (Act.PUBLISH, Act.WITHDRAW):
        return
    article = row.article
    submission = Submission.objects.filter(article=article).order_by("-id").first()
    is_published = row.act == Act.PUBLISH
    text = _("《{title}》已发布") if is_published else _("《{title}》已撤稿")
    notices.tell(
        _writers(article, submission, row.at, besides=row.by),
        kind="review.published" if is_published else "review.withdrawn",
        text=text.format(title=article.title),
        detail=row.reason,
        url=_article(article),
        key=f"publication:{row.uid}",
        now=row.at,
    )
    if submission is not None:
        notices.settle([submission.uid], now=row.at)


def schedule_failed(schedule: Schedule, now: datetime) -> None:
    """A schedule did not go out in its time: who set it hears why (定时未发出)."""
    article, setter = schedule.article, schedule.set_by
    people = [setter] if policies.may_publish(setter, article) else []
    notices.tell(
        people,
        kind="review.schedule_failed",
        text=_("《{title}》没有按定时发出").format(title=article.title),
        detail=schedule.last_error,
        url=reverse("review:article", args=[article.uid]),
        key=f"schedule:{schedule.uid}:{schedule.state}",
        now=now,
    )


def _ask(
    people: Collection[User], task: Task, kind: str, text: str, key: str, now: datetime
) -> None:
    article = task.submission.article
    limit = f"{clock.beijing(task.due_at):%m-%d %H:%M}"
    notices.tell(
        people,
        kind=kind,
        text=text.format(title=article.title, step=task.name),
        detail=_("{unit}，时限{limit}").format(unit=article.unit, limit=limit),
        url=reverse("review:task", args=[task.uid]),
        key=key,
        about_uid=task.uid,
        now=now,
    )


def _lament(
    people: Collection[User],
    task: Task,
    text: str,
    detail: str,
    url: str,
    key: str,
    now: datetime,
) -> None:
    """Tell people who cannot take the step that it is late (超时未审)."""
    notices.tell(
        people,
        kind="review.late",
        text=text.format(title=task.submission.article.title, step=task.name),
        detail=detail,
        url=url,
        key=key,
        about_uid=task.uid,
        now=now,
    )


def _waiting_for(people: Collection[User], task: Task) -> str:
    limit = f"{clock.beijing(task.due_at):%m-%d %H:%M}"
    names = "、".join(str(person) for person in people) or _("（没有可以审核的人，请设任职）")
    return _("时限{limit}，等{names}").format(limit=limit, names=names)


def _writers(
    article: Article, submission: Submission | None, now: datetime, besides: User | None = None
) -> list[User]:
    """Who wrote and who handed in the text, where they may still see it, without who acts."""
    keys = {article.author_id, submission.submitted_by_id if submission else article.author_id}
    if besides is not None:
        keys.discard(besides.pk)
    return library.readers_of(article, keys, clock.day_of(now))


def _article(article: Article) -> str:
    return reverse("library:edit", args=[article.uid])
