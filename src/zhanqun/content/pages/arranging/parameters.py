"""The parameters of each kind of block (版块种类及其参数), as Wagtail blocks.

A block stores its kind and these; never what it shows.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from zhanqun.content.pages.arranging.fields import (
    ColumnBlock,
    ColumnsBlock,
    FactsBlock,
    LinkGroupsBlock,
    LinksBlock,
    PictureBlock,
    SourcesBlock,
    TagsBlock,
)

TITLE_LENGTH, TEXT_LENGTH, ROWS_MAX = 20, 2000, 10
WIDTHS = [
    ("full", _("整行")),
    ("8", _("宽（三分之二）")),
    ("7", _("稍宽（十二分之七）")),
    ("6", _("一半")),
    ("5", _("稍窄（十二分之五）")),
    ("4", _("窄（三分之一）")),
    ("below", _("接在上一版块下方")),
]
LINKS_HELP = _("每行一个：名称 网址")
# As in lines of links: a page of ours or of the web, never a script ("javascript:").
ADDRESS = RegexValidator(r"\A(?:https?://|/)\S*\Z", _("网址要以 https:// 或 / 开头，不带空格。"))


def _width(default: str = "full") -> Any:
    return blocks.ChoiceBlock(choices=WIDTHS, default=default, label=_("宽度"))


COLUMN_NAME = _("留空则用栏目名。")


def _title(help_text: Any = COLUMN_NAME) -> Any:
    return blocks.CharBlock(
        required=False, max_length=TITLE_LENGTH, label=_("标题"), help_text=help_text
    )


def _rows(default: int = 6) -> Any:
    return blocks.IntegerBlock(
        min_value=1, max_value=ROWS_MAX, default=default, label=_("显示条数")
    )


class HeadlineBlock(blocks.StructBlock):
    """头条: the newest of a column, with up to four texts that belong to it."""

    column = ColumnBlock(label=_("栏目"))

    class Meta:
        label = _("头条")
        help_text = _("取栏目最新一篇，整行居中。想让某篇做头条，在栏目里把它置顶。")


class PictureNewsBlock(blocks.StructBlock):
    """图片新闻: the newest of a column that has a cover."""

    column = ColumnBlock(label=_("栏目"))
    width = _width("7")

    class Meta:
        label = _("图片新闻")
        help_text = _("取栏目里最新一篇有封面图片的稿件。")


class TabsBlock(blocks.StructBlock):
    """要闻选项卡: several columns in one place."""

    columns = ColumnsBlock(count=6, label=_("栏目（最多6个，按顺序）"))
    rows = _rows(9)
    width = _width("5")

    class Meta:
        label = _("要闻选项卡")
        help_text = _("几个栏目共用一块地方，读者点选。")


class PolicyBlock(blocks.StructBlock):
    """政策与解读: documents beside what explains them."""

    title = _title(_("留空则为“政策与解读”。"))
    columns = ColumnsBlock(count=4, label=_("政策文件栏目（最多4个）"))
    rows = _rows(4)
    width = _width("8")

    class Meta:
        label = _("政策与解读")
        help_text = _("左边文件，右边对应的解读，自动配对。")


class DisclosureBlock(blocks.StructBlock):
    """信息公开: the columns below a group as entries."""

    title = _title()
    column = ColumnBlock(label=_("栏目组"))
    apply_url = blocks.CharBlock(
        required=False,
        max_length=300,
        validators=[ADDRESS],
        label=_("依申请公开入口网址"),
        help_text=_("填写后入口排在最前，并写明20个工作日内答复。"),
    )
    width = _width("4")

    class Meta:
        label = _("信息公开")
        help_text = _("列出栏目组下的各栏目。门户网站必须有。")


class LeadersBlock(blocks.StructBlock):
    column = ColumnBlock(label=_("栏目"))
    width = _width("below")

    class Meta:
        label = _("领导之窗")


class OrgansBlock(blocks.StructBlock):
    column = ColumnBlock(label=_("栏目"))
    width = _width("below")

    class Meta:
        label = _("机构职能")


class ServicesBlock(blocks.StructBlock):
    """公共服务: what is offered, by audience."""

    title = _title(_("留空则为“政务服务”。"))
    columns = ColumnsBlock(count=8, label=_("服务栏目（最多8个，按顺序）"))

    class Meta:
        label = _("公共服务")
        help_text = _("按服务对象列出各栏目的最新内容，整行浅色底。门户网站必须有。")


class ParticipationBlock(blocks.StructBlock):
    """公众参与: ways to take part; live figures where a room gives them."""

    title = _title(_("留空则为“互动交流”。"))
    column = ColumnBlock(required=False, label=_("栏目"))
    links = LinksBlock(required=False, label=_("入口"), help_text=LINKS_HELP)
    rows = _rows(5)
    width = _width("4")

    class Meta:
        label = _("公众参与")
        help_text = _("写信、查询等入口和栏目最新内容；来信统计自动提供。门户网站必须有。")


class ListBlock(blocks.StructBlock):
    title = _title()
    column = ColumnBlock(label=_("栏目"))
    rows = _rows()
    width = _width("4")

    class Meta:
        label = _("列表")
        help_text = _("一个栏目的最新内容。")


class GatheredBlock(blocks.StructBlock):
    """汇聚列表: from columns of any site, or by tag."""

    title = blocks.CharBlock(max_length=TITLE_LENGTH, label=_("标题"))
    sources = SourcesBlock(
        required=False, label=_("栏目网址"), help_text=_("每行一个，可以是本平台任何站点的栏目。")
    )
    tags = TagsBlock(
        required=False,
        label=_("关键词"),
        max_length=200,
        help_text=_("用逗号隔开；各站点已发布、带有其中任一关键词的稿件都会列出。"),
    )
    rows = _rows()
    width = _width("6")

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not (said["sources"] or said["tags"]):
            raise ValidationError(_("栏目和关键词至少填一样。"))
        return said

    class Meta:
        label = _("汇聚列表")
        help_text = _("从几个站点的栏目，或按关键词，自动汇集最新内容。栏目和关键词至少填一样。")


class TopicsBlock(blocks.StructBlock):
    title = _title()
    column = ColumnBlock(label=_("专题所在的栏目组"))

    class Meta:
        label = _("专题专栏")
        help_text = _("显示前四个专题；已归档的自动退出。")


class LookupsBlock(blocks.StructBlock):
    title = _title(_("留空则为“便民查询”。"))
    links = LinksBlock(label=_("查询"), help_text=LINKS_HELP)
    width = _width("6")

    class Meta:
        label = _("便民查询")


class AlertsBlock(blocks.StructBlock):
    """预警: the warnings in force, where a room gives them."""

    title = _title(_("留空则为“预警信息”。"))
    width = _width()

    class Meta:
        label = _("预警信息")
        help_text = _("列出本站生效中的预警；没有预警时不占地方。每页顶部的预警条不受此影响。")


class SubsitesBlock(blocks.StructBlock):
    title = _title(_("留空则为“部门区县”。"))

    class Meta:
        label = _("下级站点")


class LinkGroupsStructBlock(blocks.StructBlock):
    groups = LinkGroupsBlock(label=_("链接"), help_text=_("组名单独一行，下面每行一个：名称 网址"))

    class Meta:
        label = _("相关网站")
        help_text = _("可展开的链接组，一般放在最后。")


class PlainTextBlock(blocks.StructBlock):
    title = _title(_("可以留空。"))
    text = blocks.TextBlock(
        max_length=TEXT_LENGTH, label=_("文字"), help_text=_("空一行分段。不能放图片和脚本。")
    )
    width = _width()

    class Meta:
        label = _("文字")


class FactsTableBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=TITLE_LENGTH, label=_("标题"))
    facts = FactsBlock(label=_("内容"), help_text=_("每行一项，如 面积：86.3平方公里"))
    width = _width("5")

    class Meta:
        label = _("概况一览")
        help_text = _("项目和内容对照，适合区划、面积、人口等概况。")


class AboutBlock(blocks.StructBlock):
    width = _width()

    class Meta:
        label = _("机构信息")
        help_text = _("办公地址、时间和电话，取自站点档案。")


class BannerBlock(blocks.StructBlock):
    """题图: the head of a topic; words are text, never in the picture."""

    title = blocks.CharBlock(required=False, max_length=40, label=_("大字"))
    text = blocks.CharBlock(required=False, max_length=120, label=_("小字"))
    url = blocks.CharBlock(
        required=False, max_length=300, validators=[ADDRESS], label=_("点击去往的网址")
    )
    picture = PictureBlock(required=False, label=_("图片"))
    alt = blocks.CharBlock(
        required=False, max_length=120, label=_("图片说明"), help_text=_("给看不见图片的人。")
    )

    class Meta:
        label = _("题图")
        help_text = _("专题页放在最前即为页头。文字另写，不做在图片里。")
