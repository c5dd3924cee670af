"""Taiwan, Hong Kong and Macao beside countries (涉台港澳并列表述).

《关于正确使用涉台宣传用语的意见》（2016年修订）: they are regions of China; beside countries the
list says 国家和地区, or the name stands with 中国 or 地区.
"""

import re
from collections.abc import Collection, Iterator

REGIONS = frozenset(("台湾", "香港", "澳门"))
_JOINT = "、和与及"
_CALLED_REGIONS = re.compile(r"国家(?:[和与及]地区|[（(]地区[）)])")
_CLAUSE_END = re.compile(r"[，。；\n]")
_ENUMERATION = re.compile(rf"[一-鿿]{{2,10}}(?:[{_JOINT}][一-鿿]{{2,10}})+")
_BETWEEN = re.compile(f"[{_JOINT}]")


def regions_beside_countries(text: str, countries: Collection[str]) -> Iterator[tuple[int, int]]:
    """Places of a region named as an item of its own in an enumeration of countries."""
    if not any(region in text for region in REGIONS):
        return
    for match in _ENUMERATION.finditer(text):
        if _CALLED_REGIONS.search(_rest_of_clause(text, match)):
            continue
        items = list(_items(match))
        if not any(_ends_with_one_of(words, countries) for words, _place in items):
            continue
        for words, place in items:
            region = next((name for name in REGIONS if words in (name, name + "等")), "")
            if region:
                yield place, place + len(region)


def _rest_of_clause(text: str, match: re.Match[str]) -> str:
    """From the enumeration to the end of its clause."""
    end = _CLAUSE_END.search(text, match.end())
    return text[match.start() : end.start() if end else len(text)]


def _items(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    at = match.start()
    for words in _BETWEEN.split(match[0]):
        yield words, at
        at += len(words) + 1


def _ends_with_one_of(words: str, countries: Collection[str]) -> bool:
    """The first item may carry words before the name: 前往日本."""
    bare = words.removesuffix("等")
    return any(bare[at:] in countries for at in range(max(1, len(bare) - 1)))
