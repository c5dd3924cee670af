"""The locks of the Python packages."""

import re
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[2] / "requirements"


def locked(kind: str) -> dict[str, str]:
    lines = (REQUIREMENTS / f"{kind}.txt").read_text().splitlines()
    pins = (re.match(r"([\w.-]+)==([^ ;]+)", line) for line in lines)
    return {pin[1]: pin[2] for pin in pins if pin}


def test_what_runs_on_the_server_is_what_was_tested():
    base, dev = locked("base"), locked("dev")

    assert len(base) > 30
    assert {name: dev.get(name) for name in base} == base


def test_no_lock_holds_the_package_whose_wheel_carries_gpl_code():
    """Wagtail asks for it by name; `make locks` leaves it out."""
    assert "pillow-heif" not in locked("base") | locked("dev")


def test_what_only_tests_need_is_not_on_the_server():
    assert {"pytest", "hypothesis", "playwright"}.isdisjoint(locked("base"))
