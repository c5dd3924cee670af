from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
)

from zhanqun.content.library.details import words_of
from zhanqun.content.library.states import (
    ArticleKind,
    InterpretationForm,
    Openness,
    PlacementState,
    Validity,
    Withdrawal,
)
from zhanqun.content.sites.api import PublishesThroughGateOnly
from zhanqun.foundation import clock, ids

TITLE_LENGTH = 200


class Article(
    PreviewableMixin, LockableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """One piece of content, stored once (稿件).

    The row holds what is public (once live); drafts are Wagtail revisions. Only the gate moves
    a revision into the row (`review.gate`).
    """

    uid = models.UUIDField(default=ids.timely_uid, unique=True, editable=False)
    code = models.CharField(max_length=10, default=ids.short_code, unique=True, editable=False)
    kind = models.CharField(_("类型"), max_length=16, choices=ArticleKind)
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("供稿单位")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("供稿人")
    )
    created_at = models.DateTimeField(_("创建时间"))
    updated_at = models.DateTimeField(_("更新时间"))

    title = models.CharField(_("标题"), max_length=TITLE_LENGTH)
    subtitle = models.CharField(_("副标题"), max_length=TITLE_LENGTH, blank=True)
    summary = models.CharField(_("摘要"), max_length=300, blank=True)
    keywords = models.CharField(_("关键词"), max_length=200, blank=True)
    source = models.CharField(_("来源"), max_length=100, blank=True)
    byline = models.CharField(_("作者"), max_length=100, blank=True)
    editor = models.CharField(_("责任编辑"), max_length=60, blank=True)
    body = models.TextField(_("正文"), blank=True)
    link_url = models.URLField(_("链接地址"), max_length=600, blank=True)
    cover = models.UUIDField(_("封面图片"), null=True, blank=True)
    cover_alt = models.CharField(_("封面图片说明"), max_length=200, blank=True)
    files = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name=_("附件"))
    interprets = ArrayField(
        models.UUIDField(), default=list, blank=True, verbose_name=_("所解读的文件")
    )
    form = models.CharField(
        _("解读形式"), max_length=8, choices=InterpretationForm, blank=True, default=""
    )
    # Facts of leaders and organs, by name; see `details`.
    details = models.JSONField(_("结构化内容"), default=dict, db_default={}, blank=True)
    original_published_at = models.DateTimeField(_("原发布时间"), null=True, blank=True)
    original_url = models.URLField(_("原地址"), max_length=600, blank=True)

    # 公文元数据. Source: 《政府信息公开目录系统实施指引》 and norms/disclosure, record fields.
    index_no = models.CharField(_("索引号"), max_length=40, blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    issuing_organs = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name=_("发文机关")
    )
    written_on = models.DateField(_("成文日期"), null=True, blank=True)
    effective_from = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("失效日期"), null=True, blank=True)
    validity = models.CharField(
        _("有效性"), max_length=12, choices=Validity, blank=True, default=""
    )
    topic_class = models.CharField(_("主题分类"), max_length=60, blank=True)
    genre = models.CharField(_("体裁分类"), max_length=30, blank=True)
    audience = models.CharField(_("服务对象"), max_length=60, blank=True)
    openness = models.CharField(
        _("公开方式"), max_length=12, choices=Openness, default=Openness.PROACTIVE
    )

    # What the system sets.
    slug = models.CharField(max_length=80, blank=True, editable=False)
    live_digest = models.CharField(max_length=64, blank=True, editable=False)
    published_text_at = models.DateTimeField(null=True, editable=False)
    # When what lists show of it last changed; None: not since it was first published.
    heading_at = models.DateTimeField(null=True, editable=False)
    withdrawal = models.CharField(max_length=8, choices=Withdrawal, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_note = models.CharField(max_length=300, blank=True)
    moved_to = models.CharField(max_length=600, blank=True)
    # What newer documents and decisions made of its validity; see `validity`. Set from above.
    amended_on = models.DateField(null=True, editable=False)
    partly_repealed_on = models.DateField(null=True, editable=False)
    repealed_on = models.DateField(null=True, editable=False)
    kept_until = models.DateField(null=True, editable=False)
    is_discarded = models.BooleanField(default=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision", related_query_name="article", for_concrete_model=False
    )
    unit_id: int
    author_id: int
    latest_revision_id: int | None
    live_revision_id: int | None

    # What a reader gets to see: the digest covers these, and an edit of any voids approval.
    CONTENT: ClassVar[tuple[str, ...]] = (
        "kind", "title", "subtitle", "summary", "keywords", "source", "byline", "editor", "body",
        "link_url", "cover", "cover_alt", "files", "interprets", "form", "original_published_at",
        "original_url", "index_no", "number", "issuing_organs", "written_on", "effective_from",
        "expires_on", "validity", "topic_class", "genre", "audience", "openness", "details",
    )  # fmt: skip
    # What no revision brings back.
    SYSTEM: ClassVar[tuple[str, ...]] = (
        "uid", "code", "unit_id", "author_id", "created_at", "updated_at", "slug", "live_digest",
        "live_revision_id", "last_published_at", "published_text_at", "heading_at", "withdrawal",
        "withdrawn_at", "withdrawal_note", "moved_to", "is_discarded", "amended_on",
        "partly_repealed_on", "repealed_on", "kept_until",
    )  # fmt: skip

    # Its newest draft is not what the public has; an index serves this very condition, and the
    # database can tell how many they are.
    HAS_NEWER_TEXT: ClassVar[Q] = Q(live=False) | Q(has_unpublished_changes=True)

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("稿件")
        indexes = [
            models.Index(fields=["unit", "-updated_at", "-id"], name="article_unit_newest"),
            models.Index(fields=["author", "-updated_at", "-id"], name="article_author_newest"),
            models.Index(fields=["-updated_at", "-id"], name="article_newest"),
            models.Index(
                fields=["author", "-updated_at", "-id"],
                condition=Q(live=False) | Q(has_unpublished_changes=True),
                name="article_newer_text",
            ),
            models.Index(
                fields=["-updated_at", "-id"],
                condition=~Q(withdrawal=""),
                name="article_withdrawn_newest",
            ),
            models.Index(
                fields=["-last_published_at", "-id"],
                condition=Q(live=True),
                name="article_live_newest",
            ),
            models.Index(fields=["kind", "-updated_at", "-id"], name="article_kind_newest"),
            models.Index(fields=["number"], name="article_number", condition=~Q(number="")),
            GinIndex(fields=["interprets"], name="article_interprets"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="article_title_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def address(self) -> str:
        """/a/yyyymm/slug-code.html, fixed at first publication; "" before (稿件地址)."""
        return address_of(self.slug, self.code, self.first_published_at)

    @property
    def is_document(self) -> bool:
        return self.kind == ArticleKind.DOCUMENT

    @property
    def detail_words(self) -> list[tuple[str, str, str]]:
        """Facts of a leader or an organ as people read them: field of the form, label, words."""
        found = words_of(self.kind, self.details)
        return [(f"details_{fact.name}", str(fact.label), words) for fact, words in found]

    def with_content_json(self, content: Any) -> "Article":
        """A revision as an object: its content, with what the system sets as it is now."""
        own = {name: content[name] for name in ("pk", *self.CONTENT) if name in content}
        draft = super().with_content_json(own)
        for name in self.SYSTEM:
            setattr(draft, name, getattr(self, name))
        return draft

    def publish(self, *args: object, **kwargs: object) -> None:
        raise PublishesThroughGateOnly

    def unpublish(self, *args: object, **kwargs: object) -> None:
        raise PublishesThroughGateOnly


class Placement(models.Model):
    """Where an article appears (稿件落位): one home, any number of others."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="placements")
    column = models.ForeignKey("zq_sites.Column", models.PROTECT, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    is_home = models.BooleanField(_("首发栏目"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=PlacementState)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(_("报送时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True)
    reason = models.CharField(_("意见"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField(null=True)  # place in the column's list, never reused
    live_at = models.DateTimeField(_("上线时间"), null=True)
    pinned_until = models.DateTimeField(_("置顶至"), null=True, blank=True)
    order = models.IntegerField(_("排序"), default=0)
    related = ArrayField(models.UUIDField(), default=list, blank=True)  # chosen when going live
    article_id: int
    column_id: int
    site_id: int

    class Meta:
        verbose_name = _("落位")
        constraints = [
            models.UniqueConstraint(fields=["article", "column"], name="placement_once_per_column"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(is_home=True), name="placement_one_home"
            ),
            models.UniqueConstraint(fields=["column", "number"], name="placement_number_once"),
            models.CheckConstraint(
                condition=~Q(state=PlacementState.LIVE) | Q(number__isnull=False),
                name="placement_live_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlacementState.RETURNED) | ~Q(reason=""),
                name="placement_return_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["column", "-number"],
                condition=Q(state=PlacementState.LIVE),
                name="placement_live_newest",
            ),
            models.Index(
                fields=["site", "-live_at", "-id"],
                condition=Q(state=PlacementState.LIVE),
                name="placement_newest_on_site",
            ),
            models.Index(
                fields=["column", "pinned_until"],
                condition=Q(state=PlacementState.LIVE, pinned_until__isnull=False),
                name="placement_pinned",
            ),
            models.Index(
                fields=["column", "-offered_at", "-id"],
                condition=Q(state=PlacementState.OFFERED),
                name="placement_in_tray",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} → {self.column}"


class DraftDigest(models.Model):
    """The digest of one saved revision (版本摘要), so that lists need not rebuild it."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="+", primary_key=True)
    digest = models.CharField(max_length=64, db_index=True)


class Translation(models.Model):
    """An article in another language and its original (外文稿与中文原稿).

    source_digest: the original's public text with which the translation was last compared.
    """

    article = models.OneToOneField(Article, models.PROTECT, related_name="+", primary_key=True)
    source = models.ForeignKey(Article, models.PROTECT, related_name="+")
    source_digest = models.CharField(max_length=64)
    compared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    compared_at = models.DateTimeField(_("核对时间"))
    article_id: int

    class Meta:
        verbose_name = _("译文")

    @property
    def is_outdated(self) -> bool:
        return not self.source.live or self.source_digest != self.source.live_digest


class Remark(models.Model):
    """What somebody notes about an article (批注): stands in its history, is never changed."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="remarks")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    text = models.CharField(_("批注"), max_length=1000)
    revision_id: int | None

    class Meta:
        verbose_name = _("批注")
        indexes = [models.Index(fields=["article", "id"], name="remark_article")]


class Autosave(models.Model):
    """What somebody typed and has not saved (自动保存): theirs alone, no version of the article.

    article: None for a new article that is not made yet.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    typed = models.JSONField()  # name of a form's field -> the values it had
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("自动保存")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "article"], name="autosave_one_each", nulls_distinct=False
            )
        ]


class ListBlock(models.Model):
    """A block of a column's list numbers (列表段): one part of its site's sitemap.

    A row says when a text of the block last changed for the public and whether any is listed;
    a block without a row has had no such act.
    """

    column = models.ForeignKey("zq_sites.Column", models.CASCADE, related_name="+")
    block = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    is_listed = models.BooleanField()
    column_id: int

    class Meta:
        verbose_name = _("列表段")
        constraints = [models.UniqueConstraint(fields=["column", "block"], name="list_block_once")]


class Tagging(models.Model):
    """That a live article bears a tag (关键词): one row for each of its keywords.

    at: when the article was first published, so that the newest of a tag are read from the end of
    an index however many there are.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    tag = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("关键词")
        constraints = [models.UniqueConstraint(fields=["article", "tag"], name="tagging_once")]
        indexes = [models.Index(fields=["tag", "-at", "-article"], name="tagging_newest")]


def address_of(slug: str, code: str, first_published_at: datetime | None) -> str:
    """/a/yyyymm/slug-code.html, fixed at first publication; "" before (稿件地址)."""
    if not slug or first_published_at is None:
        return ""
    return f"/a/{clock.beijing(first_published_at):%Y%m}/{slug}-{code}.html"


def label_of(name: str) -> str:
    """The Chinese label of a content field of articles."""
    return str(getattr(Article._meta.get_field(name), "verbose_name", name))
