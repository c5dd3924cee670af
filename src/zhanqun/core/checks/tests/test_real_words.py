"""Lists over real pages: every planted error is found, and hardly anything else."""

import random
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from zhanqun.core.checks import api, services
from zhanqun.core.checks.hits import HINT
from zhanqun.core.checks.kinds import ListKind
from zhanqun.core.checks.models import Entry, WordList
from zhanqun.core.checks.planning import plan_import
from zhanqun.core.checks.privacy.identity import is_identity_number
from zhanqun.core.checks.privacy.payment import has_luhn_digit
from zhanqun.core.checks.sheets import read_sheet
from zhanqun.core.checks.tests.real_texts import real_texts
from zhanqun.core.checks.tests.shared import shared
from zhanqun.core.checks.versions import renew_stamp

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
FILES = ("gov_wrong_phrases.csv", "idiom_typos_zh.txt")
DOCUMENTS, LENGTH = 100, 3000
WRONG_FLAGS_MAX = 2  # a page, by issue 3
GAPS = ("", "", "", "\u3000", " ", "\u200b")
HAN_PAIR = re.compile("(?<=[一-鿿])(?=[一-鿿])")


@pytest.fixture
def real_lists() -> list[WordList]:
    """The lists of ../shared, imported as an operator does; those of the system are off."""
    WordList.objects.update(is_active=False)
    lists = []
    for name in FILES:
        row = services.add_list(
            kind=ListKind.WRONG, name=name, source="", level="warn", by=None, now=NOW
        )
        rows = read_sheet(name, shared(f"real/words/{name}").read_bytes())
        services.import_words(list_uid=row.uid, rows=rows, name=name, by=None, now=NOW)
        lists.append(row)
    renew_stamp()
    return lists


def test_given_the_real_lists_then_the_dry_run_tells_what_contradicts_itself():
    row = services.add_list(kind="wrong", name="成语", source="", level="warn", by=None, now=NOW)

    plan = plan_import(row, read_sheet(FILES[1], shared(f"real/words/{FILES[1]}").read_bytes()))

    assert plan.counts == {"new": 1376, "conflict": 18, "repeated": 3}
    whys = {planned.row.wrong: planned.why for planned in plan.conflicts}
    assert whys["一泻千里"] == "“一泻千里”与建议相同。"
    assert whys["悬梁刺股"] == "建议“悬梁刺骨”本身被列为错误写法。"


def test_given_a_hundred_documents_with_planted_errors_then_every_one_is_found(real_lists):
    entries = Entry.objects.filter(word_list__in=real_lists).order_by("id")
    assert len(entries) == 1387

    missed, levels = _planted_and_found([entry.wrong for entry in entries], "wording")

    assert missed == []
    # Low confidence where a dictionary word happens to reach over the edge.
    assert levels == {"warn": 1343, "block": 3, "hint": 41}


def test_given_the_shipped_words_planted_then_every_one_is_found_outside_quotations():
    kinds = (ListKind.WRONG, ListKind.FIXED, ListKind.TERRITORY, ListKind.SPELLING)
    entries = Entry.objects.filter(until=None, word_list__kind__in=kinds).order_by("wrong")

    missed, _levels = _planted_and_found([entry.wrong for entry in entries], "wording")

    assert len(entries) == 1047
    # Planted into the title of a document, where this entry may be quoted.
    assert [word for word, _around in missed] == ["出国到香港"]


def test_given_protected_names_with_every_inner_slip_then_all_are_found():
    rows = Entry.objects.filter(until=None, word_list__kind=ListKind.PROTECTED).order_by("wrong")
    slips = [
        slip
        for row in rows
        for at in range(1, len(row.wrong) - 1)
        for slip in (
            row.wrong[:at] + "某" + row.wrong[at + 1 :],
            row.wrong[:at] + row.wrong[at + 1 :],
            row.wrong[:at] + "某" + row.wrong[at:],
        )
    ]

    missed, levels = _planted_and_found(slips, "wording")

    assert len(slips) == 309
    assert missed == []
    assert set(levels) == {"block", "warn"}


def test_given_former_organs_planted_then_the_texts_own_time_decides():
    """Old documents may name them; so most are hints, and some stand after 原 or 合并."""
    rows = Entry.objects.filter(until=None, word_list__kind=ListKind.ORGAN).order_by("wrong")

    missed, levels = _planted_and_found([row.wrong for row in rows], "wording")

    assert len(rows) == 196
    assert (len(missed), levels) == (5, {"hint": 96, "warn": 95})


def test_given_personal_data_planted_then_every_one_is_found():
    rng = random.Random(7)
    numbers = [make(rng) for make in (_id_number, _card, _mobile) for _ in range(100)]

    missed, levels = _planted_and_found(numbers, "privacy", gaps=("",))

    assert missed == []
    assert levels == {"block": 200, "warn": 100}


def _id_number(rng: random.Random) -> str:
    day = f"{rng.randrange(1940, 2010)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    number = f"3301{rng.randrange(1, 29):02}{day}{rng.randrange(1000):03}"
    return next(number + sign for sign in "0123456789X" if is_identity_number(number + sign))


def _card(rng: random.Random) -> str:
    number = f"62{rng.randrange(10**16):016}"
    return next(number + sign for sign in "0123456789" if has_luhn_digit(number + sign))


def _mobile(rng: random.Random) -> str:
    return f"13{rng.randrange(10**9):09}"


def test_given_real_pages_and_the_real_lists_then_nothing_is_flagged_wrongly(real_lists):
    hits = _hits_by_page()

    # The mobile number stands on the page indeed; no word of the lists does.
    assert {name: [h.code for h in row] for name, row in hits.items() if row} == {
        "hanweb_jiande_bid_notice_phone.html": ["privacy.contact_mobile"]
    }


def test_given_real_pages_and_the_shipped_lists_then_at_most_two_a_page_are_flagged():
    hits = _hits_by_page()

    flagged = {name: [h for h in row if h.level != HINT] for name, row in hits.items()}
    hints = {name: [h for h in row if h.level == HINT] for name, row in hits.items()}
    assert max(map(len, flagged.values())) <= WRONG_FLAGS_MAX
    # 分辩率 on two pages is wrong indeed; 质监局 and 工商局 stand in an undated old notice.
    assert sorted(hit.matched for row in flagged.values() for hit in row) == sorted(
        ["分辩率", "分辩率", "质监局", "工商局", "13800001234"]
    )
    assert {hit.code for row in hints.values() for hit in row} == {"wording.organ"}
    assert sum(map(len, hints.values())) == 12


def _hits_by_page() -> dict[str, list[api.Hit]]:
    return {
        name: api.scan([api.Passage("body", "正文", text)], now=NOW)
        for name, text in real_texts().items()
    }


def _planted_and_found(
    words: list[str], area: str, gaps: tuple[str, ...] = GAPS
) -> tuple[list[tuple[str, str]], Counter[str]]:
    """Plant every word once over the documents; those missed, and the levels of those found."""
    missed, levels = [], Counter()
    for number in range(DOCUMENTS):
        text, places = _plant(number, words[number::DOCUMENTS], gaps)
        hits = api.scan([api.Passage("body", "正文", text)], now=NOW)
        for word, start, end in places:
            found = [h for h in hits if h.start < end and start < h.end and h.code.startswith(area)]
            levels.update(hit.level for hit in found[:1])
            if not found:
                missed.append((word, text[start - 8 : end + 8]))
    return missed, levels


def _plant(
    number: int, words: list[str], gaps: tuple[str, ...]
) -> tuple[str, list[tuple[str, int, int]]]:
    """Part of a real text with the errors put between its characters, some broken by a blank."""
    rng = random.Random(number)
    texts = list(real_texts().values())
    base = texts[number % len(texts)]
    start = rng.randrange(max(1, len(base) - LENGTH))
    text = base[start : start + LENGTH]
    spots = [match.start() for match in HAN_PAIR.finditer(text)]
    spots = sorted(rng.sample(spots, len(words)))
    parts, places, at, length = [], [], 0, 0
    for spot, word in zip(spots, words, strict=True):
        cut = len(word) // 2
        written = word[:cut] + rng.choice(gaps) + word[cut:]
        parts += [text[at:spot], written]
        length += spot - at
        places.append((word, length, length + len(written)))
        length, at = length + len(written), spot
    return "".join([*parts, text[at:]]), places
