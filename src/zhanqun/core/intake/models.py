from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake import numbers
from zhanqun.core.intake.channels import Channel
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.states import TONES, EnvelopeState, HoldReason
from zhanqun.foundation import ids


class Envelope(models.Model):
    """What came in (来件), as it came: a payload of a kind's schema, files, and its receipt.

    Three stamps: `submitted_at` by the sender (of paper: entered by staff), `confirmed_at` stored
    here, `fetched_at` taken by the room that handles it. `received_on`: the day that counts in its
    channel. `mapped`: fields whose private-use characters stand for others. `site_id`: no foreign
    key, since sites lie above.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=40)
    schema_version = models.PositiveSmallIntegerField()
    payload = models.JSONField(default=dict)
    mapped = models.JSONField(default=dict)
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel.choices)
    number = models.CharField(_("编号"), max_length=12, unique=True)
    password_hash = models.CharField(max_length=64)
    key_hash = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=32)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+", null=True)
    site_id = models.PositiveIntegerField(null=True)
    submitted_at = models.DateTimeField(_("提交"))
    received_on = models.DateField(_("收到日期"))
    confirmed_at = models.DateTimeField(_("入库"))
    fetched_at = models.DateTimeField(_("内部接收"), null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    state = models.CharField(_("状态"), max_length=10, choices=EnvelopeState.choices)
    score = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("理由"), max_length=500, blank=True)
    last_act_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    unit_id: int | None

    class Meta:
        verbose_name = _("来件")
        indexes = [
            models.Index(fields=["fingerprint", "confirmed_at"], name="envelope_same_text"),
            models.Index(fields=["unit", "-id"], name="envelope_of_unit"),
            models.Index(fields=["site_id", "-id"], name="envelope_of_site"),
            models.Index(
                fields=["kind", "id"],
                condition=Q(fetched_at=None, state=EnvelopeState.OPEN),
                name="envelope_waiting",
            ),
            models.Index(
                fields=["fingerprint", "id"],
                condition=Q(state=EnvelopeState.HELD),
                name="envelope_held",
            ),
            models.Index(
                fields=["kind", "last_act_at"],
                condition=Q(erased_at=None),
                name="envelope_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_title} {numbers.grouped(self.number)}"

    @property
    def kind_title(self) -> str:
        return str(kinds.get(self.kind).title) if self.kind in kinds else self.kind

    @property
    def number_told(self) -> str:
        return numbers.grouped(self.number)

    @property
    def title(self) -> str:
        """For lists at the desk."""
        if self.erased_at:
            return str(_("（内容已按期清除）"))
        return kinds.get(self.kind).title_of(self.payload) if self.kind in kinds else ""

    @property
    def tone(self) -> str:
        return TONES[EnvelopeState(self.state)]

    @property
    def reason_labels(self) -> list[Any]:
        return [HoldReason(reason).label for reason in self.reasons]


class EnvelopeFile(models.Model):
    """A file that came with an envelope (来件附件); in quarantine until scanned, never public.

    answer: with which it came, where that was on the receipt.
    """

    envelope = models.ForeignKey(Envelope, models.CASCADE, related_name="files")
    attachment = models.ForeignKey("zq_attachments.Attachment", models.PROTECT, related_name="+")
    answer = models.ForeignKey("FeedbackAnswer", models.CASCADE, related_name="files", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["envelope", "attachment"], name="envelope_file_once")
        ]


class DraftFile(models.Model):
    """A file sent with a form that is not submitted yet (待提交附件): kept for two days.

    key_hash: of the form's key, or `asks.draft_key` of a question on the receipt.
    """

    key_hash = models.CharField(max_length=64, db_index=True)
    attachment = models.ForeignKey("zq_attachments.Attachment", models.CASCADE, related_name="+")
    added_at = models.DateTimeField(db_index=True)


class Feedback(models.Model):
    """What the receipt tells (反馈): accepted, extended, answered. Upper rooms name the kinds.

    facts: [[label, value], …], such as a due date; of the newest they stand beside the state.
    signed: who answers. is_step: told in the course of things, not as an answer of its own.
    term: why the due date, as `services.feedback.Term` has it, {} for none.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    envelope = models.ForeignKey(Envelope, models.CASCADE, related_name="feedback")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("进展"), max_length=60)
    text = models.TextField(_("内容"), blank=True)
    signed = models.CharField(_("单位"), max_length=100, blank=True)
    facts = models.JSONField(default=list)
    is_step = models.BooleanField(default=False, db_default=False)
    term = models.JSONField(default=dict, db_default={})
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("反馈")
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return self.title


class FeedbackFile(models.Model):
    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="files")
    attachment = models.ForeignKey("zq_attachments.Attachment", models.PROTECT, related_name="+")


class FeedbackAsk(models.Model):
    """What the receipt asks its writer (回执询问), such as a rating, a withdrawal.

    code: the upper room's. choices: [[value, label], …].
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    envelope = models.ForeignKey(Envelope, models.CASCADE, related_name="asks")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    choices = models.JSONField()
    text_label = models.CharField(max_length=60, blank=True)
    hint = models.CharField(max_length=200, blank=True)
    button = models.CharField(max_length=20)
    is_folded = models.BooleanField(default=False)
    needs_text = models.BooleanField(default=False, db_default=False)
    files_most = models.PositiveSmallIntegerField(default=0, db_default=0)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "code"],
                condition=Q(closed_at=None),
                name="ask_one_open_of_a_code",
            )
        ]


class FeedbackAnswer(models.Model):
    """What the writer answered, once (来件人的回答). told_at: when the room above took it."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    ask = models.OneToOneField(FeedbackAsk, models.CASCADE, related_name="answer")
    value = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at=None), name="answer_untold"),
        ]

    @property
    def label(self) -> str:
        return next((label for value, label in self.ask.choices if value == self.value), "")


class Tally(models.Model):
    """How often something happened within a window (计次). Unlogged: a crash forgets it.

    bucket: a keyed digest of what is counted and of the window, so that no address is stored and
    none can be followed from one window to the next.
    """

    bucket = models.CharField(max_length=32, primary_key=True)
    number = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)


class PlainQuestion(models.Model):
    """A question for browsers that compute no proof (普通问题). In words anybody can read aloud."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    text = models.CharField(_("问题"), max_length=100, unique=True)
    answers = models.JSONField(_("答案"))
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("普通问题")

    def __str__(self) -> str:
        return self.text


class Retention(models.Model):
    """How long contents of a kind are kept after the last act (保存期限), where it was set."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField(_("天数"))

    class Meta:
        verbose_name = _("来件保存期限")

    def __str__(self) -> str:
        return str(kinds.get(self.kind).title) if self.kind in kinds else self.kind
