"""Two versions of a text of 100,000 characters side by side, read, matched and written.

Beside it difflib over the same paragraphs and characters, where that ends at all. More than a
second of processor time fails.
"""

import difflib
import os
import random
import time
from collections.abc import Callable

from _scratch import keep, table

CHARACTERS, PARAGRAPH, SECONDS_MOST = 100_000, 60, 1.0
SIGNS = "渡口检查安全工作通知范围时间设施单位落实责任发现隐患立即整改情况书面报告江河桥路各县区"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhanqun.config.settings.test"
    import django

    django.setup()
    chance = random.Random(7)
    olds = [_text(chance, PARAGRAPH) for _at in range(CHARACTERS // PARAGRAPH)]
    whole = "".join(olds)
    cases = {
        "one word": (olds, [*olds[:-1], _edited(chance, olds[-1])]),
        "every paragraph edited": (olds, [_edited(chance, row) for row in olds]),
        "every paragraph new": (olds, [_text(chance, PARAGRAPH) for _row in olds]),
        "a part moved": (olds, [*olds[300:900], *olds[:300], *olds[900:]]),
        "one paragraph, edited in 600 places": ([whole], [_edited(chance, whole, 600)]),
        "one paragraph, all new": ([whole], [_text(chance, CHARACTERS)]),
    }
    rows = [
        (name, f"{_seconds(_ours, old, new):.2f}", _difflib(old, new))
        for name, (old, new) in cases.items()
    ]
    table((f"{CHARACTERS:,} characters, seconds", "ours", "difflib"), rows)
    keep({"rows": rows, "characters": CHARACTERS, "limit_seconds": SECONDS_MOST})
    if (slowest := max(float(row[1]) for row in rows)) > SECONDS_MOST:
        raise SystemExit(f"{slowest} s; at most {SECONDS_MOST} s are allowed")


def _ours(olds: list[str], news: list[str]) -> None:
    from zhanqun.content.library.comparing import pairs_of
    from zhanqun.content.library.comparing.body_lines import lines_of_body

    old, new = ("".join(f"<p>{row}</p>" for row in rows) for rows in (olds, news))
    for pair in pairs_of(lines_of_body(old), lines_of_body(new)):
        assert pair.old or pair.new


def _difflib(olds: list[str], news: list[str]) -> str:
    """Paragraphs by place, then characters; one long paragraph would take hours."""
    if len(olds) == 1:
        return "—"

    def compare(old: list[str], new: list[str]) -> None:
        list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
        for one, other in zip(old, new, strict=True):
            list(difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes())

    return f"{_seconds(compare, olds, news):.2f}"


def _seconds(act: Callable[[list[str], list[str]], None], old: list[str], new: list[str]) -> float:
    start = time.process_time()
    act(old, new)
    return time.process_time() - start


def _text(chance: random.Random, length: int) -> str:
    return "".join(
        chance.choice("，。；") if chance.random() < 0.06 else chance.choice(SIGNS)
        for _at in range(length)
    )


def _edited(chance: random.Random, text: str, places: int = 2) -> str:
    signs = list(text)
    for _place in range(places):
        signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
    signs.insert(chance.randrange(len(signs)), "新")
    return "".join(signs)


if __name__ == "__main__":
    main()
