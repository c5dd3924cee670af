"""What happens to a case (办理经过): kinds of events, and what they are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    OPENED = "opened", _("登记")
    CLOCK_SET = "clock_set", _("改定时限")
    OFFERED = "offered", _("交办")
    ACCEPTED = "accepted", _("签收")
    LAPSED = "lapsed", _("逾期未签收，视同签收")
    REFUSED = "refused", _("退回")
    DISPUTED = "disputed", _("提请裁定")
    DECIDED = "decided", _("指定承办单位")
    ASSIGNED = "assigned", _("指定承办人")
    JOINED = "joined", _("加入协办")
    OPINED = "opined", _("提交协办意见")
    NUDGED = "nudged", _("提醒尽快分办")
    URGED = "urged", _("催办")
    PAUSED = "paused", _("停止计算期限")
    RESUMED = "resumed", _("恢复计算期限")
    RESTARTED = "restarted", _("期限重新起算")
    EXTENDED = "extended", _("延期")
    DEFERRED = "deferred", _("延迟答复")
    MOVED = "moved", _("期限随日历重算")
    LATE = "late", _("逾期")
    ANSWERED = "answered", _("答复")
    DECLINED = "declined", _("不予受理")
    CLOSED = "closed", _("了结")
    REOPENED = "reopened", _("重办")
    REVIVED = "revived", _("恢复办理")
    HANDED_OVER = "handed_over", _("移交")
    RATED = "rated", _("来件人评价")
    CONCERNS = "concerns", _("改定被反映单位")
    MERGED = "merged", _("并案")
    SEPARATED = "separated", _("撤销并案")
