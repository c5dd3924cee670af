"""Dependency keys of disclosure (依赖键)."""

from uuid import UUID


def list_key(publisher_id: int, code: str) -> str:
    """The newest of a list of a publisher's catalogue."""
    return f"catalogue:{publisher_id}:{code}:top"


def bucket_key(publisher_id: int, code: str, bucket: int) -> str:
    """One numbered page of such a list."""
    return f"catalogue:{publisher_id}:{code}:{bucket}"


def lists_key(publisher_id: int) -> str:
    """Which lists of a publisher have anything in them."""
    return f"catalogue:{publisher_id}:lists"


def counts_key(publisher_id: int) -> str:
    """How many entries of each item a publisher has."""
    return f"catalogue:{publisher_id}:counts"


def newest_key(site_id: int) -> str:
    """How much the publishers of a site have disclosed, and what is new; on a portal, those of the
    sites below it too."""
    return f"disclosure:{site_id}:newest"


def publisher_key(publisher_id: int) -> str:
    """A publisher's name, code, level, and where its pages stand."""
    return f"publisher:{publisher_id}"


def publishers_key(site_id: int) -> str:
    """Who discloses on a site, and in which order; on a portal, on the sites below it too."""
    return f"disclosure:{site_id}:publishers"


def opened_key(site_id: int) -> str:
    """Whether a site has pages of disclosure."""
    return f"disclosure:{site_id}:opened"


def guide_key(publisher_id: int) -> str:
    """What a publisher's guide says."""
    return f"publisher:{publisher_id}:guide"


def issue_key(uid: UUID | str) -> str:
    """What an issue of the gazette shows, and whether it is public."""
    return f"gazette:{uid}"


def gazette_key(site_id: int) -> str:
    """Which issues of the gazette a site has."""
    return f"gazette:{site_id}:issues"
