"""Wording (用语): lists matched over normalised text, and near misses of protected names."""

from zhanqun.core.checks.wording.matching import Wording
from zhanqun.core.checks.wording.patterns import Pattern
from zhanqun.core.checks.wording.reading import Reading, year_of_texts

__all__ = ["Pattern", "Reading", "Wording", "year_of_texts"]
