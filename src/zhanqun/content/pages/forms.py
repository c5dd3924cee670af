"""Forms of the arrangement: each kind of block gives the fields of its own form."""

import copy
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhanqun.content.pages.arranging.fields import ColumnField, ColumnsWidget, PictureField
from zhanqun.content.pages.arranging.kinds import BlockKind, kinds
from zhanqun.content.pages.arranging.rules import Blocks
from zhanqun.content.sites.api import Theme
from zhanqun.ui.desk.fields import DAY

Choices = Sequence[tuple[Any, Any]]
NONE: tuple[Any, str] = ("", "—")


class BlockForm(forms.Form):
    """The parameters of one block; `kind` and `key` say which block it is."""

    use_required_attribute = False  # a browser cannot point into a part that is folded away

    def __init__(
        self, kind: str, key: str, columns: Choices, data: Any = None, value: Any = None
    ) -> None:
        self.kind, self.key = kind, key
        self.known: BlockKind = kinds()[kind]
        initial = self.known.filled(value or {})
        super().__init__(data, prefix=key, initial=initial)
        for name, child in self.known.parameters.child_blocks.items():
            self.fields[name] = _field(child, columns)
            if isinstance(child.field, PictureField):
                self.fields["upload"] = forms.FileField(
                    label=_("上传图片（横幅，建议宽1600像素以上）"), required=False
                )

    def clean(self) -> dict[str, Any]:
        """The block's own rules over all of its parameters."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        if not self.errors:
            block = self.known.parameters
            try:
                block.clean(block.to_python(said))
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return said

    def block(self) -> dict[str, Any]:
        return {"type": self.kind, "value": self.cleaned_data, "id": self.key}

    @property
    def summary(self) -> str:
        """What the outline says of a block: its title, else the columns it names."""
        title = self["title"].value() if "title" in self.fields else ""
        named = [
            str(label).strip("　")
            for name in ("column", "columns")
            if name in self.fields
            for label in self._labels(name)
        ]
        return str(title or "、".join(named))

    @property
    def width_words(self) -> str:
        if "width" not in self.fields:
            return "整行"
        return str(dict(self.fields["width"].choices).get(self["width"].value(), ""))  # type: ignore[attr-defined]

    def _labels(self, name: str) -> list[Any]:
        widget = self.fields[name].widget
        choices = widget.widgets[0].choices if name == "columns" else widget.choices
        labels = {str(key): label for key, label in choices if key}
        value = self[name].value()
        chosen = value if isinstance(value, list) else [value]
        return [labels[str(key)] for key in chosen if str(key) in labels]


def _field(child: Any, columns: Choices) -> forms.Field:
    field: forms.Field = copy.deepcopy(child.field)
    field.label = child.label
    if isinstance(field, ColumnField):
        field.choices = [NONE, *columns]
    if isinstance(field.widget, ColumnsWidget):
        field.widget.offer([NONE, *columns])
    if isinstance(field.widget, forms.Textarea):
        field.widget = forms.Textarea(attrs={"rows": 4})
    return field


class ArrangementForm:
    """All blocks in order (版面编排). Works without scripts: each button is a submit that names
    what to do, and nothing typed is lost."""

    def __init__(self, columns: Choices, blocks: Blocks, data: QueryDict | None = None) -> None:
        self.columns = columns
        if data is None:
            self.forms = [self._kept(block) for block in blocks if block["type"] in kinds()]
            return
        named = [entry.partition(":") for entry in data.getlist("block")]
        self.forms = [
            BlockForm(kind, key, columns, data) for key, _colon, kind in named if kind in kinds()
        ]

    def _kept(self, block: dict[str, Any]) -> BlockForm:
        return BlockForm(block["type"], block["id"], self.columns, value=block["value"])

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def blocks(self) -> Blocks:
        return [form.block() for form in self.forms]

    def act(self, said: str, kind: str, after: str) -> str:
        """Move, remove or add a block; returns the key of the block to look at."""
        verb, _colon, key = said.partition(":")
        place = next((n for n, form in enumerate(self.forms) if form.key == key), None)
        if verb == "add" and kind in kinds():
            return self._add(kind, after)
        if place is None:
            return ""
        form = self.forms.pop(place)
        if verb == "remove":
            return ""
        step = {"up": -1, "down": 1}.get(verb, 0)
        self.forms.insert(max(0, place + step), form)
        return key

    def _add(self, kind: str, after: str) -> str:
        places = [n for n, form in enumerate(self.forms, start=1) if form.key == after]
        place = 0 if after == "first" else (places[0] if places else len(self.forms))
        form = BlockForm(kind, str(uuid4()), self.columns)
        self.forms.insert(place, form)
        return form.key


class TopicForm(forms.Form):
    """Colours and lifetime of a topic (专题配色与期限)."""

    theme = forms.ChoiceField(
        label=_("配色"), required=False, choices=[("", _("随本站")), *Theme.choices]
    )
    opens_on = forms.DateField(
        label=_("开放日期"),
        required=False,
        widget=DAY,
        help_text=_("这一天起公众能看到；留空则发布后立即可见。"),
    )
    archives_on = forms.DateField(
        label=_("归档日期"),
        required=False,
        widget=DAY,
        help_text=_("这一天起标明“已归档”，并退出首页；页面仍可查阅。"),
    )
