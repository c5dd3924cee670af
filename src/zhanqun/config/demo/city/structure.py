"""The fictional city of Qingyun (青云市): units, sites, columns (演示城市的骨架)."""

from dataclasses import dataclass

from zhanqun.content.sites.api import ColumnSpec

LIST, GROUP, TOPIC, PLAIN = "list", "group", "topic", "plain"


@dataclass(frozen=True)
class UnitSpec:
    """One unit; `site` is the short name of the site it hosts."""

    code: str
    kind: str
    name: str
    short: str
    parent: str = ""
    document_code: str = ""
    site: str = ""
    theme: str = "qing"
    address: str = ""
    phone: str = ""


UNITS = (
    UnitSpec("gov", "government", "青云市人民政府", "市政府", document_code="青政发"),
    UnitSpec(
        "office",
        "department",
        "青云市人民政府办公室",
        "市政府办公室",
        "gov",
        "青政办发",
        "www",
        address="青云市江滨大道1号",
        phone="0099-6012345",
    ),
    UnitSpec("data", "institution", "青云市大数据中心", "市大数据中心", "gov"),
    UnitSpec(
        "fgw",
        "department",
        "青云市发展和改革委员会",
        "市发展改革委",
        "gov",
        "青发改",
        "fgw",
        address="青云市江滨大道3号",
        phone="0099-6012301",
    ),
    UnitSpec(
        "jtj",
        "department",
        "青云市交通运输局",
        "市交通运输局",
        "gov",
        "青交",
        "jtj",
        address="青云市梧桐路26号",
        phone="0099-6012302",
    ),
    UnitSpec(
        "mzj",
        "department",
        "青云市民政局",
        "市民政局",
        "gov",
        "青民发",
        "mzj",
        "zhu",
        address="青云市和平路58号",
        phone="0099-6012303",
    ),
    UnitSpec(
        "zjj",
        "department",
        "青云市住房和城乡建设局",
        "市住房城乡建设局",
        "gov",
        "青建发",
        "zjj",
        "zhe",
        address="青云市建设路17号",
        phone="0099-6012304",
    ),
    UnitSpec(
        "jyj",
        "department",
        "青云市教育局",
        "市教育局",
        "gov",
        "青教",
        "jyj",
        address="青云市书院街9号",
        phone="0099-6012305",
    ),
    UnitSpec(
        "wjw",
        "department",
        "青云市卫生健康委员会",
        "市卫生健康委",
        "gov",
        "青卫发",
        "wjw",
        "song",
        address="青云市杏林路4号",
        phone="0099-6012306",
    ),
    UnitSpec(
        "cxq",
        "government",
        "青云市澄溪区人民政府",
        "澄溪区",
        "gov",
        "澄政发",
        "cxq",
        "song",
        address="澄溪区澄江路1号",
        phone="0099-6022345",
    ),
    UnitSpec(
        "sqz",
        "township",
        "青云市澄溪区石桥镇人民政府",
        "石桥镇",
        "cxq",
        "石政发",
        "sqz",
        "zhe",
        address="石桥镇石桥街6号",
        phone="0099-6032345",
    ),
)

# Eight things of the elder home: name, in plain words, column of the portal.
ELDER_ENTRIES = (
    ("养老金", "查发放、办认证", "shbz"),
    ("看病与医保", "查余额、找医院", "ylws"),
    ("高龄津贴", "80岁以上可申领", "lnrfw"),
    ("优待证", "公交、公园优惠", "lnrfw"),
    ("公交路线", "查站点和末班车", "jtcx"),
    ("办事指南", "要带什么、去哪办", "bszn"),
    ("水电燃气", "停水停电通知", "bmts"),
    ("写信反映", "看看别人怎么问", "xjhf"),
)

SITE_NAMES_EN = {
    "www": "The People's Government of Qingyun City",
    "en": "Qingyun, China",
}


def _area(code: str, title: str, kind: str, text: str, *children: ColumnSpec) -> ColumnSpec:
    return ColumnSpec(code, title, GROUP, kind, text, children=children)


def _c(code: str, title: str, **facts: object) -> ColumnSpec:
    return ColumnSpec(code, title, **facts)  # type: ignore[arg-type]


PORTAL = (
    _area(
        "zjqy",
        "走进青云",
        "overview",
        "青云市的历史、地理、人文和发展。",
        _c("csgk", "城市概况", form=PLAIN),
        _c("lsyg", "历史沿革"),
        _c("zrdl", "自然地理"),
        _c("jjfz", "经济发展"),
        _c("xzqh", "行政区划"),
        _c("rwly", "人文旅游"),
        _c("csry", "城市荣誉"),
        _c("qytc", "青云特产"),
        _c("jtcx", "交通出行"),
    ),
    _area(
        "ywdt",
        "要闻动态",
        "news",
        "市政府和各部门、各区县的工作动态。",
        _c("qyyw", "青云要闻", home=("headline", "tabs"), cycle_days=1),
        _c("bmdt", "部门动态", mode="shared", home=("tabs",), cycle_days=3),
        _c("qxdt", "区县动态", mode="shared", home=("tabs",), cycle_days=7),
        _c("gwyxx", "国务院信息", home=("tabs",), cycle_days=14),
        _c("tzgg", "通知公告", home=("list",), cycle_days=14),
        _c("hyhd", "会议活动"),
        _c("zwkx", "政务快讯"),
        _c("tpxw", "图片新闻", home=("picture",)),
        _c("spxw", "视频新闻"),
        _c("mtjj", "媒体聚焦"),
        _c("xwfbh", "新闻发布会"),
    ),
    ColumnSpec(
        "zwgk",
        "政务公开",
        GROUP,
        "disclosure",
        "政府信息公开第一平台。",
        home=("disclosure",),
        children=(
            _c("gkzn", "政府信息公开指南", form=PLAIN),
            _c("gkzd", "政府信息公开制度"),
            _c("gknb", "政府信息公开年报"),
            _c("zfwj", "市政府文件", column_type="documents", home=("policy",)),
            _c("zfbwj", "市政府办公室文件", column_type="documents", home=("policy",)),
            _c("gfxwj", "规范性文件", column_type="documents", home=("policy",)),
            _c("gz", "政府规章", column_type="documents"),
            _c("zcjd", "政策解读", column_type="interpretation", mode="shared"),
            _c("rsrm", "人事任免"),
            _c("ghjh", "规划计划"),
            _c("czyjs", "财政预决算"),
            _c("zfcg", "政府采购"),
            _c("zdxm", "重大建设项目"),
            _c("gysy", "公益事业建设"),
            _c("xzzf", "行政执法公示"),
            _c("xzxk", "行政许可"),
            _c("jyta", "建议提案办理"),
            _c("zfgb", "政府公报"),
            _c("ldzc", "领导之窗", column_type="leaders", home=("leaders",)),
            _c("jgzn", "机构职能", column_type="organs", home=("organs",)),
            _c("yjgl", "应急管理"),
            _c("sjgk", "审计公开"),
            _c("gzbg", "政府工作报告"),
            _c("jcygk", "决策预公开"),
        ),
    ),
    _area(
        "zwfw",
        "政务服务",
        "service",
        "按对象和主题查办事指南。",
        _c("grfw", "个人服务", home=("services",)),
        _c("qyfw", "企业服务", home=("services",)),
        _c("tzzfw", "投资者服务", home=("services",)),
        _c("lnrfw", "老年人服务", home=("services",)),
        _c("cjrfw", "残疾人服务", home=("services",)),
        _c("xsm", "新市民服务", home=("services",)),
        _c("sysy", "生育收养"),
        _c("jyjy", "教育就业"),
        _c("ylws", "医疗卫生"),
        _c("shbz", "社会保障"),
        _c("zfbz", "住房保障"),
        _c("cjsw", "出境入境"),
        _c("bmts", "便民提示", home=("list",)),
        _c("bszn", "办事指南"),
        _c("bgxz", "表格下载"),
        _c("cjwt", "常见问题"),
        _c("jygt", "高效办成一件事"),
    ),
    _area(
        "hdjl",
        "互动交流",
        "interaction",
        "征集、访谈、问答和回应。",
        _c("yjzj", "意见征集", home=("list",)),
        _c("zjfk", "征集反馈"),
        _c("wsdc", "网上调查"),
        _c("zxft", "在线访谈", home=("list",)),
        _c("xjhf", "信件选登", home=("list",)),
        _c("rdhy", "热点回应"),
        _c("zcwd", "政策问答"),
        _c("xfzn", "信访指南"),
        _c("jdts", "监督投诉指南"),
    ),
    _area(
        "sjfb",
        "数据发布",
        "data",
        "统计公报、月度数据和解读。",
        _c("tjgb", "统计公报"),
        _c("ydsj", "月度数据", home=("list",), cycle_days=31),
        _c("sjjd", "数据解读"),
        _c("jjyx", "经济运行"),
        _c("wjsj", "物价数据"),
        _c("mszb", "民生指标"),
        _c("kfsj", "开放数据目录"),
    ),
    ColumnSpec(
        "ztzl",
        "专题专栏",
        GROUP,
        "topic",
        "围绕重点工作的专题。",
        home=("topics",),
        children=(
            _c("fxkh", "防汛抗旱在行动", form=TOPIC, description="雨情、水情与避险指南"),
            _c("yshj", "优化营商环境", form=TOPIC, description="政策直达与诉求直办"),
            _c("lylx", "青云江流域生态修复", form=TOPIC, description="工程进展月月公布"),
            _c("yly", "“一老一小”服务", form=TOPIC, description="托育、养老就近办"),
            _c("csgx", "城市更新", form=TOPIC, description="老房子怎么更新，居民说了算"),
            _c("rzqy", "人才青云", form=TOPIC, description="引才、育才、留才"),
            _c("wmcs", "文明城市创建", form=TOPIC, description="身边小事一件件办"),
            _c("xczx", "乡村振兴", form=TOPIC, description="产业、环境、治理"),
            _c("aqsc", "安全生产", form=TOPIC, description="隐患排查与科普"),
        ),
    ),
)

DEPARTMENT = (
    _c("gzdt", "工作动态", column_type="news", home=("headline", "tabs"), cycle_days=14),
    _c("tzgg", "通知公告", column_type="news", home=("list",)),
    _c("zcwj", "政策文件", column_type="documents", home=("policy",)),
    _c("zcjd", "政策解读", column_type="interpretation", home=("list",)),
    _c("xxgk", "法定主动公开", column_type="disclosure", home=("list",)),
    _c("bszn", "办事指南", column_type="service", home=("list",)),
    _c("ghcw", "规划财务", column_type="disclosure"),
    _c("jgzn", "机构职能", column_type="organs"),
)


def _local(overview: str, *more: ColumnSpec) -> tuple[ColumnSpec, ...]:
    return (
        _c("gzdt", "工作动态", column_type="news", home=("headline", "tabs"), cycle_days=14),
        _c("tzgg", "通知公告", column_type="news", home=("list",)),
        _c("zcwj", "政策文件", column_type="documents", home=("policy",)),
        _c("xxgk", "法定主动公开", column_type="disclosure", home=("list",)),
        _c("bszn", "办事指南", column_type="service", home=("list",)),
        _c("msss", "民生实事", column_type="service", home=("list",)),
        *more,
        _c("zqgk", overview, column_type="overview"),
    )


DISTRICT = _local("区情概况")
TOWNSHIP = _local("镇情概况", _c("cwgk", "村务公开", column_type="disclosure", home=("list",)))
ENGLISH = (
    _c("news", "News", column_type="news", home=("headline", "tabs"), cycle_days=14),
    _c("about", "About Qingyun", column_type="overview", home=("list",)),
    _c("services", "Services", column_type="service", home=("list",)),
    _c("living", "Living", column_type="service", home=("list",)),
    _c("investing", "Investing", column_type="service", home=("list",)),
    _c("contact", "Contact", column_type="overview", home=("list",)),
)

TEMPLATES = {"department": DEPARTMENT, "district": DISTRICT, "township": TOWNSHIP}
