"""What the acts in the trail are called (审计操作名称)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "accounts.logged_in": _("登录"),
    "accounts.logged_out": _("退出登录"),
    "accounts.login_failed": _("登录失败"),
    "audit.exported": _("导出审计记录"),
    "attachments.stored": _("上传附件"),
    "library.created": _("新建稿件"),
    "library.saved": _("保存草稿"),
    "library.discarded": _("删除草稿"),
    "library.placed": _("放到栏目"),
    "library.offered": _("报送"),
    "library.adopted": _("采用来稿"),
    "library.returned": _("退回来稿"),
    "library.merged": _("合并来稿"),
    "library.offer_recalled": _("撤回报送"),
    "library.arranged": _("置顶或排序"),
    "library.remarked": _("批注"),
    "review.submitted": _("送审"),
    "review.recalled": _("撤回送审"),
    "review.passed": _("审核通过"),
    "review.returned": _("审核退回"),
    "review.approved": _("全部审核通过"),
    "review.voided": _("审核作废"),
    "review.secrecy_decided": _("保密审查"),
    "review.published": _("发布"),
    "review.scheduled": _("定时发布"),
    "review.schedule_cancelled": _("取消定时"),
    "review.placement_live": _("上线到栏目"),
    "review.placement_removed": _("从栏目撤下"),
    "review.pin_ended": _("置顶到期"),
    "review.other_date_shown": _("显示的日期与系统不同"),
    "review.withdrawn": _("撤稿"),
    "review.plan_set": _("设置审核方案"),
    "web.refused": _("越权被拒绝"),
    "sites.created": _("新建站点"),
    "sites.updated": _("修改站点档案"),
    "sites.home_arranged": _("设置首页版块"),
    "sites.column_added": _("开设栏目"),
    "sites.column_updated": _("修改栏目"),
    "sites.column_closed": _("归并或关闭栏目"),
    "sites.duty_assigned": _("指定栏目责任"),
    "units.added": _("新增单位"),
    "units.closed": _("撤并单位"),
    "units.user_added": _("开户"),
    "units.password_changed": _("修改密码"),
    "units.password_reset": _("重置密码"),
    "units.appointed": _("任职"),
    "units.appointment_ended": _("免职"),
    "units.deputy_set": _("设B角"),
    "units.absence_set": _("登记请假外出"),
    "units.absence_ended": _("销假"),
    "units.email_set": _("修改邮箱"),
}


def word_for(action: str) -> str:
    """The Chinese name of an act; its code where nobody named it."""
    return str(WORDS.get(action, action))
