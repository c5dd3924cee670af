"""Dependency keys of sites and columns (依赖键): what structure announces and pages note.

见 decisions/0018. A page notes what it shows, so that a change of an office's telephone
touches every page of its site, and one of a column's promised cycle only that column's lists.
"""


def site_key(site_id: int) -> str:
    """What every page of a site shows of its profile: masthead, footer, marks."""
    return f"site:{site_id}"


def created_key(site_id: int) -> str:
    """A site came into being."""
    return f"site:{site_id}:created"


def address_key(site_id: int) -> str:
    """Domain and port of a site."""
    return f"site:{site_id}:address"


def folder_key(site_id: int) -> str:
    """Domain of a site, under which its files lie; whatever stands there depends on it."""
    return f"site:{site_id}:domain"


def look_key(site_id: int) -> str:
    """Theme, main colour and language of a site."""
    return f"site:{site_id}:look"


def name_key(site_id: int) -> str:
    return f"site:{site_id}:name"


def short_name_key(site_id: int) -> str:
    return f"site:{site_id}:short_name"


def subsites_key(site_id: int) -> str:
    """Which sites stand below a site."""
    return f"site:{site_id}:subsites"


def elder_key(site_id: int) -> str:
    """What a site's elder home shows."""
    return f"site:{site_id}:elder"


def navigation_key(site_id: int) -> str:
    """Which columns are shown at the top of a site, and what they are called."""
    return f"site:{site_id}:navigation"


def children_key(page_id: int) -> str:
    """Which columns are shown below a home or a column; page ids are those of the tree."""
    return f"column:{page_id}:children"


def column_key(column_id: int) -> str:
    """A column's name, and whether it is open."""
    return f"column:{column_id}"


def opened_key(column_id: int) -> str:
    """A column's very first article: from then on it has pages."""
    return f"column:{column_id}:opened"


def words_key(column_id: int) -> str:
    """A column's description and keywords."""
    return f"column:{column_id}:words"


def type_key(column_id: int) -> str:
    """A column's type; those below inherit it."""
    return f"column:{column_id}:type"


def cycle_key(column_id: int) -> str:
    """A column's promised cycle; those below inherit it."""
    return f"column:{column_id}:cycle"


def duty_key(column_id: int) -> str:
    """A column's lead unit; those below inherit it."""
    return f"column:{column_id}:duty"
