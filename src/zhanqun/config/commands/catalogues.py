"""Message catalogues (界面译文), compiled in Python so that no system gettext is needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2]


def catalogue_files() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_stale() -> None:
    """Compile every catalogue that is newer than its compiled form."""
    for source in catalogue_files():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
    # Another process may read it at any moment.
    fresh = target.with_suffix(".mo.new")
    with fresh.open("wb") as compiled:
        write_mo(compiled, catalogue)
    fresh.replace(target)
