"""Targets of letters: index, lists, one page a letter, figures (来信页面)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.keys import bucket_key, letter_key, list_key, opened_key
from zhanqun.affairs.letters.models import Publication
from zhanqun.affairs.letters.public import letters, lists, numbers, reading
from zhanqun.affairs.letters.public.addresses import (
    FIGURES,
    INDEX,
    bucket_path,
    list_path,
    page_path,
)
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Frame, frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target


class Index(pages.FramedKind):
    """来信首页, key ""."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame = frame_of(target.site_id)
        page = letters.index_page(frame)
        return (
            pages.draw_apart(frame, "letters/index.html", INDEX, f"{INDEX}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters", "")] if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters", "")] if reading.has_mailboxes(site_id) else []


class FiguresOfLetters(pages.FramedKind):
    """来信统计, key ""."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame = frame_of(target.site_id)
        page = numbers.figures_page(frame)
        return (
            pages.draw_apart(frame, "letters/figures.html", FIGURES, FIGURES, page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters_figures", "")] if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters_figures", "")] if reading.has_mailboxes(site_id) else []


class Listed(pages.FramedKind):
    """来信列表, key is the code of a list, such as "all" or "sort-help"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame, path = frame_of(target.site_id), list_path(target.key)
        page = lists.landing(frame, target.key)
        return (
            pages.draw_apart(frame, "letters/list.html", path, f"{path}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 4 and key == list_key(site_id, parts[2]):
            return [Target(site_id, "letters_list", parts[2])]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters_list", code) for code in reading.lists_on(site_id)]


class Numbered(pages.FramedKind):
    """来信列表分页, key "code:bucket"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        code, _colon, bucket = target.key.partition(":")
        frame, path = frame_of(target.site_id), bucket_path(code, int(bucket))
        page = lists.numbered(frame, code, int(bucket))
        if page is None:
            return None
        name = f"{page.title} {_('第{number}页').format(number=bucket)}"
        return pages.draw_apart(frame, "letters/list.html", path, path, page, name=name)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 4 and parts[3].isdigit():
            code, bucket = parts[2], int(parts[3])
            if key == bucket_key(site_id, code, bucket):
                return [Target(site_id, "letters_page", f"{code}:{bucket}")]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for code in reading.lists_on(site_id):
            for bucket in range(1, reading.last_bucket(site_id, code) + 1):
                yield Target(site_id, "letters_page", f"{code}:{bucket}")


class LetterText(pages.FramedKind):
    """来信详情, key is the uid of the publication; on the site of its mailbox alone."""

    def prepare(self, targets: Sequence[Target]) -> None:
        super().prepare(targets)
        reading.publications(UUID(target.key) for target in targets)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        found = reading.publication_of(UUID(target.key), target.site_id)
        if found is None:
            return None
        frame, path = frame_of(target.site_id), page_path(found.uid)
        if found.state != PublicationState.PUBLISHED:
            title, text = (
                _("这封来信的公开已经撤下"),
                _("需要了解的，请在来信首页查看其他公开的来信。"),
            )
            gone = pages.draw_gone(frame, path, title, text, found.changed_at)
            return Rendered(path, gone, status=410)
        return self._page(frame, path, found)

    def _page(self, frame: Frame, path: str, found: Publication) -> Rendered:
        address = frame.base_url + path
        tags, data = letters.tags_of(found, address), letters.data_of(found, address)
        page = letters.letter_page(frame, found)
        return pages.draw_apart(
            frame, "letters/letter.html", path, path, page, tags=tags, data=data
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        if kind != "letter" or key != letter_key(uid):
            return []
        found = reading.publications([UUID(uid)])[UUID(uid)]
        is_here = found is not None and found.letter.mailbox.site.site_id == site_id
        return [Target(site_id, "letter", uid)] if is_here else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letter", str(uid)) for uid in reading.uids_on(site_id)]
