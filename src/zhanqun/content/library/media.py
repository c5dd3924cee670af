"""What a text shows besides its words (媒体形式): a film, sound, a sequence of pictures."""

from collections.abc import Iterable
from typing import NamedTuple

from zhanqun.content.library.states import ArticleKind, InterpretationForm
from zhanqun.core.attachments.api import Attachment

VIDEO, SOUND, PICTURES = "video", "sound", "pictures"
TYPES = {VIDEO: ("video/mp4",), SOUND: ("audio/mpeg", "audio/mp4")}
CAPTIONS = "text/vtt"
_OF_KIND = {ArticleKind.VIDEO: VIDEO, ArticleKind.PICTURE_STORY: PICTURES}
_OF_FORM = {
    InterpretationForm.VIDEO: VIDEO,
    InterpretationForm.AUDIO: SOUND,
    InterpretationForm.PICTURES: PICTURES,
}


class Played(NamedTuple):
    """The file that a page plays, and its captions."""

    file: Attachment | None
    captions: Attachment | None


def medium_of(kind: str, form: str) -> str:
    """video, sound, pictures, or "" where words are all: by kind, and form of interpretation."""
    if kind == ArticleKind.INTERPRETATION:
        return _OF_FORM.get(InterpretationForm(form), "") if form else ""
    return _OF_KIND.get(ArticleKind(kind), "")


def played(medium: str, files: Iterable[Attachment]) -> Played:
    """Of several the first; captions belong to a film alone."""
    rows = list(files)
    wanted = TYPES.get(medium, ())
    file = next((row for row in rows if row.content_type in wanted), None)
    captions = next((row for row in rows if row.content_type == CAPTIONS), None)
    return Played(file, captions if medium == VIDEO else None)
