"""Checks of words: 50,000 patterns over an article of 3,000 characters.

Beside them what a user could pick instead: one regular expression of alternatives from the
standard library, on a thousandth and a fiftieth of the patterns, and looking for every pattern by
`in`. Times are those of this process alone, so that a busy machine does not count. A scan above
5 ms (median), or building above 2 s, fails.
"""

import random
import re
import time
from collections.abc import Callable, Sequence
from datetime import date

from _scratch import installation, keep, percentile, table

PATTERNS, LENGTH, ROUNDS = 50_000, 3_000, 200
FEW, FEWER = 1_000, 50
SCAN_LIMIT_MS, BUILD_LIMIT_S = 5, 2
TODAY = date(2026, 6, 16)
# The most frequent characters of official texts, so that patterns and text look alike.
SIGNS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
    "方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应"
    "开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命"
)
PLANTED = "联系人张某，电话0571-55501234，项目编号XAJF2021B-017，国办发〔2018〕123号。"


def main() -> None:
    with installation():
        from zhanqun.core.checks.compiled import Compiled, compiled
        from zhanqun.core.checks.hits import Passage
        from zhanqun.core.checks.leaders import Leaders
        from zhanqun.core.checks.models import Entry, WordList
        from zhanqun.core.checks.normalising import squeezed
        from zhanqun.core.checks.privacy import privacy_hits
        from zhanqun.core.checks.scanning import hits_of
        from zhanqun.core.checks.versions import renew_stamp
        from zhanqun.core.checks.wording import Reading, Wording

        rng = random.Random(3)
        words = _words(rng)
        row = WordList.objects.create(kind="wrong", name="bench", version=1)
        Entry.objects.bulk_create(
            [Entry(word_list=row, since=1, wrong=word, right=word[::-1] + "改") for word in words],
            batch_size=5_000,
        )
        renew_stamp()
        built, lists = _timed(compiled)
        print(f"{Entry.objects.count()} patterns built from the database in {built:.2f} s\n")

        articles = [_article(rng) for _ in range(20)]
        passages = [Passage("body", "正文", text) for text in articles]
        readings = [Reading(passage, squeezed(passage.text)) for passage in passages]
        nothing = Compiled(None, Wording(()), Leaders(()))
        rng.shuffle(words)
        few = re.compile("|".join(map(re.escape, words[:FEW])))
        fewer = re.compile("|".join(map(re.escape, words[:FEWER])))
        tasks: dict[str, Callable[[int], object]] = {
            "whole scan": lambda at: hits_of([passages[at]], lists, TODAY),
            "wording alone": lambda at: lists.wording.hits(readings[at], on=TODAY),
            "privacy alone": lambda at: list(privacy_hits(passages[at])),
            "normalising alone": lambda at: squeezed(articles[at]),
            "scan without lists": lambda at: hits_of([passages[at]], nothing, TODAY),
            f"re, {FEWER} patterns": lambda at: fewer.findall(articles[at]),
            f"re, {FEW} patterns": lambda at: few.findall(articles[at]),
            f"`in`, {PATTERNS} patterns": lambda at: [w for w in words if w in articles[at]],
        }
        size = sum(len(text.encode()) for text in articles) / len(articles)
        hits = sum(len(hits_of([passage], lists, TODAY)) for passage in passages) / len(passages)
        print(f"{LENGTH} characters ({size / 1000:.1f} kB), {hits:.0f} hits an article\n")
        rows, medians = [], {}
        for name, task in tasks.items():
            times = _times(task, len(articles), 10 if name.startswith("`in`") else ROUNDS)
            medians[name] = percentile(times, 0.5)
            rows.append((name, *_figures(times, size)))
        table(("one article", "p50 ms", "p95 ms", "MB/s"), rows)
        whole = medians["whole scan"]
        ratios = {name: round(value / whole, 1) for name, value in medians.items()}
        print(
            f"\nagainst the whole scan: re with {FEW} patterns takes"
            f" {ratios[f're, {FEW} patterns']} times as long,"
            f" `in` over all {ratios[f'`in`, {PATTERNS} patterns']} times"
        )
        keep({"rows": rows, "ratios": ratios, "built_s": built, "patterns": PATTERNS})
        if whole > SCAN_LIMIT_MS or built > BUILD_LIMIT_S:
            raise SystemExit(
                f"{whole:.1f} ms and {built:.1f} s;"
                f" at most {SCAN_LIMIT_MS} ms and {BUILD_LIMIT_S} s are allowed"
            )


def _words(rng: random.Random) -> list[str]:
    words: set[str] = set()
    while len(words) < PATTERNS:
        words.add("".join(rng.choices(SIGNS, k=rng.choice((3, 4, 4, 4, 5, 6)))))
    return sorted(words)


def _article(rng: random.Random) -> str:
    text = PLANTED
    while len(text) < LENGTH:
        text += "".join(rng.choices(SIGNS, k=rng.randrange(8, 40))) + rng.choice("，。；\n")
    return text[:LENGTH]


def _timed(make: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    made = make()
    return time.process_time() - start, made


def _times(task: Callable[[int], object], count: int, rounds: int) -> list[float]:
    times = []
    for number in range(rounds):
        start = time.process_time()
        task(number % count)
        times.append((time.process_time() - start) * 1000)
    return times


def _figures(times: Sequence[float], size_bytes: float) -> tuple[str, str, str]:
    middle = percentile(times, 0.5)
    speed = size_bytes / 1e6 / (middle / 1000)
    return f"{middle:.2f}", f"{percentile(times, 0.95):.2f}", f"{speed:.2f}"


if __name__ == "__main__":
    main()
