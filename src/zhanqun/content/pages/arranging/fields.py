"""What the parameters of blocks are edited with (版块参数)."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.ui.desk.fields import GroupsOfLinks, LinesOfFacts, LinesOfLinks

SOURCES_MAX = 12


class ColumnField(forms.TypedChoiceField):
    """One column; the form that shows it fills in the choices."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return str(value).isdigit() if not self.choices else super().valid_value(value)


class ColumnsField(forms.Field):
    """Several columns in order: as many choices as there may be, the empty ones left out."""

    def __init__(self, *, count: int, **kwargs: Any) -> None:
        self.count = count
        super().__init__(widget=ColumnsWidget(count), **kwargs)

    def clean(self, value: Any) -> list[int]:
        chosen = [int(one) for one in value or [] if str(one).isdigit()]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("同一栏目选了两次，请去掉一个。"))
        if self.required and not chosen:
            raise ValidationError(_("请至少选一个栏目。"))
        known = self.widget.known()
        if known and not set(chosen) <= known:
            raise ValidationError(_("只能选本站的栏目。"))
        return chosen


class ColumnsWidget(forms.MultiWidget):
    """Choices one below the other, each with a name of its own for screen readers."""

    use_fieldset = True

    def __init__(self, count: int) -> None:
        selects = [forms.Select(attrs={"aria-label": f"第{n}个栏目"}) for n in range(1, count + 1)]
        super().__init__(selects)

    def offer(self, choices: list[Any]) -> None:
        for select in self.widgets:
            select.choices = choices  # type: ignore[attr-defined]

    def known(self) -> set[int]:
        return {key for key, _label in self.widgets[0].choices if key}  # type: ignore[attr-defined]

    def decompress(self, value: Any) -> list[Any]:
        return value or []


class SourcesField(forms.CharField):
    """Columns of any site, by their addresses, one a line. As data: their ids."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(sites.column_addresses(value))
        return value

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        if isinstance(value, list):
            return [int(one) for one in value]
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        if len(lines) > SOURCES_MAX:
            raise ValidationError(_("最多{n}个栏目。").format(n=SOURCES_MAX))
        return list(dict.fromkeys(_column_at(line) for line in lines))

    def validate(self, value: Any) -> None:
        """Each address was looked up when it was read."""


def _column_at(address: str) -> int:
    parts = urlsplit(address if "//" in address else f"//{address}")
    column = sites.column_at_address(parts.hostname or "", parts.path)
    if column is None:
        text = _("没有找到“{address}”这个栏目，请从栏目页复制完整网址。")
        raise ValidationError(text.format(address=address))
    return int(column.pk)


class TagsField(forms.CharField):
    """Tags, apart by commas or spaces. As data: a list."""

    def prepare_value(self, value: Any) -> Any:
        return "，".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        if isinstance(value, list):
            return value
        return library.tags_in(value or "")

    def validate(self, value: Any) -> None:
        """Any word may be a tag."""


class PictureField(forms.CharField):
    """The number of a picture that was uploaded; the form of the desk offers the upload."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> str:
        if not value:
            return ""
        try:
            return str(UUID(str(value)))
        except ValueError:
            raise ValidationError(_("图片编号不对，请重新上传。")) from None


def _block_of(field_class: type[forms.Field], default: Any = list) -> type[blocks.FieldBlock]:
    """The Wagtail block whose parameter this field edits."""

    class Made(blocks.FieldBlock):
        def __init__(
            self, required: bool = True, help_text: Any = "", label: Any = None, **kwargs: Any
        ) -> None:
            own = {name: kwargs.pop(name) for name in ("count", "max_length") if name in kwargs}
            kwargs.setdefault("default", default)
            self.field = field_class(required=required, help_text=help_text, label=label, **own)
            super().__init__(label=label, **kwargs)

    Made.__name__ = field_class.__name__.removesuffix("Field") + "Block"
    return Made


ColumnBlock = _block_of(ColumnField, None)
ColumnsBlock = _block_of(ColumnsField)
SourcesBlock = _block_of(SourcesField)
TagsBlock = _block_of(TagsField)
LinksBlock = _block_of(LinesOfLinks)
LinkGroupsBlock = _block_of(GroupsOfLinks)
FactsBlock = _block_of(LinesOfFacts)
PictureBlock = _block_of(PictureField, "")
