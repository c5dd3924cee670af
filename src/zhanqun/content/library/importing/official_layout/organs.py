"""Names of organs in titles, marks and signatures (发文机关)."""

import re

from zhanqun.content.library.importing.official_layout.lines import joined

SHORTEST_NAME = 4

_TITLE_ORGANS = re.compile(r"(.{2,60}?)(?:关于|转发|批转|印发|公布|发布)")
_ORGAN_END = re.compile(
    "(?:政府|办公厅|办公室|委员会|委|部|厅|局|院|署|会|中心|处|室|指挥部|组|行|社|办|站|所|队|校|公司)$"
)


def organs_of_title(title: str) -> list[str]:
    """Organs a title begins with: 国务院办公厅、中央军委办公厅关于……"""
    match = _TITLE_ORGANS.match(title)
    return split_organs(match[1]) if match else []


def split_organs(text: str) -> list[str]:
    """Names of organs in a list of them, or nothing where one is no organ."""
    names = [name for name in re.split(r"[、，,;；\s]+", text.strip()) if name]
    return names if names and all(_ORGAN_END.search(name) for name in names) else []


def title_of(lines: list[str]) -> str:
    """The title that stands on these lines; only organs issuing jointly stay apart by a space."""
    text = " ".join(" ".join(line.split()) for line in lines)
    match = _TITLE_ORGANS.match(text)
    organs = split_organs(match[1]) if match else []
    named_apart = len(organs) > 1 and all(len(name) >= SHORTEST_NAME for name in organs)
    if match is None or not named_apart or re.search("[、，,;；]", match[1]):
        return joined(text)
    return " ".join(organs) + joined(text[match.end(1) :])


def without_spacing(name: str) -> str:
    """A name whose letters were set apart (国 务 院) in one piece."""
    parts = name.split()
    return "".join(parts) if parts and all(len(part) == 1 for part in parts) else name
