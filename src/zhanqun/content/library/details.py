"""What leaders and organs consist of besides words (结构化内容): facts of a kind, as data.

An article of such a kind keeps them in `Article.details`: a JSON object, name of a fact -> its
value. One declaration serves the form, the checks, comparing, searching and the pages.
Source: 《政府网站发展指引》(国办发〔2017〕47号), 机构职能 and 负责人信息.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.states import ArticleKind

# A person may type a table as lines: cells parted by a bar, or by tabs as a sheet gives them.
CELL = "｜"
_CELLS = re.compile(r"\s*[｜|\t]\s*")
_WORDS = re.compile(r"[、；;\n]+")
ROWS_MOST, TEXT_LENGTH = 100, 2000

Row = tuple[str, ...]


class Shape(Enum):
    """How a fact is kept: a number, a text, several short texts, a table."""

    NUMBER = "number"
    TEXT = "text"
    WORDS = "words"
    TABLE = "table"


class Fact(NamedTuple):
    """One fact of a kind. columns: those of a table; the first must be filled."""

    name: str
    label: Any
    shape: Shape
    columns: tuple[Any, ...] = ()
    hint: Any = ""


def _fact(shape: Shape, label: Any, *, columns: tuple[Any, ...] = (), hint: Any = "") -> Any:
    facts = {"shape": shape, "label": label, "columns": columns, "hint": hint}
    first = {Shape.NUMBER: None, Shape.TEXT: ""}.get(shape, ())
    return field(default=first, metadata=facts)


_ORDER_HINT = gettext_lazy("在栏目里从小到大排列；不填的排在最后")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """负责人: the name is the title, the portrait the cover, the body an introduction."""

    offices: Row = _fact(Shape.WORDS, gettext_lazy("职务"), hint=gettext_lazy("多个用顿号隔开"))
    order: int | None = _fact(Shape.NUMBER, gettext_lazy("排序"), hint=_ORDER_HINT)
    duties: str = _fact(
        Shape.TEXT, gettext_lazy("工作分工"), hint=gettext_lazy("如：领导市政府全面工作，分管审计")
    )
    career: tuple[Row, ...] = _fact(
        Shape.TABLE,
        gettext_lazy("履历"),
        columns=(gettext_lazy("起止"), gettext_lazy("经历")),
        hint=gettext_lazy("一行一段，起止与经历用“｜”隔开，如：2021.12—2026.01｜青云市副市长"),
    )
    contact: str = _fact(
        Shape.TEXT,
        gettext_lazy("联系方式"),
        hint=gettext_lazy("如：接待日、秘书联系电话（办公电话，不写手机）"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """机构: the official name is the title, the functions are the body."""

    head: str = _fact(Shape.TEXT, gettext_lazy("负责人"))
    address: str = _fact(Shape.TEXT, gettext_lazy("办公地址"))
    hours: str = _fact(
        Shape.TEXT, gettext_lazy("办公时间"), hint=gettext_lazy("如：工作日 8:30—17:30")
    )
    telephone: str = _fact(
        Shape.TEXT, gettext_lazy("联系电话"), hint=gettext_lazy("办公电话，不写手机")
    )
    order: int | None = _fact(Shape.NUMBER, gettext_lazy("排序"), hint=_ORDER_HINT)
    offices: tuple[Row, ...] = _fact(
        Shape.TABLE,
        gettext_lazy("内设机构"),
        columns=(gettext_lazy("名称"), gettext_lazy("职责"), gettext_lazy("电话")),
        hint=gettext_lazy(
            "一行一个，名称、职责、电话用“｜”隔开，如：政务公开科｜公开与网站监管｜0099-6010066"
        ),
    )


KINDS: Mapping[str, type[Leader] | type[Organ]] = {
    ArticleKind.LEADER: Leader,
    ArticleKind.ORGAN: Organ,
}


def facts_of(kind: str) -> tuple[Fact, ...]:
    """The facts that articles of a kind have, in the order of the form; most kinds have none."""
    of_kind = KINDS.get(kind)
    if of_kind is None:
        return ()
    return tuple(Fact(name=row.name, **row.metadata) for row in fields(of_kind))


def leader_of(article: Any) -> Leader:
    """The facts of an article of kind LEADER (负责人)."""
    return Leader(**_kept(article))


def organ_of(article: Any) -> Organ:
    """The facts of an article of kind ORGAN (机构)."""
    return Organ(**_kept(article))


def cleaned(kind: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What is kept of given facts, empty ones left out; and fact -> what is wrong with it.

    Raises KeyError for a fact that the kind does not have.
    """
    known = {fact.name: fact for fact in facts_of(kind)}
    kept, wrong = {}, {}
    for name, value in given.items():
        try:
            value = _SHAPED[known[name].shape](value, known[name])
        except ValueError as refusal:
            wrong[name] = f"{known[name].label}：{refusal}"
            continue
        if value not in (None, "", []):
            kept[name] = value
    return {name: kept[name] for name in known if name in kept}, wrong


def words_of(kind: str, details: Mapping[str, Any]) -> Iterator[tuple[Fact, str]]:
    """Each fact that has words, with its words as a person types and reads them."""
    for fact in facts_of(kind):
        value = details.get(fact.name)
        if value not in (None, "", []):
            yield fact, typed(fact, value)


def typed(fact: Fact, value: Any) -> str:
    """A fact as it is typed into its field."""
    if fact.shape is Shape.WORDS:
        return "、".join(value or ())
    if fact.shape is Shape.TABLE:
        return "\n".join(CELL.join(row).rstrip(CELL) for row in value or ())
    return "" if value is None else str(value)


def read(fact: Fact, text: str) -> Any:
    """What was typed into a fact's field, in its shape; wrong values are `cleaned`'s to refuse."""
    if fact.shape is Shape.WORDS:
        return [part.strip() for part in _WORDS.split(text) if part.strip()]
    if fact.shape is Shape.TABLE:
        return [_CELLS.split(line.strip()) for line in text.splitlines() if line.strip()]
    return text.strip()


def _kept(article: Any) -> dict[str, Any]:
    """Facts as the dataclasses have them: lists as tuples, names of former versions left out."""
    shapes = {fact.name: fact.shape for fact in facts_of(article.kind)}
    found = {name: value for name, value in article.details.items() if name in shapes}
    for name, value in found.items():
        if shapes[name] is Shape.WORDS:
            found[name] = tuple(value)
        elif shapes[name] is Shape.TABLE:
            found[name] = tuple(tuple(row) for row in value)
    return found


def _number(value: Any, _fact: Fact) -> int | None:
    if value in (None, ""):
        return None
    text = str(value).strip()
    if not text.isdecimal() or len(text) > 4:
        raise ValueError(_("请填0到9999的整数。"))
    return int(text)


def _text(value: Any, _fact: Fact) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    if len(value) > TEXT_LENGTH:
        raise ValueError(_("有{n}个字，最多{limit}个字。").format(n=len(value), limit=TEXT_LENGTH))
    return value.strip()


def _words(value: Any, fact: Fact) -> list[str]:
    return [text for row in _limited(value) if (text := _text(row, fact))]


def _table(value: Any, fact: Fact) -> list[list[str]]:
    width, rows = len(fact.columns), []
    for number, given in enumerate(_limited(value), start=1):
        row = [_text(cell, fact) for cell in given]
        if len(row) > width:
            raise ValueError(
                _("第{n}行有{cells}格，最多{width}格（{columns}）。").format(
                    n=number,
                    cells=len(row),
                    width=width,
                    columns="、".join(str(column) for column in fact.columns),
                )
            )
        if any(row):
            rows.append(row + [""] * (width - len(row)))
    return rows


def _limited(value: Any) -> list[Any]:
    if len(value) > ROWS_MOST:
        raise ValueError(_("有{n}行，最多{limit}行。").format(n=len(value), limit=ROWS_MOST))
    return list(value)


_SHAPED: Mapping[Shape, Callable[[Any, Fact], Any]] = {
    Shape.NUMBER: _number,
    Shape.TEXT: _text,
    Shape.WORDS: _words,
    Shape.TABLE: _table,
}
