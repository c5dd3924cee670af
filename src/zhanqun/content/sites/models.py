import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from zhanqun.foundation import ids
from zhanqun.foundation.errors import DomainError
from zhanqun.ui import themes


class PublishesThroughGateOnly(DomainError):
    """Wagtail's own publishing is closed: structure goes through `sites`, texts by the gate."""

    code = "sites.gate_only"
    message = _("页面不能在这里发布，请通过栏目管理或稿件发布办理。")
    status = 403


class StructurePage(Page):
    """A page of the tree: homes and columns. It holds structure, never articles' texts."""

    class Meta:
        abstract = True

    def publish(self, *args: object, **kwargs: object) -> None:
        raise PublishesThroughGateOnly

    def unpublish(self, *args: object, **kwargs: object) -> None:
        raise PublishesThroughGateOnly


class HomePage(StructurePage):
    """The home of a site (首页); what it shows is arranged in `pages`."""

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("首页")


class Theme(models.TextChoices):
    QING = "qing", _("青")
    ZHU = "zhu", _("朱")
    SONG = "song", _("松")
    ZHE = "zhe", _("赭")


class SiteKind(models.TextChoices):
    PORTAL = "portal", _("门户网站")
    DEPARTMENT = "department", _("部门网站")
    DISTRICT = "district", _("区县网站")
    TOWNSHIP = "township", _("乡镇子站")
    FOREIGN = "foreign", _("外文版")


id_code_form = RegexValidator(
    re.compile(r"(\d{10}|bm\d{8})\Z"), _("网站标识码为10位数字，或bm加8位数字。")
)


def check_readable(main: str) -> None:
    """A main colour in and on which everything can be read (对比度). Raises ValidationError."""
    if not themes.COLOUR.match(main):
        raise ValidationError(_("颜色写成“#”加六位十六进制数，例如#0f4c75。"))
    weak = themes.too_weak(themes.theme_of(main))
    if weak:
        pair, ratio = weak[0]
        raise ValidationError(
            _(
                "这个颜色太浅：%(where)s的对比度只有%(ratio)s，至少要%(least)s。"
                "最接近的可用颜色是%(nearest)s。"
            ),
            params={
                "where": pair.where,
                "ratio": f"{ratio:.1f}",
                "least": f"{pair.least:g}",
                "nearest": themes.nearest_readable(main),
            },
        )


class SiteProfile(models.Model):
    """What is official about a site (站点档案).

    Source: 《政府网站发展指引》（国办发〔2017〕47号）, footer marks and page tags.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    site = models.OneToOneField("wagtailcore.Site", models.PROTECT, related_name="profile")
    kind = models.CharField(_("类别"), max_length=12, choices=SiteKind)
    name = models.CharField(_("网站名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    short_name = models.CharField(_("简称"), max_length=60)
    domain = models.CharField(_("域名"), max_length=120, unique=True)
    port = models.PositiveIntegerField(_("端口"), null=True, blank=True)
    id_code = models.CharField(_("网站标识码"), max_length=10, validators=[id_code_form])
    host_unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("主办单位")
    )
    undertaking_unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("承办单位")
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("网站维护电话"), max_length=60, blank=True)
    office_hours = models.CharField(_("值守时间"), max_length=60, blank=True)
    icp = models.CharField(_("ICP备案编号"), max_length=60, blank=True)
    police_record = models.CharField(_("公安备案号"), max_length=60, blank=True)
    party_mark_url = models.URLField(_("党政机关标识地址"), blank=True)
    error_report_url = models.URLField(_("找错入口地址"), blank=True)
    upper_links = models.JSONField(_("上级网站"), default=list, blank=True)
    footer_links = models.JSONField(_("页脚链接"), default=list, blank=True)
    own_places = models.TextField(
        _("本地乡镇、街道"),
        blank=True,
        db_default="",
        help_text=_("用顿号、空格或换行隔开。填写后，稿件提到名单以外的乡镇、街道会提醒审核人。"),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsites"
    )
    theme = models.CharField(_("主题"), max_length=8, choices=Theme, default=Theme.QING)
    main_colour = models.CharField(
        _("自定主色"),
        max_length=7,
        blank=True,
        db_default="",
        validators=[check_readable],
        help_text=_("留空用主题的颜色。例如#0f4c75；太浅的颜色看不清，保存时会提示可用的颜色。"),
    )
    language = models.CharField(_("语言"), max_length=8, default="zh-hans")
    site_id: int
    host_unit_id: int
    parent_id: int | None

    class Meta:
        verbose_name = _("站点档案")

    def __str__(self) -> str:
        return self.name

    @property
    def base_url(self) -> str:
        """Scheme, domain and port, without a slash at the end."""
        if self.port in (None, 443):
            return f"https://{self.domain}"
        return f"http://{self.domain}" + ("" if self.port == 80 else f":{self.port}")

    @property
    def own_place_names(self) -> list[str]:
        return [name for name in re.split(r"[\s、，,；;]+", self.own_places) if name]


class ColumnForm(models.TextChoices):
    LIST = "list", _("列表栏目")
    PLAIN = "plain", _("单页栏目")
    TOPIC = "topic", _("专题")
    GROUP = "group", _("栏目组")


class ColumnMode(models.TextChoices):
    INHERIT = "", _("随上级栏目")
    UNDERTAKEN = "undertaken", _("承建")
    SHARED = "shared", _("共建")


class ColumnState(models.TextChoices):
    OPEN = "open", _("开设")
    CLOSED = "closed", _("关闭")
    MERGED = "merged", _("归并")


class ColumnType(models.TextChoices):
    """栏目类别, the values of the page tag ColumnType."""

    OVERVIEW = "overview", _("概况信息")
    ORGANS = "organs", _("机构职能")
    LEADERS = "leaders", _("负责人信息")
    DOCUMENTS = "documents", _("政策文件")
    INTERPRETATION = "interpretation", _("政策解读")
    NEWS = "news", _("政务动态")
    DISCLOSURE = "disclosure", _("信息公开")
    DATA = "data", _("数据发布")
    SERVICE = "service", _("办事服务")
    INTERACTION = "interaction", _("互动交流")
    TOPIC = "topic", _("专题专栏")


class Column(StructurePage):
    """A column (栏目), a topic (专题) or a page of one article (单页栏目).

    Lead unit, officer, mode and cycle left empty are those of the column above.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    code = models.SlugField(_("栏目代码"), max_length=40)
    form = models.CharField(_("形式"), max_length=8, choices=ColumnForm, default=ColumnForm.LIST)
    column_type = models.CharField(_("栏目类别"), max_length=16, choices=ColumnType, blank=True)
    description = models.CharField(_("栏目描述"), max_length=200, blank=True)
    keywords = models.CharField(_("栏目关键词"), max_length=200, blank=True)
    mode = models.CharField(_("保障方式"), max_length=12, choices=ColumnMode, blank=True)
    cycle_days = models.PositiveIntegerField(_("承诺更新周期（天）"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=ColumnState, default=ColumnState.OPEN)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    next_number = models.PositiveIntegerField(default=1)

    parent_page_types = ["zq_sites.HomePage", "zq_sites.Column"]

    class Meta:
        verbose_name = _("栏目")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ColumnState.MERGED) | Q(merged_into__isnull=False),
                name="column_merged_says_where",
            )
        ]

    @property
    def address(self) -> str:
        """Path of the landing page within its site; the code path, without the home's slug."""
        return "/" + self.url_path.strip("/").split("/", 1)[1] + "/"


class ColumnDuty(models.Model):
    """Who answers for a column, since and until when (栏目责任).

    Kept as history, so that last year's miss is charged to last year's officer.
    """

    column = models.ForeignKey(Column, models.CASCADE, related_name="duties")
    lead_unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("责任单位")
    )
    officer = models.ForeignKey(
        "zq_units.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        "zq_units.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    lead_unit_id: int

    class Meta:
        verbose_name = _("栏目责任")
        constraints = [
            models.UniqueConstraint(
                fields=["column"], condition=Q(until=None), name="column_one_duty_at_a_time"
            )
        ]


class ElderHome(models.Model):
    """The home of elder mode (长者首页). entries: [title, note, address], at most eight."""

    profile = models.OneToOneField(SiteProfile, models.CASCADE, related_name="elder_home")
    phone = models.CharField(_("电话号码"), max_length=40, default="12345")
    phone_text = models.CharField(_("电话上面的话"), max_length=40, blank=True)
    phone_note = models.CharField(_("电话旁边的话"), max_length=80, blank=True)
    entries = models.JSONField(_("常办的事"), default=list, blank=True)
    news = models.ForeignKey(
        Column, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("消息栏目")
    )

    class Meta:
        verbose_name = _("长者首页")


class Redirect(models.Model):
    """An old address and where it leads (地址跳转), within one site."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    target = models.CharField(max_length=600)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="redirect_once_per_path")
        ]
