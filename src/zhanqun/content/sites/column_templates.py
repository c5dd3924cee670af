"""Columns that a new site begins with (栏目模板); a site manager changes them afterwards.

Source: 《政府网站发展指引》（国办发〔2017〕47号）, functions of portal, department and
grassroots sites.
"""

from zhanqun.content.sites.models import ColumnForm, ColumnMode, ColumnType
from zhanqun.content.sites.services import ColumnSpec

_NEWS = (
    ColumnSpec(
        "gzdt",
        "工作动态",
        column_type=ColumnType.NEWS,
        cycle_days=14,
        home=("tabs", "headline"),
    ),
    ColumnSpec("tzgg", "通知公告", column_type=ColumnType.NEWS, cycle_days=30, home=("tabs",)),
)
_DISCLOSURE = ColumnSpec(
    "zwgk",
    "政务公开",
    form=ColumnForm.GROUP,
    column_type=ColumnType.DISCLOSURE,
    home=("disclosure",),
    children=(
        ColumnSpec("gkzn", "政府信息公开指南", form=ColumnForm.PLAIN),
        ColumnSpec("gkzd", "政府信息公开制度"),
        ColumnSpec("gknb", "政府信息公开年报"),
        ColumnSpec("zcwj", "政策文件", ColumnForm.LIST, ColumnType.DOCUMENTS, home=("policy",)),
        ColumnSpec("zcjd", "政策解读", ColumnForm.LIST, ColumnType.INTERPRETATION),
        ColumnSpec("czyjs", "财政预决算"),
    ),
)

DEPARTMENT = (
    ColumnSpec("jgzn", "机构职能", ColumnForm.PLAIN, ColumnType.ORGANS, home=("organs",)),
    *_NEWS,
    _DISCLOSURE,
    ColumnSpec("bszn", "办事指南", ColumnForm.LIST, ColumnType.SERVICE, home=("services",)),
    ColumnSpec("hdjl", "互动交流", ColumnForm.LIST, ColumnType.INTERACTION, home=("list",)),
)
TOWNSHIP = (
    ColumnSpec("gk", "乡镇概况", ColumnForm.PLAIN, ColumnType.OVERVIEW),
    *_NEWS,
    _DISCLOSURE,
    ColumnSpec(
        "bmfw",
        "便民服务",
        ColumnForm.LIST,
        ColumnType.SERVICE,
        mode=ColumnMode.UNDERTAKEN,
        home=("services",),
    ),
)
PORTAL = (
    ColumnSpec("gk", "地方概况", ColumnForm.PLAIN, ColumnType.OVERVIEW),
    ColumnSpec(
        "ywdt",
        "要闻动态",
        ColumnForm.GROUP,
        ColumnType.NEWS,
        children=(
            ColumnSpec(
                "zwyw",
                "政务要闻",
                cycle_days=7,
                home=("headline", "tabs"),
            ),
            ColumnSpec("bmdt", "部门动态", mode=ColumnMode.SHARED, cycle_days=7, home=("tabs",)),
            ColumnSpec("tpxw", "图片新闻", home=("picture",)),
            ColumnSpec("tzgg", "通知公告", cycle_days=14, home=("list",)),
        ),
    ),
    ColumnSpec("jgzn", "机构职能", ColumnForm.LIST, ColumnType.ORGANS, home=("organs",)),
    ColumnSpec("ldzc", "领导之窗", ColumnForm.LIST, ColumnType.LEADERS, home=("leaders",)),
    _DISCLOSURE,
    ColumnSpec(
        "zwfw",
        "政务服务",
        ColumnForm.GROUP,
        ColumnType.SERVICE,
        children=(
            ColumnSpec("grfw", "个人服务", home=("services",)),
            ColumnSpec("frfw", "法人服务", home=("services",)),
        ),
    ),
    ColumnSpec(
        "hdjl",
        "互动交流",
        ColumnForm.GROUP,
        ColumnType.INTERACTION,
        children=(
            ColumnSpec("yjzj", "意见征集", home=("list",)),
            ColumnSpec("rdhy", "热点回应"),
        ),
    ),
    ColumnSpec("sjfb", "数据发布", ColumnForm.LIST, ColumnType.DATA, cycle_days=31),
)
EMPTY: tuple[ColumnSpec, ...] = ()

TEMPLATES = {
    "portal": ("门户网站", PORTAL),
    "department": ("部门网站", DEPARTMENT),
    "township": ("区县、乡镇子站", TOWNSHIP),
    "empty": ("不建栏目", EMPTY),
}
