"""The form of a publisher (公开主体)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.items import Level
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.affairs.disclosure.services import PublisherFacts
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit


class UnitChoice(forms.ModelChoiceField):
    """Units that exist, short names indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * (obj.depth - 1) + str(obj)


class PublisherForm(forms.Form):
    """A publisher (公开主体). Unit and code are set once, with a new one."""

    unit = UnitChoice(Unit.objects.none(), label=_("单位"), empty_label=_("请选择"))
    code = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("网页地址里用，设立后不变；用拼音或英文小写，例如jtj。"),
    )
    site = forms.ModelChoiceField(
        SiteProfile.objects.none(),
        label=_("网站"),
        empty_label=_("请选择"),
        help_text=_("公开专栏所在的网站；没有自己网站的，选门户网站。"),
    )
    organ_code = forms.CharField(
        label=_("机构代码"),
        max_length=18,
        help_text=_(
            "索引号的前半段：9位组织机构代码（去掉连字符）或18位统一社会信用代码。"
            "改了以后，已编的索引号不变。"
        ),
    )
    level = forms.ChoiceField(
        label=_("层级"),
        choices=[("", _("请选择")), *Level.choices],
        help_text=_("决定对照哪一份法定主动公开清单。"),
    )
    takes_requests = forms.BooleanField(label=_("受理依申请公开"), required=False, initial=True)
    position = forms.IntegerField(
        label=_("顺序"), min_value=0, max_value=9999, initial=0, help_text=_("小的在前。")
    )

    def __init__(self, *args: Any, user: Any, row: Publisher | None = None, **kwargs: Any) -> None:
        names = PublisherFacts.__dataclass_fields__
        start = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(*args, **{**kwargs, "initial": start})
        covered = units.units_covered(user, policies.OFFICE)
        unit, site = self.fields["unit"], self.fields["site"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(site, forms.ModelChoiceField)
        taken = Publisher.objects.values("unit_id")
        open_units = Unit.objects.filter(pk__in=covered, closed_on=None)
        unit.queryset = open_units.exclude(pk__in=taken).order_by("path")
        site.queryset = SiteProfile.objects.filter(host_unit__in=covered).order_by("site_id")
        if row is not None:
            del self.fields["unit"], self.fields["code"]

    def clean_organ_code(self) -> str:
        return str(self.cleaned_data["organ_code"]).upper().replace("-", "")

    def facts(self) -> PublisherFacts:
        return PublisherFacts(
            **{name: self.cleaned_data[name] for name in PublisherFacts.__dataclass_fields__}
        )

    def said(self) -> dict[str, Any]:
        """What a new one needs."""
        said = self.cleaned_data
        return {"unit": said["unit"], "code": said["code"], "facts": self.facts()}
