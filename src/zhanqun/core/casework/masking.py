"""Cover persons in what is to be public (遮盖): plain functions.

Sources: 《政府信息公开条例》(2019) Art. 15; 《个人信息保护法》 Art. 28. What is covered is gone
from the text itself, not hidden on a screen.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from zhanqun.core.checks.api import Passage, privacy_hits

HIDDEN = "（已隐去）"
SOMEBODY, MASK = "某", "*"
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯|端木|独孤|南宫|西门"
)
# A name of two characters may be part of a word: it counts only beside one of these.
_EDGE = r"[\s,，。；;:：、（）()“”\"《》！!？?]"
_BEFORE_NAME = r"我叫|本人|我是|姓名|联系人|叫|人"
_AFTER_NAME = r"先生|女士|同志|师傅|老师|本人"
# 某路12号, 3栋2单元501室, 某村5组: the house, not the street.
HOUSE = re.compile(
    r"(?:\d+|[一二三四五六七八九十百]+)(?:号楼|号院|弄|幢|栋|座|单元|室|号房)"
    r"(?:[\d一二三四五六七八九十\-]*(?:号楼|号院|幢|栋|座|单元|楼|层|室|号房|号))*"
    r"|(?<=[路街巷道弄])\d+号(?:[\d\-]*(?:幢|栋|座|单元|楼|层|室|号))*"
)
_INTRODUCED = re.compile(
    r"(?:我叫|我的名字是|我的姓名是|姓名[:：]\s*|联系人[:：]\s*|申请人[:：]\s*|投诉人[:：]\s*|反映人[:：]\s*)"
    r"([\u3400-\u9fff\U00020000-\U0003ffff]{2,4}?)(?=[\s,，。；;、（(]|是|住|电话|$)"
)
# 密码123456, （查询密码012345）, 密000, 查询码：8812, pwd 1234.
_PASSWORD = re.compile(
    r"[，,、\s]*[（(【\[]?\s*(?:(?:查询|查询的|信件|留言|我的)?\s*(?:密码|密碼|口令|查询码|验证码)"
    r"|密(?=\s*[:：为是]?\s*[0-9０-９]{3})|(?i:password|pwd))"
    r"\s*[:：=为是]?\s*(?:[0-9A-Za-z０-９*]{2,20}|[一二三四五六七八九]个[0-9０-９])\s*[)）】\]]?"
    r"|[，,、\s]*[（(]?\s*[0-9０-９]{3,}\s*(?:密码|查询码)\s*[)）]?\s*$"
)


# 邮件编号：2019010100000, 20160616-k3m9qt, 7QK2-91MX-4TBW. A shorter run of digits may be
# a date or a telephone.
_NUMBER = re.compile(
    r"[（(【\[]?\s*(?:(?:邮件|信件|来信|留言|办件|回执|查询|受理)?(?:编号|单号|号码)\s*[:：为是]?)?\s*"
    r"(?<![\dA-Za-z*])(?:\d{12,}|\d{8}-[0-9a-z]{6}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})"
    r"(?![\dA-Za-z*])\s*[)）】\]]?"
)


@dataclass(frozen=True)
class Masked:
    """A text with persons covered. places: start and end of what was covered, in the original."""

    text: str
    places: list[tuple[int, int]]


def masked_name(name: str) -> str:
    """甄测一 is 甄某某, 欧阳明 is 欧阳某; a body's name of more than four characters stays."""
    plain = name.strip()
    if not plain or len(plain) > 4 or not re.fullmatch(r"[\u3400-\U0003ffff·]+", plain):
        return plain if len(plain) > 4 and plain.endswith(_BODIES) else _initial(plain)
    compound = _COMPOUND.match(plain)
    family = compound[0] if compound else plain[:1]
    return family + SOMEBODY * max(len(plain) - len(family), 1)


_BODIES = ("公司", "委员会", "协会", "中心", "学校", "医院", "局", "厂", "社", "店", "村", "组")


def _initial(name: str) -> str:
    return name[:1] + MASK * 2 if name else ""


def masked_number(number: str) -> str:
    """The beginning and the last four characters stay, of short numbers the last two."""
    plain = number.strip()
    tail = 4 if len(plain) >= 11 else 2
    head = 3 if len(plain) >= 11 else 0
    if len(plain) <= tail:
        return MASK * len(plain)
    return plain[:head] + MASK * (len(plain) - head - tail) + plain[-tail:]


def masked_mail(address: str) -> str:
    name, at, host = address.partition("@")
    return f"{name[:1]}{MASK * 3}{at}{host}" if at else masked_number(address)


def masked_text(text: str, *, names: Collection[str] = ()) -> Masked:
    """A text without persons: numbers, house numbers, names introduced or given (遮盖).

    names: of people known to stand in it, such as the writer's.
    """
    return _covered(text, _found(text, names))


def hidden_text(text: str, *, words: Collection[str] = ()) -> str:
    """A text of which nothing of a person is left, not the family name nor a digit (隐去).

    words: what is known of its writer: name, telephone, mail, address, number of a paper.
    """
    found = _found(text, [one.strip() for one in words if one.strip()])
    return _covered(text, ((start, stop, HIDDEN) for start, stop, _words in found)).text


def hidden_title(title: str, *, words: Collection[str] = ()) -> str:
    """The same of a title, without a password or a letter's number."""
    return hidden_text(without_number(without_password(title)[0]), words=words)


def _covered(text: str, found: Iterable[tuple[int, int, str]]) -> Masked:
    """Of what overlaps the first place counts, and of those the longest."""
    parts, places, end = [], [], 0
    for start, stop, words in sorted(found, key=lambda one: (one[0], -one[1])):
        if start < end or words == text[start:stop]:
            continue
        parts += [text[end:start], words]
        places.append((start, stop))
        end = stop
    return Masked("".join([*parts, text[end:]]), places)


def masked_title(title: str, *, names: Collection[str] = ()) -> str:
    """A title that may be public: without a password or a letter's number, names and numbers."""
    return masked_text(without_number(without_password(title)[0]), names=names).text


def without_number(title: str) -> str:
    """The title without the number of a letter, by which it could be looked up (信件编号)."""
    return _NUMBER.sub("", title).strip(" ，,；;：:")


def without_password(title: str) -> tuple[str, bool]:
    """The title without a look-up password that its writer typed in; whether it had one."""
    clean = _PASSWORD.sub("", title)
    return clean.strip(" ，,;；:："), clean != title


def _found(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    for hit in privacy_hits(Passage("text", "", text)):
        yield hit.start, hit.end, hit.suggestion or masked_mail(hit.matched)
    for match in HOUSE.finditer(text):
        yield match.start(), match.end(), HIDDEN
    for match in _INTRODUCED.finditer(text):
        yield match.start(1), match.end(1), masked_name(match[1])
    for name in names:
        for match in _places_of(name.strip(), text):
            yield match.start(), match.end(), masked_name(name)


def places_of_name(name: str, text: str) -> list[str]:
    """The name as often as it stands in the text, never inside another word."""
    return [match[0] for match in _places_of(name, text)]


def _places_of(name: str, text: str) -> Iterator[re.Match[str]]:
    """A short name counts where it stands alone, never inside another word (高兴)."""
    if len(name) < 2:
        return
    exact = re.escape(name)
    if len(name) > 2:
        yield from re.finditer(exact, text)
        return
    for match in re.finditer(exact, text):
        before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() :][:3]
        starts = re.search(rf"(?:{_EDGE}|{_BEFORE_NAME})\Z", before) or not before
        ends = re.match(rf"{_EDGE}|{_AFTER_NAME}", after) or not after
        if starts and ends:
            yield match
