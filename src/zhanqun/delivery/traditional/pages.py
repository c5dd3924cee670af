"""A published page in traditional characters (网页转换)."""

import re
from itertools import accumulate

from zhanqun.delivery.traditional.converting import TermTable, traditional

PREFIX = "/tc"
# Comments, data and styles as a whole; else one tag, whose attributes may hold ">".
TOKEN = re.compile(
    r"""(<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<(?:[^>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL,
)
# Between these a word goes on.
INLINE = re.compile(r"</?(?:a|abbr|b|cite|em|font|i|mark|small|span|strong|sub|sup|u|wbr)\b")
SPOKEN = re.compile(
    r'(?<=\s)((?:alt|title|aria-label|placeholder|label|summary|data-(?:start|stop|done|on|off|label))=")'
    r'([^"]*)(?=")'
)
LINK = re.compile(r'(<(?:a|area)\b[^>]*?\shref=")(/[^"]*)(?=")')
ASKING = re.compile(r'(\s(?:action|data-complete)=")(/search[^"]*)(?=")')
# Not pages, or not of files.
ELSEWHERE = re.compile(r"//|/_/|/f/|/static/|/search/|/tc/")
PAGE_END = re.compile(r"(?:/|\.html)(?:[?#]|\Z)")
# What the application answers when asked (检索), in this edition too.
ASKED = re.compile(r"/search(?:/complete)?(?:[?#]|\Z)")
LANGUAGE = re.compile(r'<html\b[^>]*\blang="(zh[^"]*)"')
# Parts that say which Chinese they are in, for voices and fonts.
PART_LANGUAGE = re.compile(r'(?<=\slang=")zh-CN(?=")')
# What the first row of every page offers, and what it offers instead.
SWITCH = 'href="/_/tc" rel="nofollow" lang="zh-Hant" hreflang="zh-Hant">繁體<'
SWITCH_BACK = 'href="/_/sc" rel="nofollow" lang="zh-Hans" hreflang="zh-Hans">简体<'
# The alert bar and its twin in traditional characters, for readers without scripts.
BAR, BAR_TWIN = "/_/alert.html", "/_/alert-tc.html"
FRAMED_BAR = f'src="{BAR}"'


def is_chinese(page: str) -> bool:
    return LANGUAGE.search(page[:2000]) is not None


def traditional_page(page: str, table: TermTable) -> str:
    """The whole page converted; its canonical address stays that of the simplified one."""
    tokens = TOKEN.split(page)
    texts = [token for number, token in enumerate(tokens) if number % 2 == 0]
    breaks = [bool(INLINE.match(token)) for token in tokens[1::2]]
    tokens[0::2] = _converted(texts, breaks, table)
    tokens[1::2] = [_tag(token, table) for token in tokens[1::2]]
    whole = "".join(tokens).replace(SWITCH, SWITCH_BACK)
    whole = whole.replace(FRAMED_BAR, f'src="{BAR_TWIN}"')
    return LANGUAGE.sub(lambda found: found[0].replace(found[1], "zh-Hant"), whole, count=1)


def _converted(texts: list[str], goes_on: list[bool], table: TermTable) -> list[str]:
    """All texts in one pass, so that a word is known across the marks inside it.

    goes_on: for each gap between two texts, whether a word may cross it.
    """
    joined = "".join(
        part
        for text, ahead in zip(texts, [*goes_on, True], strict=True)
        for part in (text, "" if ahead else "\n")
    )
    whole = traditional(joined, table)
    if len(whole) != len(joined):  # a word of another length: rather lose what crosses marks
        return [traditional(text, table) for text in texts]
    ends = list(
        accumulate(
            len(text) + (not ahead) for text, ahead in zip(texts, [*goes_on, True], strict=True)
        )
    )
    starts = [0, *ends]
    return [whole[start : start + len(text)] for start, text in zip(starts, texts, strict=False)]


def _tag(token: str, table: TermTable) -> str:
    if token.startswith(("<!--", "<script", "<style", "<meta", "</")):
        return token
    spoken = SPOKEN.sub(lambda found: found[1] + traditional(found[2], table), token)
    for links in (LINK, ASKING):
        spoken = links.sub(lambda found: found[1] + _address(found[2]), spoken)
    return PART_LANGUAGE.sub("zh-Hant", spoken)


def _address(address: str) -> str:
    is_page = PAGE_END.search(address) and not ELSEWHERE.match(address)
    return PREFIX + address if is_page or ASKED.match(address) else address
