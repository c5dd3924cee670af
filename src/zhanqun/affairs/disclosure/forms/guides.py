"""The form of a guide (公开指南表单): it parses; the service decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.services.guides import FACTS, GuideFacts

KINDS_USUAL = _(
    "本机关公开的政府信息分为机构职能、法规和规范性文件、规划计划、统计信息、行政许可和管理服务事项、"
    "行政处罚和行政强制、财政预决算、行政事业性收费、政府采购、重大项目、民生政策、应急管理、监督检查、"
    "人员招考以及其他法定应主动公开的信息。"
)
ARRANGEMENT_USUAL = _(
    "政府信息按法定主动公开内容的事项和主题分类编入目录，每条信息有索引号、名称、内容概述、生成日期。"
)
WAYS_USUAL = _(
    "主动公开的政府信息在本网站“政府信息公开”专栏公布，也可以在国家档案馆、公共图书馆、政务服务场所查阅。\n"
    "没有主动公开的，可以当面、邮寄或者通过互联网向本机关申请公开，本机关收到申请后20个工作日内答复。"
)


def _text(label: Any, rows: int, longest: int, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=area, help_text=help_text)


class GuideForm(forms.Form):
    """What a guide must say. Source: 《政府信息公开条例》第十二条."""

    kinds = _text(_("信息分类"), 4, 2000, _("本机关公开哪些政府信息，怎样分类。"))
    arrangement = _text(_("编排体系"), 3, 2000, _("目录怎样编排，一条信息有哪些要素。"))
    ways = _text(_("获取方式"), 5, 4000, _("怎样查到主动公开的信息，怎样申请公开。一段一行。"))
    office = forms.CharField(
        label=_("公开工作机构"), max_length=60, help_text=_("机构名称，不写个人姓名。")
    )
    address = forms.CharField(label=_("办公地址"), max_length=100)
    hours = forms.CharField(
        label=_("办公时间"), max_length=100, help_text=_("例如：工作日 8:30—12:00，13:30—17:30。")
    )
    telephone = forms.CharField(label=_("联系电话"), max_length=60)
    fax = forms.CharField(label=_("传真号码（选填）"), max_length=60, required=False)
    online = forms.CharField(
        label=_("互联网联系方式"), max_length=200, help_text=_("网址或者单位邮箱。")
    )

    def facts(self) -> GuideFacts:
        return GuideFacts(**{name: self.cleaned_data[name] for name in FACTS})


def usual(publisher: Any) -> dict[str, Any]:
    """What a first guide begins with: the sentences of the Regulation, what the site knows."""
    site = publisher.site
    is_own = site.host_unit_id == publisher.unit_id
    return {
        "kinds": KINDS_USUAL,
        "arrangement": ARRANGEMENT_USUAL,
        "ways": WAYS_USUAL,
        "address": site.address if is_own else "",
        "telephone": site.phone if is_own else "",
        "hours": site.office_hours if is_own else "",
    }
