"""Forms of filing and of the lists of the catalogue (编目、筛选、更新周期)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.items import items, items_to_file
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.affairs.disclosure.queries import NEVER_FILED, publishers_visible_to
from zhanqun.affairs.disclosure.services import Filing
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.affairs.disclosure.topics import SEPARATOR, topics
from zhanqun.content.library.api import ArticleKind
from zhanqun.ui.desk.fields import DAY

ANY = ("", _("全部"))
SUGGESTED = ("", _("按各篇的建议"))


class ListForm(forms.Form):
    """What a list is narrowed by (筛选)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "list_%s"} | kwargs)

    @property
    def asked(self) -> dict[str, Any]:
        """What is valid; the rest of a broken address narrows nothing."""
        self.is_valid()
        return self.cleaned_data


def topic_groups() -> list[Any]:
    """Classes with what is below them, as groups of choices."""
    return [
        (label, [(label, label), *((f"{label}{SEPARATOR}{name}", name) for name in names)])
        for label, names in topics().items()
    ]


def _legal_list() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in items().values()]


def _choose(form: forms.Form, name: str, choices: Sequence[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class FilingForm(forms.Form):
    """Where an article stands in the catalogue (编目)."""

    publisher = forms.ModelChoiceField(
        Publisher.objects.none(),
        to_field_name="uid",
        label=_("公开主体"),
        help_text=_("供稿单位不是公开主体，由上级公开主体公开。"),
    )
    items = forms.MultipleChoiceField(label=_("公开事项"), widget=forms.CheckboxSelectMultiple)
    topic = forms.ChoiceField(label=_("主题分类"))
    formed_on = forms.DateField(
        label=_("形成（变更）日期"),
        widget=DAY,
        help_text=_("公文填成文日期。从这一天起20个工作日内应当公开。"),
    )

    def __init__(self, *args: Any, above: Sequence[Publisher], level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "items", [(item.code, item.label) for item in items_to_file(level)])
        _choose(self, "topic", [("", _("请选择")), *topic_groups()])
        publisher = self.fields["publisher"]
        assert isinstance(publisher, forms.ModelChoiceField)
        publisher.queryset = Publisher.objects.filter(pk__in=[row.pk for row in above])
        if not above:
            del self.fields["publisher"]

    @property
    def filing(self) -> Filing:
        said = self.cleaned_data
        publisher = said.get("publisher")
        return Filing(tuple(said["items"]), said["topic"], said["formed_on"], publisher)


class BulkForm(forms.Form):
    """How what is ticked is filed (批量编目); empty: as suggested beside each."""

    item = forms.ChoiceField(label=_("公开事项"), required=False)
    topic = forms.ChoiceField(label=_("主题分类"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "item", [SUGGESTED, *_legal_list()])
        _choose(self, "topic", [SUGGESTED, *topic_groups()])


class UnfiledForm(ListForm):
    """Articles that are not filed (未编目)."""

    kind = forms.ChoiceField(label=_("类型"), required=False)
    unknown = forms.BooleanField(label=_("主题分类不在分类表中"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [row for row in ArticleKind.choices if row[0] not in NEVER_FILED]
        _choose(self, "kind", [ANY, *kinds])


class EntriesForm(ListForm):
    """Entries of the catalogue (目录条目)."""

    publisher = forms.ModelChoiceField(
        Publisher.objects.none(),
        to_field_name="uid",
        label=_("公开主体"),
        required=False,
        empty_label=_("全部"),
    )
    item = forms.ChoiceField(label=_("公开事项"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    due = forms.BooleanField(label=_("公开期限将到或已过"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "item", [ANY, *_legal_list()])
        _choose(self, "state", [ANY, *EntryState.choices])
        publisher = self.fields["publisher"]
        assert isinstance(publisher, forms.ModelChoiceField)
        publisher.queryset = publishers_visible_to(user)


class RemovalForm(forms.Form):
    """Why an article does not belong into the catalogue (移出目录)."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class CyclesForm(forms.Form):
    """How often each item is to be renewed, in months (更新周期)."""

    def __init__(self, *args: Any, months: dict[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items().values():
            self.fields[item.code] = forms.IntegerField(
                label=item.label,
                required=False,
                min_value=1,
                max_value=120,
                initial=months.get(item.code),
            )
