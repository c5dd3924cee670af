"""Checks of words (检查): personal data, wording, names. Plain words in, hits out."""

from collections.abc import Iterable
from datetime import datetime

from zhanqun.core.checks.hits import BLOCK, HINT, WARN, Hit, Passage
from zhanqun.core.checks.privacy import privacy_hits

__all__ = ["BLOCK", "HINT", "WARN", "Hit", "Passage", "scan"]


def scan(passages: Iterable[Passage], *, now: datetime) -> list[Hit]:
    """Everything that the checks say about these passages, in their order (检查)."""
    return [hit for passage in passages for hit in privacy_hits(passage)]
