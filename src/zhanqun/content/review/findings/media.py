"""Films, sound and picture stories that everyone can follow (音视频与图片核对)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding
from zhanqun.content.review.findings.passages import Text

# Shorter is a remark, not what was said.
TRANSCRIPT_MIN = 30
_FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
SOURCE = "GB/T 37668-2019"


def media_findings(text: Text) -> Iterator[Finding]:
    """A film needs captions and a transcript, sound a transcript: nobody shall be left out."""
    article = text.article
    medium = library.medium_of(article.kind, article.form)
    if medium in (library.VIDEO, library.SOUND):
        yield from _played(text, medium)


def story_findings(text: Text) -> Iterator[Finding]:
    """What a film lacks besides, and pictures of a story without a caption."""
    article = text.article
    medium = library.medium_of(article.kind, article.form)
    if medium == library.VIDEO and not article.cover:
        said = _("没有封面图片。视频播放前显示封面，请选一张画面清楚的。")
        yield Finding("media.no_poster", WARN, _("封面图片"), said, "cover")
    if medium == library.PICTURES:
        yield from _story(text)


def _played(text: Text, medium: str) -> Iterator[Finding]:
    found = library.played(medium, text.files)
    is_video = medium == library.VIDEO
    if found.file is None:
        said = (
            _("没有附上视频。请在“附件”中上传mp4文件（H.264、AAC）。")
            if is_video
            else _("没有附上音频。请在“附件”中上传mp3或m4a文件。")
        )
        yield _block("media.no_file", _("附件"), said, "files")
    if is_video and found.captions is None:
        said = _("视频没有字幕，听不见的人看不懂。请在“附件”中上传字幕文件（srt或vtt）。")
        yield _block("media.no_captions", _("附件"), said, "files")
    if len(text.body.strip()) < TRANSCRIPT_MIN:
        said = _("没有文字稿，看不见画面或不便播放的人无从了解内容。请把讲述的内容写在正文里。")
        yield _block("media.no_transcript", _("正文"), said, "body")


def _block(code: str, where: str, said: str, field: str) -> Finding:
    return Finding(code, BLOCK, where, said, field, source=SOURCE)


def _story(text: Text) -> Iterator[Finding]:
    html = text.places.html
    if html.count("<img ") < 2:
        said = _("图片故事至少要有两张图片，每张写一句图片说明文字。")
        yield Finding("story.few_pictures", WARN, _("正文"), said, "body")
    bare = _FIGURE.sub("", html).count("<img ")
    if bare:
        said = _("有{n}张图片下面没有文字。请在“插入图片”中勾选“标题”，写明时间、地点和内容。")
        yield Finding("story.no_caption", WARN, _("正文"), said.format(n=bare), "body")
