"""Names of files as people gave them (文件名): kept, without paths and tricks."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments.errors import FileRefused

# A file system takes 255 bytes; published copies have twins with longer endings.
STEM_BYTES_MAX = 220
STEM_CHARACTERS_MAX = 180
ENDING_CHARACTERS_MAX = 10
# A longer name is cut at its front before it is remembered at all.
GIVEN_CHARACTERS_MAX = 500
# Controls, marks that turn the direction of writing or cannot be seen, separators of lines.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# Names that Windows keeps for devices; such a file could be neither saved nor opened there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The name to keep: no path, no unseen characters, at most 220 bytes before the ending.

    Raises FileRefused where no name or no ending is left.
    """
    base = base_name(name)
    stem, dot, ending = base.rpartition(".")
    if not dot or not stem:
        raise FileRefused(name=base[:80] or "?", why=_("文件名没有扩展名"))
    stem = stem[:STEM_CHARACTERS_MAX].encode()[:STEM_BYTES_MAX].decode(errors="ignore")
    kept = f"{stem.rstrip(' .')}.{ending[:ENDING_CHARACTERS_MAX]}"
    return f"_{kept}" if _DEVICES.match(kept) else kept


def base_name(name: str) -> str:
    """The last part of a path, without characters that nobody sees."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in base if unicodedata.category(char) not in _UNSEEN).strip(" .")


def is_shortened(name: str, kept: str) -> bool:
    return len(base_name(name)) > len(kept)
