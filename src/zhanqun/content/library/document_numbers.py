"""Document numbers (发文字号): strict grammar, tolerant reading, finding them in running text.

Source: GB/T 9704-2012 7.2.5; the forms and counter-examples are those of the platform's norms.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.foundation.errors import DomainError

# Codes (机关代字) whose documents are never public, whatever the text says. Configurable.
NEVER_PUBLIC = ("密电", "密码电报")

# Orders are cited with the name of the state and without; those of the State Council in short too.
STATE, STATE_COUNCIL = "中华人民共和国", ("国务院令", "国令")

_HAN = "[\u4e00-\u9fff]"
_YEAR = "(?:19|20)[0-9]{2}"
_FORMS = {
    "normal": re.compile(
        rf"(?P<code>{_HAN}{{1,20}})〔(?P<year>{_YEAR})〕(?P<serial>[1-9]\d{{0,4}})号"
    ),
    "order": re.compile(rf"(?P<code>{_HAN}{{1,24}}令)第(?P<serial>[1-9]\d{{0,4}})号"),
    "announcement": re.compile(
        rf"(?P<code>{_HAN}{{1,30}}公告)(?P<year>{_YEAR})年第(?P<serial>[1-9]\d{{0,4}})号"
    ),
}
_OPENING, _CLOSING = "〔\\[［(（【﹝", "〕\\]］)）】﹞"
_BRACKETED_YEAR = re.compile(f"[{_OPENING}]({_YEAR})[{_CLOSING}]")
_BRACKETED_DI = re.compile(f"(?<=〔)({_YEAR})〕第")
_ORDER_WITHOUT_DI = re.compile(rf"({_HAN}令)(?=\d+号$)")
_PADDING = re.compile(r"(?<=[〕第])0+(?=\d)")
_IN_TEXT = re.compile(
    rf"{_HAN}{{1,20}}\s*[{_OPENING}]\s*{_YEAR}\s*[{_CLOSING}]\s*第?\s*\d{{1,5}}\s*号"
    rf"|{_HAN}{{1,24}}令\s*第\s*\d{{1,5}}\s*号"
    rf"|{_HAN}{{1,30}}公告\s*{_YEAR}\s*年\s*第\s*\d{{1,5}}\s*号"
)
# Words before a number in running text that are no part of the organ's code.
_LEAD_IN = re.compile(
    "根据|按照|依照|依据|遵照|参照|贯彻|落实|执行|印发|转发|下发|发布|公布|废止|经由|关于|详见"
    "|以及|文件|通知|意见|的|和|及|与|以|见|由"
)
# What is left of a code when its place name was cut off: then the cut was wrong (和政办发).
_HEADLESS = re.compile("[政府委办函发字令厅局规公告人民]+")


class NotADocumentNumber(DomainError):
    """The text is no document number (发文字号不规范)."""

    code = "library.not_a_document_number"
    message = gettext_lazy(
        "“{text}”不是规范的发文字号。应为“机关代字〔年份〕序号号”（如 国办发〔2014〕57号）、"
        "“……令第×号”或“……公告×年第×号”。"
    )


@dataclass(frozen=True)
class DocumentNumber:
    """A parsed number: organ code (机关代字), year (None in orders), serial, form, normal text."""

    code: str
    year: int | None
    serial: int
    form: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class FoundNumber:
    """A number in running text: text[start:end] is how it is written there."""

    number: DocumentNumber
    start: int
    end: int


def parse(text: str) -> DocumentNumber:
    """Read a number that keeps the standard to the letter; raise NotADocumentNumber else."""
    for form, pattern in _FORMS.items():
        if match := pattern.fullmatch(text):
            facts = match.groupdict()
            year = facts.get("year")
            return DocumentNumber(
                code=facts["code"],
                year=int(year) if year else None,
                serial=int(facts["serial"]),
                form=form,
                text=text,
            )
    raise NotADocumentNumber(text=text)


def normalise(text: str) -> tuple[DocumentNumber, tuple[str, ...]]:
    """Read a number as people type it, and say what was changed beyond brackets and width.

    The caller keeps the text as received beside the normal form. Raises NotADocumentNumber.
    """
    warnings = []
    normal = re.sub(r"\s+", "", half_width_digits(text))
    normal = _BRACKETED_YEAR.sub(r"〔\1〕", normal)
    normal, found = _BRACKETED_DI.subn(r"\1〕", normal)
    if found:
        warnings.append(_("发文字号的序号前不加“第”字，已去除。"))
    normal, found = _ORDER_WITHOUT_DI.subn(r"\1第", normal)
    if found:
        warnings.append(_("令号的序号前应有“第”字，已补上。"))
    normal, found = _PADDING.subn("", normal)
    if found:
        warnings.append(_("发文字号的序号不编虚位（1 不编为 01），已去除前面的 0。"))
    try:
        return parse(normal), tuple(warnings)
    except NotADocumentNumber:
        raise NotADocumentNumber(text=text) from None


def forms_of(number: str) -> tuple[str, ...]:
    """The same number as it may be written otherwise (同一文号的写法): orders with and without the
    name of the state, those of the State Council short too (国令). number: in its normal form."""
    match = _FORMS["order"].fullmatch(number)
    if match is None:
        return (number,)
    rest, code = number.removeprefix(match["code"]), match["code"].removeprefix(STATE)
    codes = STATE_COUNCIL if code in STATE_COUNCIL else (code,)
    return tuple(f"{written}{rest}" for code in codes for written in (code, STATE + code))


def find_in_text(text: str, known_codes: Iterable[str] = ()) -> list[FoundNumber]:
    """Every number in running text, with tolerant brackets, in order.

    known_codes: codes of this platform's units; with those of ministries they decide where a
    code begins, longest first. Without a known code it begins after words like 根据 and 和.
    """
    codes = sorted({*known_codes, *_codes_with_particles()}, key=len, reverse=True)
    return list(_numbers_in(text, codes))


def _numbers_in(text: str, codes: list[str]) -> Iterator[FoundNumber]:
    for match in _IN_TEXT.finditer(text):
        head = re.match(f"{_HAN}+", match[0])
        if head is None:
            continue
        start = match.start() + _left_edge(head[0], codes)
        try:
            number, _warnings = normalise(text[start : match.end()])
        except NotADocumentNumber:
            continue
        yield FoundNumber(number, start, match.end())


def _left_edge(head: str, codes: list[str]) -> int:
    """Offset in `head`, Han characters up to the bracket, at which the organ's code begins."""
    for code in codes:
        at = head.rfind(code)
        if at >= 0 and len(head) - at <= len(code) + 2:
            return at
    edge = 0
    for word in _LEAD_IN.finditer(head):
        rest = head[word.end() :]
        if not rest or _HEADLESS.fullmatch(rest):
            break
        edge = word.end()
    return edge


def half_width_digits(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", character) if character.isdecimal() else character
        for character in text
    )


@cache
def _codes_with_particles() -> tuple[str, ...]:
    """Codes that contain a word such as 和, which would otherwise be cut off."""
    path = Path(__file__).with_name("data") / "organ_codes.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def is_never_public(number: str, codes: Iterable[str] = NEVER_PUBLIC) -> bool:
    """True where the class of the number alone forbids publication (密电等).

    codes: organ codes, or parts of them, that the installation has configured.
    """
    code = re.split(rf"[\d{_OPENING}]", re.sub(r"\s+", "", number), maxsplit=1)[0]
    return any(secret in code for secret in codes)


def never_public_numbers_in(text: str, codes: Iterable[str] = NEVER_PUBLIC) -> list[str]:
    """Numbers in running text whose class forbids publication, and the bare mark 〔密电〕."""
    secret = "|".join(map(re.escape, codes))
    if not secret:
        return []
    bracket = f"[{_OPENING}]"
    pattern = (
        rf"(?:{_HAN}|[A-Za-z×]){{0,12}}(?:{secret}){_HAN}{{0,4}}\s*{bracket}?\s*{_YEAR}"
        rf"(?:\s*[{_CLOSING}])?(?:\s*第?\s*\d+\s*号)?"
        rf"|{bracket}\s*(?:{secret})\s*[{_CLOSING}]"
    )
    return [match[0] for match in re.finditer(pattern, text)]
