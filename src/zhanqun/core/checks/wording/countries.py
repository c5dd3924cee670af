"""Short names of countries, as Chinese media write them (国家简称)."""

from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "countries.txt"

COUNTRIES = frozenset(_FILE.read_text(encoding="utf-8").split())
