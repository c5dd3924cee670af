"""The gazette and what stands in an issue of it (政府公报)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.issue_states import IssueState
from zhanqun.foundation import ids


class Issue(models.Model):
    """One issue of a government's gazette (政府公报): its documents in order, under headings.

    dated: the day printed on it. cover: a picture, paper: the printed issue as PDF, both by the uid
    of an attachment. changed_at: when what the public sees of it last changed.

    Source: 《政府信息公开条例》第二十三条; norms documents.yaml: the text in the gazette is the
    standard text (标准文本).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    publisher = models.ForeignKey(
        "zq_disclosure.Publisher", models.PROTECT, related_name="+", verbose_name=_("公开主体")
    )
    year = models.PositiveSmallIntegerField(_("年份"))
    number = models.PositiveSmallIntegerField(_("期号"))
    dated = models.DateField(_("出版日期"))
    cover = models.UUIDField(_("封面图片"), null=True)
    paper = models.UUIDField(_("纸质版PDF"), null=True)
    state = models.CharField(_("状态"), max_length=12, choices=IssueState, default=IssueState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("发布时间"), null=True)
    changed_at = models.DateTimeField(null=True)
    publisher_id: int

    class Meta:
        verbose_name = _("公报")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["publisher", "year", "number"], name="gazette_issue"),
            models.CheckConstraint(
                condition=~Q(state=IssueState.PUBLISHED) | Q(published_at__isnull=False),
                name="gazette_published_when",
            ),
        ]

    def __str__(self) -> str:
        return _("{year}年第{number}期").format(year=self.year, number=self.number)


class IssueLine(models.Model):
    """One document in an issue (公报目录); neighbours with the same heading stand together."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("顺序"))
    heading = models.CharField(_("栏目"), max_length=40, blank=True)
    article = models.ForeignKey(
        "zq_library.Article", models.PROTECT, related_name="+", verbose_name=_("文件")
    )
    issue_id: int
    article_id: int

    class Meta:
        verbose_name = _("公报目录")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="gazette_line_place"),
            models.UniqueConstraint(fields=["issue", "article"], name="gazette_line_once"),
        ]
