"""Names that must not make up a password (密码里不得使用的名称)."""

from collections.abc import Callable, Iterable
from typing import Any

from zhanqun.foundation.registries import Registry

# Upper rooms add theirs at start-up: () -> names, such as those of the sites.
more_names: Registry[Callable[[], Iterable[str]]] = Registry("names not for passwords")


def names_around(user: Any) -> list[str]:
    """The person's name and username, the unit's names and those of the sites."""
    said = [getattr(user, "username", ""), getattr(user, "name", "")]
    unit = getattr(user, "unit", None)
    if unit is not None:
        said += [unit.name, unit.short_name, unit.document_code]
    for _source, listed in more_names:
        said += listed()
    return [name for name in said if name]
