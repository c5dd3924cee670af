"""Texts of a made-up cluster, recombined from real ones (拼接的语料): same seed, same texts."""

import csv
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

SHARED = Path(__file__).resolve().parents[2] / "shared" / "real"
POLICY = ("govcn_60_full_fields.csv", "recent_2026_with_docno.csv", "regulations_469.csv")
KINDS = ("news",) * 80 + ("document",) * 12 + ("interpretation",) * 5 + ("notice",) * 3
PLACES = "青云 临江 白鹭 石桥 云岭 南渡 金沙 柳河 长宁 安丰 永泰 新集 平川 双溪 大埔 清源".split()
ACTS = "召开 部署 推进 印发 调研 公布 启动 开展 通报 完成 征集 检查 签约 慰问 培训 公示".split()
_SENTENCE = re.compile(r"[^。！？\n]{8,120}[。！？]")
_DAY_ONE = date(2016, 1, 1)


class Policy(NamedTuple):
    """A real document: its title, number and organ."""

    title: str
    number: str
    organ: str


class Text(NamedTuple):
    """One made text. body: plain, a paragraph a line."""

    title: str
    body: str
    kind: str
    number: str
    organ: str
    published_on: date


class Texts:
    """Makes texts from the words of `../shared/real`; raises FileNotFoundError where absent."""

    def __init__(self, seed: int = 7) -> None:
        self._seed = seed
        self.policy = list(_policies())
        self._sentences = list(_sentences())

    def make(self, count: int, start: int = 0) -> Iterator[Text]:
        """Texts `start` to `start + count`; the real documents come first, once each."""
        for number in range(start, start + count):
            yield self._text(number)

    def _text(self, number: int) -> Text:
        luck = random.Random(self._seed * 1_000_003 + number)
        kind = luck.choice(KINDS)
        policy = luck.choice(self.policy)
        title, printed, organ = self._title(luck, policy), "", luck.choice(self._organs)
        if number < len(self.policy):
            policy = self.policy[number]
            title, printed, organ, kind = *policy, "document"
        elif kind == "document":
            printed = f"{luck.choice(PLACES)[0]}政发〔{luck.randint(2010, 2026)}〕{number}号"
        lines = [
            "".join(luck.choices(self._sentences, k=luck.randint(3, 7)))
            for _paragraph in range(luck.randint(1, 5))
        ]
        day = _DAY_ONE + timedelta(days=luck.randint(0, 3980))
        return Text(title, "\n".join(lines), kind, printed, organ, day)

    @cached_property
    def _organs(self) -> list[str]:
        return sorted({policy.organ for policy in self.policy if 0 < len(policy.organ) < 20})

    def _title(self, luck: random.Random, policy: Policy) -> str:
        """A title of the same words as a real one, which it never equals."""
        start = luck.randint(0, max(0, len(policy.title) - 12))
        topic = policy.title[start : start + luck.randint(6, 18)]
        return f"{luck.choice(PLACES)}{luck.choice('市县区镇')}{luck.choice(ACTS)}{topic}"


def _policies() -> Iterator[Policy]:
    for name in POLICY:
        with (SHARED / "policy" / name).open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                number = row.get("doc_no") or row.get("order_no") or ""
                yield Policy(row["title"], number, row.get("issuer") or "")


def _sentences() -> Iterator[str]:
    for name in ("letters_with_reply_1.csv", "letters_with_reply_2.csv"):
        with (SHARED / "letters" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield from _SENTENCE.findall(row["body"].replace("　", "\n"))
                yield from _SENTENCE.findall(row["reply"].replace("　", "\n"))
    with (SHARED / "policy" / "regulations_469.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            yield row["history"].replace(" | ", "，") + "。"
