"""Large changes and full builds under way, in words (大批刷新)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import OverhaulProgress

# Sites named one by one.
NAMED = 3


@dataclass(frozen=True, slots=True)
class OverhaulShown:
    """title: what is made anew. share: whole per cent. told: how many of how many, and the rest."""

    title: str
    share: int
    told: str
    begun_at: datetime
    failed: int


def overhauls_shown(now: datetime) -> list[OverhaulShown]:
    running = staticsite.overhauls_running(now)
    wanted = {site_id for row in running for site_id in row.site_ids}
    names = {row.site_id: row.name for row in sites.profiles() if row.site_id in wanted}
    return [_shown(row, names) for row in running]


def _shown(row: OverhaulProgress, names: dict[int, str]) -> OverhaulShown:
    title = _("全站重建") if row.is_build else _("栏目、站点或稿件变动")
    told = _("已完成{done}页，共{total}页").format(done=row.done, total=row.total)
    if not row.is_counted:
        told = _("已完成{done}页，正在清点").format(done=row.done)
    elif row.left_seconds is not None:
        told = f"{told}，" + _("预计还需{time}").format(time=_lasting(row.left_seconds))
    return OverhaulShown(
        title=f"{title}：{_sites([names[one] for one in row.site_ids if one in names])}",
        share=100 * row.done // row.total if row.total else 0,
        told=told,
        begun_at=row.begun_at,
        failed=row.failed,
    )


def _sites(names: list[str]) -> str:
    listed = "、".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return _("{names}等{n}个站点").format(names=listed, n=len(names))


def _lasting(seconds: int) -> str:
    if seconds < 60:
        return _("{n}秒").format(n=seconds)
    return _("{n}分钟").format(n=round(seconds / 60))
