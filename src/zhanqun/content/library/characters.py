"""Characters and encodings (字符与编码): what an old system hands over becomes clean Unicode."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.foundation.errors import DomainError


class UndecodableText(DomainError):
    """The bytes are neither UTF-8 nor GB18030 (文件编码无法识别)."""

    code = "library.undecodable_text"
    message = gettext_lazy(
        "文件编码无法识别：第 {line} 行附近（第 {position} 字节，内容 {bytes}）既不是 UTF-8，"
        "也不是 GB18030。请在原程序中另存为 UTF-8 后重试。"
    )


@dataclass(frozen=True)
class Decoded:
    """Text read from bytes, the encoding that fitted, and what a person should look at."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Encoded:
    """Bytes for a file in an older encoding, and the characters it could not hold."""

    data: bytes
    lost: str


def _private_use_table() -> dict[int, str]:
    """Private-use code points that older fonts and converters used, with their Unicode places.

    Source: GBK rows A2, A6, A8, A9 and FE as mapped by GB 18030-2000, and the code points that
    GB 18030-2005 and GB 18030-2022 gave the same characters later.
    """
    table = {
        0xE76C: "€",
        0xE7C7: "ḿ",
        0xE7C8: "ǹ",
        0xE816: "\U00020087",
        0xE817: "\U00020089",
        0xE818: "\U000200cc",
        0xE81E: "\u9fb4",
        0xE826: "\u9fb5",
        0xE82B: "\u9fb6",
        0xE82C: "\u9fb7",
        0xE831: "\U000215d7",
        0xE832: "\u9fb8",
        0xE83B: "\U0002298f",
        0xE843: "\u9fb9",
        0xE854: "\u9fba",
        0xE855: "\U000241fe",
        0xE864: "\u9fbb",
    }
    vertical_forms = "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
    table |= dict(zip(range(0xE78D, 0xE797), vertical_forms, strict=True))
    description_characters = "\u303e" + "".join(map(chr, range(0x2FF0, 0x2FFC)))
    table |= dict(zip(range(0xE7E7, 0xE7F4), description_characters, strict=True))
    # GBK put the eighty characters FE50–FEA0 in E815–E864, in order; the codec knows the rest.
    trail_bytes = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
    for code, trail in zip(range(0xE815, 0xE865), trail_bytes, strict=True):
        table.setdefault(code, bytes((0xFE, trail)).decode("gb18030"))
    return table


PRIVATE_USE = _private_use_table()

# Not allowed by XML 1.0, control characters, and the invisible two that hide words from checks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ANY_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
# Unicode normalisation would replace these with another glyph of the same character.
_COMPATIBILITY_HAN = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


def clean_text(text: str) -> str:
    """Return `text` as it may be stored: legal in XML, composed, private-use characters placed.

    Line breaks become "\\n". Han characters stay as typed: compatibility forms and rare
    characters are never replaced by a variant.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _composed(map_private_use(text))
    return drop_forbidden(text)


def drop_forbidden(text: str) -> str:
    """Drop what XML forbids, and nothing else; for markup, where composing would eat a bracket."""
    return _FORBIDDEN.sub("", text)


def map_private_use(text: str) -> str:
    """Give the private-use code points of GBK fonts (如 U+E863) their Unicode place (䶮)."""
    return _ANY_PRIVATE_USE.sub(lambda m: PRIVATE_USE.get(ord(m[0]), m[0]), text)


def unplaced_characters(text: str) -> str:
    """Private-use characters that nothing can place: they show as boxes on most machines."""
    return "".join(dict.fromkeys(_ANY_PRIVATE_USE.findall(text)))


def _composed(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY_HAN.split(text)
    return "".join(
        part if at % 2 else unicodedata.normalize("NFC", part) for at, part in enumerate(parts)
    )


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes of unknown origin as text.

    UTF-8 is tried first, strictly; then GB18030, which "gb2312" and "gbk" always mean here,
    since their own decoders lose characters; Big5 only where it is declared.
    declared: what a header or the file itself claims.
    Raises UndecodableText, with the place that no encoding could read.
    """
    wanted = _canonical_name(declared)
    for encoding in _candidates(data, wanted):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and wanted == "gb18030" and _reads_as_latin(text):
            continue
        return _decoded(text, encoding.removesuffix("-sig"), declared, wanted)
    raise _undecodable(data)


def encode(text: str, encoding: str) -> Encoded:
    """Write `text` for export; what the encoding cannot hold becomes "〓" and is listed."""
    lost = [character for character in dict.fromkeys(text) if not _fits(character, encoding)]
    data = text.translate({ord(character): "〓" for character in lost}).encode(encoding)
    return Encoded(data, "".join(lost))


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _canonical_name(declared: str | None) -> str | None:
    """The codec meant by a declared name, or None where it says nothing useful."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    return "gb18030" if name in {"gb2312", "gbk", "hz"} else name


def _candidates(data: bytes, wanted: str | None) -> Iterator[str]:
    if data.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    yield "utf-8"
    if wanted and wanted.startswith("big5"):
        yield "big5hkscs"
    yield "gb18030"


def _reads_as_latin(text: str) -> bool:
    """True for text outside ASCII without one character above Latin, Greek and Cyrillic.

    A few GB words happen to be valid UTF-8; read so, they give letters that no Chinese
    page consists of.
    """
    return not text.isascii() and max(text) < "\u0800"


def _decoded(text: str, encoding: str, declared: str | None, wanted: str | None) -> Decoded:
    text = map_private_use(text)
    warnings = []
    if declared and wanted and wanted not in {encoding, "utf-8-sig"}:
        message = _("声明的编码是 {declared}，实际是 {encoding}，已按实际编码读取。")
        warnings.append(message.format(declared=declared, encoding=encoding))
    if unplaced := unplaced_characters(text):
        codes = "、".join(f"U+{ord(c):04X}" for c in unplaced)
        warnings.append(_("有自造字无法识别，请人工核对：{codes}。").format(codes=codes))
    return Decoded(text, encoding, tuple(warnings))


def _undecodable(data: bytes) -> UndecodableText:
    position = max(_readable_up_to(data, "utf-8"), _readable_up_to(data, "gb18030"))
    return UndecodableText(
        position=position + 1,
        line=data.count(b"\n", 0, position) + 1,
        bytes=data[position : position + 4].hex(" "),
    )


def _readable_up_to(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(data)
