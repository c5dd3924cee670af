"""Review, secrecy review and the publish gate (审核、保密审查、发布)."""

from zhanqun.content.review.article_desk import drafts, returned
from zhanqun.content.review.changes import Change, changes, handing_in
from zhanqun.content.review.checking import further_findings
from zhanqun.content.review.findings import BLOCK, HINT, WARN, Finding
from zhanqun.content.review.fixing import fix
from zhanqun.content.review.gate import (
    NotReady,
    cancel_schedule,
    publish,
    refresh_text,
    remove_placement,
    schedule,
    withdraw,
)
from zhanqun.content.review.models import (
    Heartbeat,
    Override,
    Plan,
    Publication,
    Schedule,
    SecrecyDecision,
    Submission,
    Task,
)
from zhanqun.content.review.overriding import override
from zhanqun.content.review.policies import may_publish
from zhanqun.content.review.queries import (
    blockers,
    current_submission,
    decision_for,
    findings_of,
    overrides_of,
    publications_visible_to,
    schedules_visible_to,
    schedules_waiting,
    tasks_open_for,
    tasks_visible_to,
)
from zhanqun.content.review.runner import beat, each_second
from zhanqun.content.review.services import (
    STANDARD_STEPS,
    decide_secrecy,
    pass_task,
    recall,
    return_task,
    set_plan,
    submit,
)
from zhanqun.content.review.states import (
    Act,
    Conclusion,
    ScheduleState,
    SubmissionState,
    TaskState,
)
from zhanqun.content.review.turning import turn_documents

__all__ = [
    "STANDARD_STEPS",
    "Act",
    "BLOCK",
    "Change",
    "Conclusion",
    "Finding",
    "HINT",
    "Heartbeat",
    "NotReady",
    "Override",
    "Plan",
    "Publication",
    "Schedule",
    "ScheduleState",
    "SecrecyDecision",
    "Submission",
    "SubmissionState",
    "Task",
    "TaskState",
    "WARN",
    "beat",
    "blockers",
    "cancel_schedule",
    "changes",
    "current_submission",
    "decide_secrecy",
    "decision_for",
    "drafts",
    "each_second",
    "findings_of",
    "further_findings",
    "fix",
    "handing_in",
    "may_publish",
    "override",
    "overrides_of",
    "pass_task",
    "publications_visible_to",
    "publish",
    "recall",
    "refresh_text",
    "remove_placement",
    "return_task",
    "returned",
    "schedule",
    "schedules_visible_to",
    "schedules_waiting",
    "set_plan",
    "submit",
    "tasks_open_for",
    "tasks_visible_to",
    "turn_documents",
    "withdraw",
]
