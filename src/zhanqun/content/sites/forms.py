"""Forms of the site manager: they parse; services decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites.column_templates import TEMPLATES
from zhanqun.content.sites.models import (
    Column,
    ColumnForm,
    ColumnMode,
    ColumnType,
    SiteProfile,
    Theme,
)
from zhanqun.core.units.api import Unit, User
from zhanqun.ui.desk.fields import LinesOfLinks

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PersonField(forms.ModelChoiceField):
    """A person, shown with their unit."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person}（{person.unit}）" if person.unit else str(person)


class UnitField(forms.ModelChoiceField):
    """A unit, indented as in the tree."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * (unit.depth - 1)}{unit.name}"


class ColumnField(forms.ModelChoiceField):
    """A column, indented as in the tree."""

    def label_from_instance(self, column: Any) -> str:
        return f"{'　' * (column.depth - 3)}{column.title}"


class ProfileForm(forms.ModelForm):
    """The official facts of a site; its kind, language and place in the tree stay."""

    party_mark_url = forms.URLField(
        label=_("党政机关标识地址"), required=False, assume_scheme="https"
    )
    error_report_url = forms.URLField(
        label=_("找错入口地址"), required=False, assume_scheme="https"
    )
    upper_links = LinesOfLinks(
        label=_("上级网站"), required=False, help_text=_("每行一个：名称 网址")
    )
    footer_links = LinesOfLinks(
        label=_("页脚链接"), required=False, help_text=_("每行一个：名称 网址")
    )

    class Meta:
        model = SiteProfile
        fields = [
            "name",
            "name_en",
            "short_name",
            "id_code",
            "undertaking_unit",
            "address",
            "phone",
            "office_hours",
            "icp",
            "police_record",
            "party_mark_url",
            "error_report_url",
            "theme",
            "main_colour",
            "upper_links",
            "footer_links",
            "own_places",
        ]
        field_classes = {"undertaking_unit": UnitField}

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["undertaking_unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class NewSiteForm(forms.ModelForm):
    """A new subsite in one act: profile, columns from a template, first people."""

    template = forms.ChoiceField(
        label=_("栏目模板"), choices=[(key, label) for key, (label, _specs) in TEMPLATES.items()]
    )
    manager = PersonField(label=_("站点管理员"), queryset=User.objects.none())
    manager_deputy = PersonField(
        label=_("站点管理员B角"), queryset=User.objects.none(), required=False
    )
    editor = PersonField(label=_("编辑"), queryset=User.objects.none(), required=False)
    editor_deputy = PersonField(label=_("编辑B角"), queryset=User.objects.none(), required=False)

    class Meta:
        model = SiteProfile
        fields = [
            "kind",
            "name",
            "short_name",
            "domain",
            "id_code",
            "host_unit",
            "undertaking_unit",
            "parent",
            "theme",
            "language",
            "phone",
            "icp",
        ]
        field_classes = {"host_unit": UnitField, "undertaking_unit": UnitField}
        widgets = {
            "language": forms.Select(choices=[("zh-hans", "简体中文"), ("en", "English")]),
        }

    PROFILE = tuple(Meta.fields)

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        people: QuerySet[User],
        parents: QuerySet[SiteProfile],
        may_stand_alone: bool,
        **kwargs: Any,
    ) -> None:
        """may_stand_alone: whether the person may make a site without a parent."""
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "host_unit": units,
            "undertaking_unit": units,
            "parent": parents,
            "manager": people,
            "manager_deputy": people,
            "editor": people,
            "editor_deputy": people,
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.fields["parent"].required = not may_stand_alone
        self.fields["parent"].label = _("上级站点")
        self.fields["theme"].initial = Theme.QING

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for role in ("manager", "editor"):
            person, deputy = said.get(role), said.get(f"{role}_deputy")
            if deputy and person == deputy:
                self.add_error(f"{role}_deputy", _("B角不能是本人。"))
            if deputy and not person:
                self.add_error(role, _("先指定A角。"))
        return said


class ColumnFacts(forms.Form):
    """What may be changed of a column; its code and address stay."""

    title = forms.CharField(label=_("栏目名称"), max_length=60)
    column_type = forms.ChoiceField(
        label=_("栏目类别"), required=False, choices=[("", _("随上级栏目")), *ColumnType.choices]
    )
    mode = forms.ChoiceField(label=_("保障方式"), required=False, choices=ColumnMode.choices)
    cycle_days = forms.IntegerField(
        label=_("承诺更新周期（天）"),
        required=False,
        min_value=1,
        max_value=3660,
        help_text=_("留空则随上级栏目。"),
    )
    description = forms.CharField(label=_("栏目描述"), required=False, max_length=200)
    keywords = forms.CharField(label=_("栏目关键词"), required=False, max_length=200)


class NewColumnForm(ColumnFacts):
    code = forms.SlugField(
        label=_("栏目代码"), max_length=40, help_text=_("用在网址里，开设后不能再改。")
    )
    form = forms.ChoiceField(label=_("形式"), choices=ColumnForm.choices)
    parent = ColumnField(
        label=_("上级栏目"),
        queryset=Column.objects.none(),
        required=False,
        empty_label=_("首页（一级栏目）"),
    )
    lead_unit = UnitField(
        label=_("责任单位"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("随上级栏目"),
    )
    field_order = ["title", "code", "parent", "form", "column_type", "mode"]

    def __init__(
        self, *args: Any, columns: QuerySet[Column], units: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("parent", columns), ("lead_unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class DutyForm(forms.Form):
    lead_unit = UnitField(label=_("责任单位"), queryset=Unit.objects.none())
    officer = PersonField(label=_("责任人"), queryset=User.objects.none(), required=False)
    deputy = PersonField(label=_("B角"), queryset=User.objects.none(), required=False)
    since = forms.DateField(label=_("起始日期"), widget=DAY)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], people: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("lead_unit", units), ("officer", people), ("deputy", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("deputy") and said.get("deputy") == said.get("officer"):
            self.add_error("deputy", _("B角不能是本人。"))
        return said


class CloseForm(forms.Form):
    merge_into = ColumnField(
        label=_("归并到"),
        queryset=Column.objects.none(),
        required=False,
        empty_label=_("不归并，直接关闭"),
    )

    def __init__(self, *args: Any, columns: QuerySet[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["merge_into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = columns


class ElderHomeForm(forms.Form):
    """Telephone and news of the elder home; its entries are a formset beside."""

    phone = forms.CharField(label=_("电话号码"), max_length=40)
    phone_text = forms.CharField(
        label=_("电话上面的话"),
        max_length=40,
        required=False,
        help_text=_("例如：有事打电话，全天有人接听"),
    )
    phone_note = forms.CharField(
        label=_("电话旁边的话"),
        max_length=80,
        required=False,
        help_text=_("例如：不用按键选菜单，接通就是人工"),
    )
    news = ColumnField(
        label=_("消息栏目"),
        queryset=Column.objects.none(),
        required=False,
        empty_label=_("全站最新"),
    )

    def __init__(self, *args: Any, columns: QuerySet[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["news"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = columns.filter(form=ColumnForm.LIST)


class ElderEntryForm(forms.Form):
    """One thing to do, in plain words; an empty row is left out."""

    title = forms.CharField(label=_("名称"), max_length=8)
    note = forms.CharField(label=_("说明"), max_length=20, required=False)
    url = forms.RegexField(
        label=_("网址"),
        regex=r"\A(https?://\S+|/\S*)\Z",
        max_length=300,
        error_messages={"invalid": _("网址以“https://”开头，本站的以“/”开头。")},
    )


ElderEntries = forms.formset_factory(ElderEntryForm, extra=8, max_num=8, validate_max=True)
