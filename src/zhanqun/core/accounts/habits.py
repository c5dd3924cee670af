"""What makes a password easy to guess here (弱口令规则): words, names, runs, dates.

A password is taken apart: known words in pinyin or English, runs on the keyboard, repeats, years
and favourite numbers. What is left over is what a guesser does not know; too little of it, and
the password is refused. Source: GB/T 22239-2019, 8.1.4.1 (secrets are complex).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

# So many characters must be left over.
SURPRISES_MIN = 5
RUN_MIN = 4
WORD_MIN = 3
# Parts of a name by their initials: shorter ones stand in any word.
INITIALS_MIN = 4
DATA = Path(__file__).parent / "data" / "habits.txt"
# Rows and columns of the keyboard, alphabet and digits; read in both directions.
ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
)
DATES = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?")
FAVOURITES = re.compile(r"5201314|1314|520|521|168|110|119|12345|666+|888+|999+|000+|111+")
REPEATS = re.compile(r"(.)\1{2,}")
PAIRS = re.compile(r"(.{2,4})\1+")
SIGNS_BETWEEN = re.compile(r"[^a-z0-9]")
LOOK_ALIKES = str.maketrans({"@": "a", "$": "s", "0": "o", "1": "l", "3": "e"})


def surprises_in(password: str, names: Iterable[str]) -> int:
    """How many characters of a password a guesser could not foresee (不可预测的字符数).

    names: what belongs to this person: name, username, unit, site.
    """
    words = {*common_words(), *forms_of(names)}
    plain = password.lower()
    return min(_left_over(text, words) for text in {plain, plain.translate(LOOK_ALIKES)})


def forms_of(names: Iterable[str]) -> set[str]:
    """Names and parts of them as people type them: pinyin, initials, Latin letters as they are."""
    forms: set[str] = set()
    for name in names:
        syllables = [part.lower() for part in _syllables(name) if part.isalpha()]
        forms.update("".join(part) for part in _stretches(syllables, 2))
        initials = [syllable[0] for syllable in syllables]
        forms.add("".join(initials))
        forms.update("".join(part) for part in _stretches(initials, INITIALS_MIN))
        forms.update(re.split(r"[^a-z]+", name.lower()))
    return {form for form in forms if len(form) >= WORD_MIN}


def _syllables(text: str) -> list[str]:
    # Its dictionaries take a second to load: only where a password is chosen.
    from pypinyin import lazy_pinyin

    return list(lazy_pinyin(text))


def _stretches(parts: list[str], shortest: int) -> Iterator[list[str]]:
    """Every run of neighbours of at least that length."""
    for start in range(len(parts)):
        for end in range(start + shortest, len(parts) + 1):
            yield parts[start:end]


@cache
def common_words() -> frozenset[str]:
    """The words of data/habits.txt, in pinyin and by initials where they are Chinese."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    spelled = {"".join(_syllables(word)).lower() for word in words}
    return frozenset(word for word in spelled if len(word) >= WORD_MIN)


def _left_over(text: str, words: Collection[str]) -> int:
    text = _without_words(text, words)
    for pattern in (DATES, FAVOURITES, REPEATS, PAIRS):
        text = pattern.sub(" ", text)
    text = _without_runs(text)
    return len(SIGNS_BETWEEN.sub("", text))


def _without_words(text: str, words: Collection[str]) -> str:
    for word in sorted((word for word in words if word in text), key=len, reverse=True):
        text = text.replace(word, " ")
    return text


def _without_runs(text: str) -> str:
    """Runs along the keyboard of four and more, the longest first."""
    for length in range(len(text), RUN_MIN - 1, -1):
        for at in range(len(text) - length + 1):
            part = text[at : at + length]
            if " " not in part and _is_run(part):
                text = text[:at] + " " * length + text[at + length :]
    return text


def _is_run(part: str) -> bool:
    return any(part in row or part[::-1] in row for row in ROWS)
