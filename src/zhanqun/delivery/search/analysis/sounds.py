"""Characters that sound alike (同音字), as input methods mix them up."""

from functools import lru_cache

# Pairs that many people do not tell apart.
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def sounds_like(one: str, two: str) -> bool:
    return one == two or bool(_sounds(one) & _sounds(two))


@lru_cache(maxsize=8192)
def _sounds(character: str) -> frozenset[str]:
    """Every reading of a character without tones, blurred ones made one."""
    # Its dictionaries take a second to load: only where a query may be misspelt.
    from pypinyin import pinyin
    from pypinyin.constants import Style

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(_blurred(reading) for heard in readings for reading in heard)


def _blurred(reading: str) -> str:
    for strict, loose in _BLURRED:
        reading = reading.replace(strict, loose)
    return reading
