"""Are the public pages complete in English (译文完整性)?

The words of public pages stand in the templates and in Python of ui, pages and the search; each
must have an English translation, with the same placeholders.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2]
PUBLIC_TEMPLATES = (
    "ui/jinja2",
    "content/pages/jinja2",
    "delivery/search/jinja2",
)
PUBLIC_PYTHON = (
    "ui",
    "content/pages/builders",
    "content/pages/kinds",
    "delivery/search/public",
    "delivery/search/answering",
)
# The desk is in Chinese alone.
NOT_PUBLIC = {"tests", "desk", "wagtailadmin"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
Message = tuple[str, str | None]


def missing() -> str:
    """One line per public message without a good English translation; empty where complete."""
    english = public_catalogue()
    return "\n".join(
        f"{place}: {message!r} {fault}"
        for place, (message, context) in public_messages()
        if (fault := fault_of(english, message, context))
    )


def fault_of(catalogue: Catalog, message: str, context: str | None) -> str:
    """What is wrong with a message's translation; empty where nothing is."""
    entry = catalogue.get(message, context)
    texts = entry.string if entry and isinstance(entry.string, tuple | list) else None
    translated = list(texts) if texts else [str(entry.string)] if entry else []
    if not translated or not all(translated) or (entry and entry.fuzzy):
        return "has no translation"
    if any(placeholders(text) - placeholders(message) for text in translated):
        return "is translated with placeholders it does not have"
    return ""


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def public_catalogue() -> Catalog:
    catalogue = Catalog(locale="en")
    for path in sorted(SOURCE.glob("**/locale/en/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def public_messages() -> Iterator[tuple[str, Message]]:
    for path in public_files():
        method = "python" if path.suffix == ".py" else "jinja2"
        place = str(path.relative_to(SOURCE))
        for line, found, _comments, context in extract(
            method, io.BytesIO(path.read_bytes()), keywords=KEYWORDS
        ):
            first = found if isinstance(found, str) else found[0]
            yield f"{place}:{line}", (first, context)


def public_files() -> list[Path]:
    templates = [path for root in PUBLIC_TEMPLATES for path in (SOURCE / root).rglob("*.*")]
    modules = [path for root in PUBLIC_PYTHON for path in (SOURCE / root).rglob("*.py")]
    return sorted(path for path in templates + modules if NOT_PUBLIC.isdisjoint(path.parts))
