"""Dependency keys of the catalogue (依赖键)."""


def list_key(publisher_id: int, code: str) -> str:
    """The newest of a list of a publisher's catalogue."""
    return f"catalogue:{publisher_id}:{code}:top"


def bucket_key(publisher_id: int, code: str, bucket: int) -> str:
    """One numbered page of such a list."""
    return f"catalogue:{publisher_id}:{code}:{bucket}"


def lists_key(publisher_id: int) -> str:
    """Which lists of a publisher have anything in them."""
    return f"catalogue:{publisher_id}:lists"
