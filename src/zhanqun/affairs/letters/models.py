"""Mailboxes, letters, drafts of replies and what of them is public (信箱、来信、拟稿、公开)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters.sorts import Sort
from zhanqun.affairs.letters.states import (
    DraftState,
    PublicationState,
    QuestionState,
    SupervisionState,
)
from zhanqun.affairs.letters.word_pairs import pairs_of
from zhanqun.foundation import ids


class Mailbox(models.Model):
    """A box that citizens write to (信箱): of a leader, a department, or for one purpose.

    code: in addresses, unique in the whole cluster. office: whose people read, sort and pass on
    what comes in (统筹单位); for a department's own box the department itself. sorts: what may be
    written to it. note: what a writer should know before. petition_url: where petitions go that it
    does not take.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    code = models.SlugField(_("代码"), max_length=40, unique=True)
    site = models.ForeignKey(
        "zq_sites.SiteProfile", models.PROTECT, related_name="+", verbose_name=_("网站")
    )
    name = models.CharField(_("名称"), max_length=60)
    office = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("统筹单位")
    )
    sorts = ArrayField(models.CharField(max_length=16, choices=Sort), verbose_name=_("受理类型"))
    note = models.TextField(_("写信须知"), blank=True)
    petition_url = models.URLField(_("网上信访地址"), blank=True, db_default="")
    is_open = models.BooleanField(_("开放"), default=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    site_id: int
    office_id: int

    class Meta:
        verbose_name = _("信箱")
        ordering = ["site_id", "position", "id"]

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter (来信): what its case does not know.

    Its text, its writer and its clock are the case's. agrees: whether the writer agreed to have it
    published without their name; nothing but an explicit yes counts. merged_into: the letter whose
    answer answers this one too (并案).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    case = models.OneToOneField("zq_casework.Case", models.PROTECT, related_name="letter")
    envelope_uid = models.UUIDField(unique=True, editable=False)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="letters")
    sort = models.CharField(_("来信类型"), max_length=16, choices=Sort)
    agrees = models.BooleanField(_("来信人同意公开"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    received_at = models.DateTimeField(_("收到时间"))
    case_id: int
    mailbox_id: int
    merged_into_id: int | None

    class Meta:
        verbose_name = _("来信")
        indexes = [models.Index(fields=["mailbox", "-id"], name="letter_mailbox")]

    def __str__(self) -> str:
        return str(self.case)


class ReplyDraft(models.Model):
    """A reply as it is written and approved (答复拟稿); one that is not sent stands at a time.

    accepted: codes of findings of the reply check that the writer let stand, with their reason.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="drafts")
    text = models.TextField(_("答复内容"), blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=DraftState, default=DraftState.WRITING
    )
    accepted = models.JSONField(default=list)
    accepted_why = models.CharField(_("保留的理由"), max_length=200, blank=True)
    written_by = models.ForeignKey("zq_units.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("拟稿时间"))
    submitted_at = models.DateTimeField(_("送审时间"), null=True)
    decided_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("审签时间"), null=True)
    remark = models.TextField(_("审签意见"), blank=True)
    letter_id: int
    written_by_id: int

    class Meta:
        verbose_name = _("答复拟稿")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=~Q(state=DraftState.SENT), name="letter_one_draft"
            )
        ]


class Publication(models.Model):
    """What of a letter is public, decided apart from its reply (公开稿).

    title, text, reply: with persons covered, as they stand on the page. sort to is_late: what the
    page says of the case, as it was when the letter was published last; days_taken: working days.
    Unchanged by anything that happens to the case afterwards; published_at: first time;
    changed_at: when it last was published or withdrawn.
    """

    letter = models.OneToOneField(
        Letter, models.PROTECT, primary_key=True, related_name="publication"
    )
    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=PublicationState, default=PublicationState.UNDECIDED
    )
    title = models.CharField(_("公开标题"), max_length=200, blank=True)
    text = models.TextField(_("公开内容"), blank=True)
    reply = models.TextField(_("公开答复"), blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    masked_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("公开时间"), null=True)
    changed_at = models.DateTimeField(null=True)
    sort = models.CharField(max_length=16, choices=Sort, blank=True, db_default="")
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    days_taken = models.PositiveSmallIntegerField(null=True)
    is_late = models.BooleanField(default=False, db_default=False)
    pairs = pairs_of("title")
    letter_id: int
    unit_id: int | None

    class Meta:
        verbose_name = _("公开稿")
        indexes = [
            GinIndex(
                fields=["pairs"],
                condition=Q(state=PublicationState.PUBLISHED),
                name="letter_published_pairs",
            ),
            models.Index(
                fields=["-published_at"],
                condition=Q(state=PublicationState.PUBLISHED),
                name="letter_published",
            ),
        ]


class ListEntry(models.Model):
    """A published letter in one list of a site (列表编号): all, of a mailbox, unit, sort or year.

    position: counted from the list's first letter, never given twice, so that numbered pages keep
    their letters; one that is withdrawn leaves a gap.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="entries")
    site_id: int

    class Meta:
        verbose_name = _("列表编号")
        constraints = [
            models.UniqueConstraint(fields=["site", "code", "position"], name="letter_entry_place"),
            models.UniqueConstraint(fields=["publication", "site", "code"], name="letter_entry"),
        ]


class SiteFigures(models.Model):
    """Figures of a site's letters as counted one night (来信统计); see `figures.Tally`."""

    site = models.OneToOneField(
        "wagtailcore.Site", models.CASCADE, primary_key=True, related_name="+"
    )
    counted_on = models.DateField(_("统计日期"))
    facts = models.JSONField(default=dict)
    site_id: int

    class Meta:
        verbose_name = _("来信统计")


class Supervision(models.Model):
    """A letter that is watched from above (督办): instruction, date, explanation in writing.

    One that is not settled stands at a time. remark: what the one who ordered it says at the end.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="supervisions")
    state = models.CharField(
        _("状态"), max_length=12, choices=SupervisionState, default=SupervisionState.ORDERED
    )
    instruction = models.TextField(_("督办要求"))
    due_on = models.DateField(_("说明期限"))
    ordered_by = models.ForeignKey("zq_units.User", models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(_("督办时间"))
    explanation = models.TextField(_("书面说明"), blank=True)
    explained_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(_("说明时间"), null=True)
    remark = models.TextField(_("督办结论"), blank=True)
    settled_at = models.DateTimeField(_("销号时间"), null=True)
    letter_id: int

    class Meta:
        verbose_name = _("督办")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=~Q(state=SupervisionState.SETTLED),
                name="letter_one_supervision",
            )
        ]


class Question(models.Model):
    """A question that is often asked, and its answer (问答库).

    unit: whose business it is, and who looks at it again on review_on. topics: words under which
    it stands and by which it is found. source: the letter whose answer it was made from.
    reminded: the newest of the two reminders before a review that was told (`reviewing`).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    question = models.CharField(_("问题"), max_length=120)
    answer = models.TextField(_("答案"))
    topics = ArrayField(models.CharField(max_length=20), verbose_name=_("主题词"), default=list)
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("负责单位")
    )
    review_on = models.DateField(_("复核日期"))
    source = models.ForeignKey(
        Letter, models.PROTECT, null=True, related_name="+", verbose_name=_("来自来信")
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=QuestionState, default=QuestionState.DRAFT
    )
    written_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("编写时间"))
    published_at = models.DateTimeField(_("公开时间"), null=True)
    reviewed_at = models.DateTimeField(_("复核时间"), null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    pairs = pairs_of("question")
    unit_id: int
    source_id: int | None

    class Meta:
        verbose_name = _("问答")
        indexes = [
            GinIndex(
                fields=["pairs"],
                condition=Q(state=QuestionState.PUBLISHED),
                name="letter_question_pairs",
            ),
            GinIndex(
                fields=["topics"],
                condition=Q(state=QuestionState.PUBLISHED),
                name="letter_question_topics",
            ),
            models.Index(
                fields=["review_on"],
                condition=Q(state=QuestionState.PUBLISHED),
                name="letter_question_review",
            ),
        ]

    def __str__(self) -> str:
        return self.question
