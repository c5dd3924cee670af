"""Check one reply (答复检查): plain functions over the text, no database, no clock."""

import re
from collections.abc import Iterator
from datetime import date

from zhanqun.core.casework import duplicates
from zhanqun.core.casework.masking import HOUSE
from zhanqun.core.casework.replies.findings import Finding, Reply, finding
from zhanqun.core.casework.replies.words import closed_up, pattern, sentences, substance_of
from zhanqun.core.checks.api import Passage, privacy_hits

SHORT = 40
# What is left of a reply that says next to nothing: 已收悉 and the like.
EMPTY = 3
# A reply of this length that shares no more than this share of its letter's word pairs is off
# the topic; shorter ones cannot be told.
LONG, OFF_TOPIC = 60, 0.01
# A reply of this length of which this share stands in the letter says what its writer knows.
QUOTED, REPEATED = 30, 0.7
CASE_NUMBER = re.compile(r"\d{8}-[0-9a-z]{6}")
_ADDRESSED = re.compile(
    r"^(?:尊敬的)?(?:网友)?[“\"]?([A-Za-z]{1,2}\d{4,}|[\u3400-\u9fff]{1,4}?)(?=[”\"]?(?:先生|女士|同志)|[”\"])"
)
_SIGNED_ON = re.compile(r"(20\d{2})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$")
# The writer's own door: 投诉人住在某小区20栋201.
_LIVES = re.compile(
    r"(?:投诉人|举报人|反映人|来信人|来件人|来电人|您|你)[^，。；]{0,4}住(?:在|于|址)?[^，。；]{0,24}"
)
_PROMISE = re.compile(
    r"(?:预计|计划|拟于|力争|确保|争取|承诺|务必|(?<!现)将(?:于|在))[^。；;：:，]{0,16}?"
    r"(20\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|前|上旬|中旬|下旬|之前|以前)?"
)


def check_reply(reply: Reply) -> list[Finding]:
    """Everything that an approver should look at, the gravest first (答复检查)."""
    found = list(_of_content(reply))
    if any(one.code == "empty" for one in found):
        return found
    return [*found, *_of_others(reply), *_of_words(reply), *_of_promises(reply), *_personal(reply)]


def _of_content(reply: Reply) -> Iterator[Finding]:
    substance = substance_of(reply.text)
    if len(substance) <= EMPTY:
        yield finding("empty", reply.text.strip()[:40])
        return
    if _is_forwarding(reply.text):
        yield finding("forwarded")
    elif not pattern("concrete").search(closed_up(reply.text)):
        firm = [row for row in sentences(reply.text) if not pattern("intent").search(row)]
        if len(substance_of("".join(firm))) < SHORT:
            yield finding("short", substance[:40])
    if reply.letter and _repeats(substance, reply.letter):
        yield finding("repeats")


def _repeats(substance: str, letter: str) -> bool:
    """What the writer quoted and was not content with is sent once more."""
    said = duplicates.shingles(substance)
    if len(substance) < QUOTED:
        return False
    return len(said & duplicates.shingles(letter)) / len(said) >= REPEATED


def _is_forwarding(text: str) -> bool:
    """Passed on, and without the sentences that say so nothing of substance is left."""
    rows = sentences(text)
    if not any(_passes_on(row) for row in rows):
        return False
    left = substance_of("".join(row for row in rows if not _passes_on(row)))
    return len(left) < SHORT


_PASSED_ON = re.compile(
    r"(?<![未没尚])(?:转交|转至|转给|转到|转由|转请|批转|移交|移送|交由|交办|已转|现转|并转|将转)(?![变化])"
    r"(?![^，。；]{0,12}(?:法院|检察院))"
)


def _passes_on(sentence: str) -> bool:
    """A sentence that does no more than pass on: no rule, result or number in it."""
    return bool(_PASSED_ON.search(sentence)) and not pattern("concrete").search(sentence)


def _of_others(reply: Reply) -> Iterator[Finding]:
    for number, is_same in reply.others:
        yield finding("identical" if is_same else "alike", number)
    opening = closed_up(reply.text)[:40]
    addressed = _ADDRESSED.match(opening)
    if addressed and reply.marks and not _is_ours(addressed[1], reply):
        yield finding("other_writer", addressed[1])
    for number in CASE_NUMBER.findall(reply.text):
        if number not in reply.marks:
            yield finding("other_case", number)
    signed = _SIGNED_ON.search(closed_up(reply.text))
    if signed and _day_of(signed) < reply.asked_on:
        yield finding("signed_before", signed[0])
    if reply.letter and _is_off_topic(reply):
        yield finding("off_topic")


def _is_ours(name: str, reply: Reply) -> bool:
    """A surname alone stands for its bearer; U and UU before a number are one mark."""
    bare = name.upper().lstrip("U")
    return any(
        mark.startswith(name) or mark.upper().lstrip("U") == bare for mark in reply.marks if mark
    ) or name in ("网友", "市民", "朋友", "群众", "居民", "家长")


def _is_off_topic(reply: Reply) -> bool:
    said, asked = duplicates.shingles(reply.text, 2), duplicates.shingles(reply.letter, 2)
    if len(substance_of(reply.text)) < LONG or not asked:
        return False
    return len(said & asked) / min(len(said), len(asked)) <= OFF_TOPIC


def _of_words(reply: Reply) -> Iterator[Finding]:
    text = closed_up(reply.text)
    for code in ("rude", "perfunctory"):
        for row in sentences(text):
            match = pattern(code).search(row.rstrip("。！!；;"))
            if match:
                yield finding(code, match[0])
                break


def _of_promises(reply: Reply) -> Iterator[Finding]:
    for match in _PROMISE.finditer(closed_up(reply.text)):
        if _end_of(match) < reply.on:
            yield finding("past_promise", match[0])
            return


def _day_of(match: re.Match[str]) -> date:
    """What it is signed on; a day that no month has is no date."""
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return date.max


def _end_of(match: re.Match[str]) -> date:
    """The last day that such a date may mean."""
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    if not 1 <= month <= 12:
        return date.max
    if day and 1 <= int(day) <= 28:
        return date(year, month, int(day))
    return date(year, month, 28)


def _personal(reply: Reply) -> Iterator[Finding]:
    hits = [hit for hit in privacy_hits(Passage("reply", "", reply.text)) if hit.level != "hint"]
    if hits:
        yield finding("personal", hits[0].suggestion or hits[0].matched[:2])
        return
    for match in _LIVES.finditer(reply.text):
        if HOUSE.search(match[0]):
            yield finding("personal", match[0][:6])
            return
