"""Words of replies: what is courtesy, forwarding, concrete, rude (答复用语)."""

import re
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "data" / "phrases.yaml"
_PARTS = re.compile(r"[^。！!；;\n]+[。！!；;]?")
_BLANK = re.compile(r"[\s\u3000\xa0]+")


@cache
def pattern(kind: str) -> re.Pattern[str]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))[kind]
    return re.compile("|".join(f"(?:{row})" for row in rows))


def closed_up(text: str) -> str:
    return _BLANK.sub("", text)


def sentences(text: str) -> list[str]:
    return _PARTS.findall(closed_up(text))


def substance_of(text: str) -> str:
    """The reply without salutation, courtesies, date and signature; letters and digits only."""
    left = closed_up(text)
    for _again in range(3):  # what one removal uncovers may be a form itself
        shorter = pattern("hollow").sub("", left).strip('，。！!；;：:、“”"')
        if shorter == left:
            break
        left = shorter
    return re.sub(r"[\W_]+", "", left)
