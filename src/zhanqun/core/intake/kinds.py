"""Kinds of what comes in (来件种类), registered by the rooms that handle them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake.channels import BY_STAFF
from zhanqun.core.intake.errors import KindUnknown
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.schema import Schema, Values
from zhanqun.foundation.registries import Registry

PREFIX = "/intake/"
# The kinds' own term where nothing is set at the desk. No national figure is known; ten years is
# what 《机关文件材料归档范围和文书档案保管期限规定》 gives to ordinary letters.
KEPT_DAYS = 3650


@dataclass(frozen=True)
class Note:
    """A panel beside the form (办理须知): plain sentences, or links as a label and an address."""

    title: Any
    lines: tuple[Any, ...] = ()
    links: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind. code: in addresses, small letters and hyphens.

    heading: title of the form page, such as 给市长写信. notes: beside the form.
    title_of: payload -> a short title for lists at the desk. answered_here: the desk of this room
    answers it, since no room above does. kept_days: how long after the last act contents are kept.
    still_open: uids of envelopes -> those that the room above is still handling, which are kept
    however long it takes (未办结).
    is_private: payload -> whether, once the room above has it, its words are read there alone.
    by_staff: channels through which staff enter it; received_hint: which day counts in each.
    suited: itself, what was filled in so far, the place of the form (None: the desk) -> the kind as
    it is there, with narrower choices, another heading, other notes.
    """

    code: str
    title: Any
    heading: Any
    schema: Schema
    title_of: Callable[[Mapping[str, str]], str]
    notes: tuple[Note, ...] = ()
    answered_here: bool = False
    kept_days: int = KEPT_DAYS
    still_open: Callable[[Collection[UUID]], Collection[UUID]] | None = None
    is_private: Callable[[Mapping[str, str]], bool] | None = None
    by_staff: tuple[str, ...] = BY_STAFF
    received_hint: Any = _("来信按签收日，来电、来访按当天；期限从这一天算起。")
    suited: Callable[["Kind", Values, Place | None], "Kind"] | None = None

    def suited_to(self, values: Values, place: Place | None) -> "Kind":
        return self.suited(self, values, place) if self.suited else self


kinds: Registry[Kind] = Registry("kinds of envelopes")


def register_kind(kind: Kind) -> None:
    """Open the door to a kind, at start-up."""
    kinds.register(kind.code, kind)


def kind_of(code: str) -> Kind:
    """Raises KindUnknown."""
    if code not in kinds:
        raise KindUnknown
    return kinds.get(code)


def form_path(code: str) -> str:
    """Where the public form stands on every site."""
    return f"{PREFIX}{code}/"
