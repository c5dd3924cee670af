"""Dependency keys of articles and lists (依赖键): what the gate announces and pages note.

A page notes exactly what it shows, so that an act touches the pages that change and no others
(见 decisions/0018).
"""

from uuid import UUID

# Articles a numbered list page holds, and list numbers a part of the sitemap covers: an act draws a
# part anew and reads as many rows for it, scattered over a large table.
BUCKET = 20
BLOCK = 100


def article_key(uid: UUID | str) -> str:
    """All that the public sees of one article, its time of publication included."""
    return f"article:{uid}"


def heading_key(uid: UUID | str) -> str:
    """What lists show of an article (标题信息), and whether it is live; see `Heading`."""
    return f"article:{uid}:heading"


def placed_key(uid: UUID | str, site_id: int) -> str:
    """Whether an article stands on a site, and on which columns of it."""
    return f"article:{uid}:on:{site_id}"


def home_key(uid: UUID | str) -> str:
    """Where those are led who have no page of the article on their own site."""
    return f"article:{uid}:home"


def placement_key(placement_id: int) -> str:
    """That a row of a list is still there."""
    return f"placement:{placement_id}"


def interpretations_key(uid: UUID | str) -> str:
    """Which live articles interpret a document."""
    return f"interpretations:{uid}"


def translations_key(uid: UUID | str) -> str:
    """Which articles say the same in another language."""
    return f"article:{uid}:translations"


def number_key(number: str) -> str:
    """Which live documents bear a number."""
    return f"number:{number}"


def tag_key(tag: str) -> str:
    """Which live articles bear a tag."""
    return f"tag:{tag}"


def top_key(column_id: int) -> str:
    """What enters or moves among a column's newest and pinned articles."""
    return f"column:{column_id}:top"


def bucket_key(column_id: int, bucket: int) -> str:
    """What enters one numbered list page of a column, counted from the oldest."""
    return f"column:{column_id}:list:{bucket}"


def block_key(column_id: int, block: int) -> str:
    """One part of a site's sitemap: a block of list numbers of a column."""
    return f"column:{column_id}:block:{block}"


def sitemap_key(site_id: int) -> str:
    """When the parts of a site's sitemap last changed, and which there are."""
    return f"site:{site_id}:sitemap"


def newest_key(site_id: int) -> str:
    """What enters a site's newest articles."""
    return f"site:{site_id}:newest"


def day_key(site_id: int) -> str:
    """The day on which a site's texts last changed for the public (最近更新日)."""
    return f"site:{site_id}:day"


def bucket_of(number: int) -> int:
    """The list page on which a list number stands; numbers and pages start at 1."""
    return (number - 1) // BUCKET + 1


def block_of(number: int) -> int:
    """The part of the sitemap in which a list number stands; parts start at 1."""
    return (number - 1) // BLOCK + 1
