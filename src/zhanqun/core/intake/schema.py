"""What a form asks and what a payload must be (表单与来件格式): one description for both.

A schema is plain data. `clean` reads what was typed, whatever it holds, into a payload that is good
to store, and says in the sender's language what is wrong with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from zhanqun.core.intake import characters

Values = Mapping[str, str]
Errors = dict[str, str]
AREA_CHARS_MAX = 20_000
_TELEPHONE = re.compile(r"\+?\d[\d ()-]{4,24}(?:(?:转|ext\.?|x)\s?\d{1,6})?")
_DIGITS = re.compile(r"\D")


class FieldKind(StrEnum):
    TEXT = "text"
    AREA = "area"
    NAME = "name"
    TELEPHONE = "tel"
    EMAIL = "email"
    ADDRESS = "url"
    CHOICE = "choice"  # one of few, as radio buttons
    SELECT = "select"  # one of many
    DAY = "date"
    # Came with the form's address; shown in words, and chosen only where it is none of the choices.
    GIVEN = "given"


# Those whose value is one of the field's choices.
CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.SELECT, FieldKind.GIVEN})


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any
    note: Any = ""


@dataclass(frozen=True)
class Field:
    """One question. personal: whether it names or reaches a person, so that it is seen by role.

    label, hint: lazy texts. longest: in characters. check: text -> what is wrong with it, or "".
    asks: what to do where a required one is empty, such as “写一个标题”. warns: text -> what one
    may wish to take out, told on the check page; it may be sent all the same.
    """

    name: str
    label: Any
    kind: FieldKind = FieldKind.TEXT
    hint: Any = ""
    required: bool = True
    longest: int = 200
    choices: tuple[Choice, ...] = ()
    personal: bool = False
    autocomplete: str = ""
    # Filled in with the page of the same site from which the form was opened.
    from_page: bool = False
    asks: Any = ""
    check: Callable[[str], Any] | None = None
    warns: Callable[[str], Iterator[str]] | None = None


@dataclass(frozen=True)
class Part:
    """A section of the form, with a heading."""

    title: Any
    fields: tuple[Field, ...]
    # How many files may come with it, and which; the input stands at the end of the part.
    files_most: int = 0
    files_hint: Any = ""


@dataclass(frozen=True)
class Schema:
    """The form of a kind (表单). version: raised whenever an older payload would no longer fit.

    check: payload -> errors by field, for what concerns several fields.
    """

    version: int
    parts: tuple[Part, ...]
    check: Callable[[dict[str, str]], Errors] | None = None
    _by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = {one.name: one for part in self.parts for one in part.fields}
        object.__setattr__(self, "_by_name", named)

    def fields(self) -> Iterator[Field]:
        return iter(self._by_name.values())

    @property
    def files_most(self) -> int:
        return sum(part.files_most for part in self.parts)

    def with_fields(self, changed: Callable[[Field], Field | None]) -> "Schema":
        """The same form with fields that say or ask something else; None drops one."""
        parts = (
            replace(part, fields=tuple(new for one in part.fields if (new := changed(one))))
            for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    def of_kind(self, *kinds: FieldKind) -> list[Field]:
        return [one for one in self.fields() if one.kind in kinds]

    def clean(self, typed: Values) -> tuple[dict[str, str], Errors]:
        """The payload, with every field, and what is wrong by field; unknown names are left out."""
        payload = {one.name: characters.storable(typed.get(one.name, "")) for one in self.fields()}
        errors = {
            name: said for name, one in self._by_name.items() if (said := fault(one, payload[name]))
        }
        if not errors and self.check is not None:
            errors = self.check(payload)
        return payload, errors


def fault(asked: Field, text: str) -> str:
    """What is wrong with an answer, said so that one knows what to do; "" where nothing is."""
    if not text:
        return str(asked.asks or _empty(asked)) if asked.required else ""
    length = characters.length(text)
    if length > asked.longest:
        return _("{label}最多{most}字，现在有{length}字").format(
            label=asked.label, most=asked.longest, length=length
        )
    said = _CHECKS[asked.kind](asked, text) if asked.kind in _CHECKS else ""
    return said or (str(asked.check(text)) if asked.check else "")


def _empty(asked: Field) -> str:
    if asked.kind in CHOSEN:
        return _("选择{label}").format(label=asked.label)
    return _("填写{label}").format(label=asked.label)


def _choice(asked: Field, text: str) -> str:
    is_one = any(text == choice.value for choice in asked.choices)
    return "" if is_one else str(asked.asks or _empty(asked))


def _telephone(asked: Field, text: str) -> str:
    plain = characters.narrow(text)
    digits = _DIGITS.sub("", plain)
    if plain.startswith("1") and plain.isdigit() and len(digits) != 11:
        return _("手机号码应为11位数字，现在是{count}位").format(count=len(digits))
    if not _TELEPHONE.fullmatch(plain):
        return _("{label}写成数字，例如13900000000或0099-6012345").format(label=asked.label)
    return ""


def _email(asked: Field, text: str) -> str:
    try:
        EmailValidator()(characters.narrow(text))
    except ValidationError:
        return _("{label}的写法不对，例如name@example.cn").format(label=asked.label)
    return ""


def _address(asked: Field, text: str) -> str:
    try:
        URLValidator(schemes=("http", "https"))(text)
    except ValidationError:
        return _("{label}从浏览器的地址栏复制，以http://或https://开头").format(label=asked.label)
    return ""


def _day(asked: Field, text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return _("{label}写成“2026-06-16”的样子").format(label=asked.label)
    return ""


_CHECKS: dict[FieldKind, Callable[[Field, str], str]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.SELECT: _choice,
    FieldKind.GIVEN: _choice,
    FieldKind.TELEPHONE: _telephone,
    FieldKind.EMAIL: _email,
    FieldKind.ADDRESS: _address,
    FieldKind.DAY: _day,
}
