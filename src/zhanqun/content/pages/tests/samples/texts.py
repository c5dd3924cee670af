"""Sample columns, articles and documents."""

from datetime import timedelta

from django.utils.safestring import mark_safe

from zhanqun.content.pages.shapes import (
    ArticlePage,
    ColumnPage,
    DocumentPage,
    FileLink,
    Item,
    Link,
    Media,
    Pager,
    Trace,
)
from zhanqun.content.pages.tests.samples.frame import DOCUMENT_ITEMS, NEWS, NOW, READINGS, links

BREADCRUMB = (Link("首页", "/"), Link("要闻动态", "/ywdt/"), Link("通知公告", "/ywdt/tzgg/", True))

COLUMN = ColumnPage(
    title="通知公告",
    description="",
    breadcrumb=BREADCRUMB,
    side_title="要闻动态",
    side=links("青云要闻", "部门动态", "区县动态", "通知公告", "会议活动", "新闻发布会", current=3),
    items=(Item("关于2026年冬季供暖有关事项的通告", "/a/p.html", NOW, pinned=True),)
    + NEWS
    + DOCUMENT_ITEMS
    + (Item("国家公祭日全国统一活动安排", "https://www.gov.cn/x.html", NOW, external=True),),
    pager=Pager(
        number=None,
        newer=None,
        older=Link("", "/ywdt/tzgg/146.html"),
        newest=None,
        oldest=Link("", "/ywdt/tzgg/1.html"),
    ),
    feed_url="/ywdt/tzgg/feed.xml",
    duty="栏目责任单位：市政府办公室，至少每 14 天更新一次",
    updated_at=NOW,
)

COLUMN_NUMBERED = ColumnPage(
    title="通知公告",
    description="市政府及各部门面向社会发布的通知、公告和通告。",
    breadcrumb=BREADCRUMB,
    side_title="",
    side=(),
    items=NEWS,
    pager=Pager(
        number=12,
        newer=Link("", "/13.html"),
        older=Link("", "/11.html"),
        newest=Link("", "/"),
        oldest=Link("", "/1.html"),
    ),
    feed_url="",
    duty="",
    updated_at=NOW,
)

COLUMN_EMPTY = ColumnPage(
    "通知公告", "", (), "", (), (), Pager(None, None, None, None, None), "", "", None
)

FILES = (
    FileLink("青政发〔2026〕21号（盖章版）", "/f/k1/a.pdf", "PDF", "1.2 MB"),
    FileLink("青政发〔2026〕21号（版式文件）", "/f/k2/b.ofd", "OFD", "860 KB"),
    FileLink("附件：各区县供热管网改造计划表", "/f/k3/c.xlsx", "XLSX", "48 KB"),
)

ARTICLE_BODY = mark_safe(
    "<p>历时四十天的青云江大桥年度检修11月23日通过验收，大桥将于24日零时恢复双向通行，"
    "货车限重仍为30吨。</p>"
    '<figure><img src="/f/bridge.svg" alt="检修后的大桥" width="860" height="484">'
    "<figcaption>检修后的青云江大桥。市交通运输局供图</figcaption></figure>"
    "<h2>查出了什么</h2>"
    "<p>检修人员逐根测量72根斜拉索的索力，更换其中4根，重新涂装桥塔外侧1.3万平方米。"
    "桥面伸缩缝全部清理，排水口加装了防落叶的格栅。</p>"
    "<h2>通车后怎么走</h2><p>绕行期间的临时措施同步取消，具体调整如下：</p>"
    "<ul><li>江滨大道东行车辆恢复直接上桥；</li><li>3路、17路公交恢复原线；</li>"
    "<li>两侧人行道夜间照明恢复，自行车可以通行。</li></ul>"
    "<h3>近三年检修情况</h3>"
    "<table><thead><tr><th>年度</th><th>检修内容</th><th>更换斜拉索</th><th>费用</th>"
    "<th>封闭天数</th></tr></thead><tbody>"
    "<tr><td>2024年</td><td>常规检修</td><td>0</td><td>186.5万元</td><td>12</td></tr>"
    '<tr><td>2025年</td><td rowspan="2">常规检修、桥塔涂装</td><td>2</td><td>340万元</td>'
    "<td>25</td></tr><tr><td>2026年</td><td>4</td><td>512.8万元</td><td>40</td></tr>"
    "</tbody></table>"
    '<p class="align-right">（市交通运输局供稿）</p>'
)

ARTICLE = ArticlePage(
    title="青云江大桥完成年度检修，11月24日零时恢复双向通行",
    subtitle="货车限重不变，3路、17路公交同日恢复原线",
    kind="政务动态",
    breadcrumb=BREADCRUMB,
    published_at=NOW,
    source="青云市交通运输局",
    author="",
    editor="陆文青",
    body=ARTICLE_BODY,
    notice="",
    files=(),
    related=NEWS[2:5],
    interprets=(),
    media=None,
    original="",
    updated_at=NOW,
)

ARTICLE_FULL = ArticlePage(
    title="今年取暖补贴怎么领、领多少",
    subtitle="",
    kind="文字解读",
    breadcrumb=BREADCRUMB,
    published_at=NOW,
    source="市民政局",
    author="政策研究科",
    editor="陆文青",
    body=ARTICLE_BODY,
    notice="本文已于2026年11月24日撤回，原因：补贴标准调整。",
    files=FILES,
    related=NEWS[:2],
    interprets=DOCUMENT_ITEMS[:1],
    media=Media(
        kind="video",
        file=FileLink("三分钟看懂取暖补贴", "/f/k4/v.mp4", "MP4", "12 MB"),
        content_type="video/mp4",
        poster="/f/k5/p.jpg",
        stream="/f/k4/hls/index.m3u8",
        captions="/f/k6/v.vtt",
    ),
    form="视频解读",
    original="原载于青云市人民政府旧网站，2019-03-02",
    updated_at=NOW,
)

ARTICLE_EMPTY = ArticlePage(
    "更正", "", "", (), NOW, "", "", "", mark_safe(""), "", (), (), (), None, "", NOW
)

DOCUMENT_BODY = mark_safe(
    "<p>各区、县人民政府，市政府各部门：</p>"
    "<p>《青云市冬季清洁取暖实施方案》已经市政府第71次常务会议审议通过，现印发给你们，"
    "请认真组织实施。</p>"
    '<p class="align-right">青云市人民政府</p><p class="align-right">2026年11月10日</p>'
    "<p>（此件公开发布）</p>"
    '<h2 class="align-center">青云市冬季清洁取暖实施方案</h2>'
    '<h3 id="c1">第一章　总则</h3>'
    "<p>第一条　为了保障居民温暖过冬，减少散煤燃烧，改善大气环境，根据有关法律、法规，"
    "结合本市实际，制定本方案。</p>"
    "<p>第二条　本市行政区域内城镇集中供热、农村清洁取暖和相关补贴，适用本方案。</p>"
    '<h3 id="c2">第二章　供热保障</h3>'
    "<p>第三条　供热单位应当在每年11月15日零时前达到供热条件，卧室、起居室温度不低于18℃。"
    "下列情形应当提前公告：</p>"
    "<p>（一）计划检修停热超过6小时；</p><p>（二）管网改造影响两个以上小区；</p>"
    "<table><tr><th>区县</th><th>改造管网</th><th>完成时限</th></tr>"
    "<tr><td>澄溪区</td><td>18.6公里</td><td>12月20日</td></tr>"
    "<tr><td>望津区</td><td>9.2公里</td><td>12月31日</td></tr></table>"
    '<h3 id="c3">第三章　附则</h3><p>第四条　本方案自2026年11月15日起施行，有效期3年。</p>'
)

DOCUMENT = DocumentPage(
    title="青云市人民政府关于印发青云市冬季清洁取暖实施方案的通知",
    breadcrumb=(Link("首页", "/"), Link("政务公开", "/zwgk/"), Link("市政府文件", "/zwgk/zfwj/")),
    organ="青云市人民政府文件",
    number="青政发〔2026〕21号",
    record=(
        ("索引号", "990100000/2026-00712"),
        ("主题分类", "城乡建设、环境保护"),
        ("发文机关", "青云市人民政府"),
        ("发文字号", "青政发〔2026〕21号"),
        ("成文日期", "2026年11月10日"),
        ("发布日期", "2026年11月12日"),
    ),
    validity="有效",
    in_force=True,
    published_at=NOW,
    source="青云市人民政府办公室",
    body=DOCUMENT_BODY,
    notice="",
    files=FILES,
    interpretations=READINGS,
    contents=(
        Link("第一章　总则", "#c1"),
        Link("第二章　供热保障", "#c2"),
        Link("第三章　附则", "#c3"),
    ),
    history=(
        Item(
            "青云市清洁取暖工作方案",
            "/a/h1.html",
            NOW - timedelta(days=900),
            kind="废止",
            number="青政办发〔2023〕40号",
            validity="已废止",
            in_force=False,
        ),
    ),
    updated_at=NOW,
    traces=(
        Trace(
            "被部分废止",
            "青云市人民政府关于修改部分文件的决定",
            "/a/h2.html",
            "青政发〔2026〕30号",
            "2026年12月1日起，第三条",
            "本文件第三条自2026年12月1日起被",
            "（青政发〔2026〕30号）废止。",
        ),
        Trace("通过", "2026年11月3日青云市人民政府第12次常务会议通过"),
    ),
    links=(Link("与历史版本对照", "/policies/compare/1.html"),),
)

DOCUMENT_EMPTY = DocumentPage(
    title="通知",
    breadcrumb=(),
    organ="",
    number="",
    record=(),
    validity="已废止",
    in_force=False,
    published_at=NOW,
    source="",
    body=mark_safe(""),
    notice="本文件已于2026年1月1日废止。",
    files=(),
    interpretations=(),
    contents=(),
    history=(),
    updated_at=NOW,
)
