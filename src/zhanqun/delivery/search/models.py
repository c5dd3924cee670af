from django.db import models
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.search.editing.models import (
    BestBet,
    HotWord,
    QueryCount,
    SummedSpool,
    SynonymGroup,
)

__all__ = [
    "BestBet",
    "ChangeKind",
    "HotWord",
    "QueryCount",
    "SearchChange",
    "SearchNode",
    "SummedSpool",
    "SynonymGroup",
]


def _this_transaction() -> Cast:
    """The number of the transaction that writes a row (xid8), as a plain number."""
    number = models.Func(function="pg_current_xact_id", output_field=models.TextField())
    return Cast(Cast(number, models.TextField()), models.BigIntegerField())


class ChangeKind(models.TextChoices):
    ARTICLE = "article", _("稿件")
    FED = "fed", _("其他模块的页面")
    NAMES = "names", _("站点与栏目名称")
    LEXICON = "lexicon", _("检索词库")
    REBUILD = "rebuild", _("重建索引")


class SearchChange(models.Model):
    """What the index of every node must follow (检索变动). Written by the act itself.

    feed, fed_uid: what changed of which feed, where the kind is FED.

    Nodes read on from a transaction number, not from an id: rows are committed in another order
    than they are numbered.
    """

    kind = models.CharField(max_length=8, choices=ChangeKind)
    article_id = models.BigIntegerField(null=True)
    feed = models.CharField(max_length=40, blank=True, db_default="")
    fed_uid = models.UUIDField(null=True)
    transaction = models.BigIntegerField(db_default=_this_transaction())
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("检索变动")
        indexes = [
            models.Index(fields=["transaction", "id"], name="search_change_order"),
            models.Index(fields=["noted_at"], name="search_change_noted"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id or ''}"


class SearchNode(models.Model):
    """What a node last said of its index (检索节点状态).

    followed_to: everything noted until then is in the index. progress, of: texts of a rebuild
    under way. trouble: what is wrong, "" where nothing is.
    """

    name = models.CharField(_("节点"), max_length=120, unique=True)
    reported_at = models.DateTimeField(_("报告时间"))
    followed_to = models.DateTimeField(_("已跟进到"), null=True)
    documents = models.BigIntegerField(_("文档数"), default=0)
    size_bytes = models.BigIntegerField(_("索引大小"), default=0)
    built_at = models.DateTimeField(_("建成时间"), null=True)
    progress = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    trouble = models.CharField(_("异常"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("检索节点")

    def __str__(self) -> str:
        return self.name
