"""Document numbers as keys (发文字号): every way of writing one number gives one key."""

import re
from collections.abc import Iterator

from zhanqun.delivery.search.analysis.folding import fold

_HAN = "[㐀-鿿〇\U00020000-\U000323af]"
_YEAR = "(?:19|20)[0-9]{2}"
# Brackets of every kind become one; folding has made full-width ones plain already.
_BRACKETS = str.maketrans(
    dict.fromkeys("〔﹝【〖「『［[{", "(") | dict.fromkeys("〕﹞】〗」』］]}", ")")
)
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(
    rf"(?P<code>{_HAN}{{1,30}})(?:\((?P<year>{_YEAR})\)|(?P<bare>{_YEAR})(?:年|(?=第)|-))"
    rf"(?:第|字第)?(?P<serial>\d{{1,5}})(?!\d)号?"
    rf"|(?P<order>{_HAN}{{1,24}}令)\(?第?(?P<of>\d{{1,5}})号?\)?"
)


def number_key(printed: str) -> str:
    """The key of one number however it is written; of what is no number, its characters.

    国发〔2019〕5号, 国发[2019]5, 国发 （2019） 第5号 and 国发2019年5号 have the key 国发|2019|5.
    """
    plain = _plain(printed)
    match = _NUMBER.fullmatch(plain)
    return _key(match) if match else re.sub(r"[\W_]", "", plain)


def numbers_in(text: str) -> Iterator[list[str]]:
    """Keys that each number in a reader's query may mean, the likeliest first.

    Words may stand before the organ's code (根据国发〔2019〕5号), so its ends are meant as well.
    """
    for match in _NUMBER.finditer(_plain(text)):
        key = _key(match)
        code_length = len(match["order"] or match["code"])
        yield [key[cut:] for cut in range(max(1, code_length - 1))]


def _plain(text: str) -> str:
    return _BLANKS.sub("", fold(text).translate(_BRACKETS))


def _key(match: re.Match[str]) -> str:
    if match["order"]:
        return f"{match['order']}||{int(match['of'])}"
    year = match["year"] or match["bare"]
    return f"{match['code']}|{year}|{int(match['serial'])}"
