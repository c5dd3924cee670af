"""Real material kept beside the repository; tests that need it skip where it is absent."""

from pathlib import Path

import pytest

SHARED = next(
    (p / "shared" for p in Path(__file__).resolve().parents if (p / "shared/norms").is_dir()),
    None,
)


def shared(path: str) -> Path:
    """Path below ../shared, or skip the test."""
    if SHARED is None or not (SHARED / path).exists():
        pytest.skip(f"../shared/{path} is not here")
    return SHARED / path
