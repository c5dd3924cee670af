"""Dependency keys of the library (依赖键)."""

from datetime import date
from uuid import UUID

# Documents on a numbered page of a list, and in a page of the catalogue for programs.
BUCKET = 20
RECORDS = 100


def holding_key(uid: UUID | str) -> str:
    """What lists say of a document, and whether it is public."""
    return f"policy:{uid}"


def standing_key(uid: UUID | str) -> str:
    """Whether a document is public, and where its one page is."""
    return f"policies:home:{uid}"


def opened_key(site_id: int) -> str:
    """A site's very first document: from then on it has a library."""
    return f"policies:{site_id}:opened"


def shelves_key(site_id: int) -> str:
    """Which lists a library has, and how many documents each holds."""
    return f"policies:{site_id}:shelves"


def codes_key(site_id: int) -> str:
    """Which lists a library ever had."""
    return f"policies:{site_id}:codes"


def total_key(site_id: int) -> str:
    """How many documents a library has, and when one came or went."""
    return f"policies:{site_id}:total"


def top_key(site_id: int, code: str) -> str:
    """The newest of a list."""
    return f"policies:{site_id}:{code}:top"


def bucket_key(site_id: int, code: str, bucket: int) -> str:
    """One numbered page of a list."""
    return f"policies:{site_id}:{code}:list:{bucket}"


def records_key(site_id: int, page: int) -> str:
    """One page of the catalogue for programs."""
    return f"policies:{site_id}:records:{page}"


def calendar_key(site_id: int) -> str:
    """What the calendar begins with: today, and what comes soon."""
    return f"policies:{site_id}:calendar"


def month_key(site_id: int, day: date) -> str:
    """What a month of the calendar holds."""
    return f"policies:{site_id}:month:{month_of(day)}"


def month_of(day: date) -> str:
    """Such as 2026-11: a year of four digits, whichever was typed."""
    return day.isoformat()[:7]


def bundles_key(site_id: int) -> str:
    """Which years there is a file of, and what is said of them."""
    return f"policies:{site_id}:bundles"


def bundle_key(site_id: int, year: int) -> str:
    """The file with all documents of a year."""
    return f"policies:{site_id}:bundle:{year}"


def bucket_of(position: int, size: int = 0) -> int:
    """The page on which a position stands; both count from 1. size: of a numbered page of lists."""
    return (position - 1) // (size or BUCKET) + 1
