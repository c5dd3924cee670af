"""States and legal moves of a placement (落位)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class PlacementState(models.TextChoices):
    OFFERED = "offered", _("待采用")
    ADOPTED = "adopted", _("已采用")
    RETURNED = "returned", _("已退回")
    MERGED = "merged", _("已合并")
    WITHDRAWN = "withdrawn", _("已撤回")
    LIVE = "live", _("已上线")
    REMOVED = "removed", _("已撤下")


S = PlacementState
PLACEMENT = Machine(
    Move("offer", frozenset({S.RETURNED, S.WITHDRAWN, S.REMOVED}), S.OFFERED, _("报送")),
    Move("place", frozenset({S.RETURNED, S.WITHDRAWN, S.REMOVED}), S.ADOPTED, _("放到栏目")),
    Move("adopt", frozenset({S.OFFERED}), S.ADOPTED, _("采用")),
    Move("return", frozenset({S.OFFERED}), S.RETURNED, _("退回")),
    Move("merge", frozenset({S.OFFERED}), S.MERGED, _("合并")),
    Move("withdraw", frozenset({S.OFFERED, S.ADOPTED}), S.WITHDRAWN, _("撤回报送")),
    Move("go_live", frozenset({S.ADOPTED}), S.LIVE, _("上线")),
    Move("remove", frozenset({S.LIVE}), S.REMOVED, _("从栏目撤下")),
    states=PlacementState.choices,
)


class ArticleKind(models.TextChoices):
    NEWS = "news", _("新闻")
    NOTICE = "notice", _("通知公告")
    DOCUMENT = "document", _("政策文件")
    INTERPRETATION = "interpretation", _("政策解读")
    PICTURE_STORY = "picture_story", _("图片新闻")
    VIDEO = "video", _("视频")
    LINK = "link", _("链接")
    LEADER = "leader", _("负责人")
    ORGAN = "organ", _("机构")


class InterpretationForm(models.TextChoices):
    """Source: 辽政办〔2022〕43号 and others, forms of interpretation."""

    TEXT = "text", _("文字解读")
    CHART = "chart", _("图解")
    PICTURES = "pictures", _("图片解读")
    QA = "qa", _("问答解读")
    AUDIO = "audio", _("音频解读")
    VIDEO = "video", _("视频解读")
    EXPERT = "expert", _("专家解读")


class Validity(models.TextChoices):
    """有效性. Source: 国办发〔2017〕47号, marked on the original page."""

    IN_FORCE = "in_force", _("有效")
    NOT_YET = "not_yet", _("尚未施行")
    AMENDED = "amended", _("已修改")
    PARTLY_REPEALED = "partly", _("部分废止")
    EXPIRED = "expired", _("失效")
    REPEALED = "repealed", _("废止")


class Openness(models.TextChoices):
    """公开方式. Source: 《政府信息公开条例》(2019)."""

    PROACTIVE = "proactive", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    CLOSED = "closed", _("不予公开")


class Withdrawal(models.TextChoices):
    """Why a published text was taken down (撤稿原因)."""

    NONE = "", _("未撤稿")
    ERROR = "error", _("发布有误")
    NOTICE = "notice", _("撤回，正文保留并注明")
    MOVED = "moved", _("已移至新地址")
