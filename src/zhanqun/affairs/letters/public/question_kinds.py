"""Targets of the question library: list and pages (常见问题页面)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.keys import opened_key, question_key, questions_key
from zhanqun.affairs.letters.public import questions
from zhanqun.affairs.letters.public.addresses import QUESTIONS, question_path
from zhanqun.affairs.letters.states import QuestionState
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target


class QuestionList(pages.FramedKind):
    """常见问题, key ""."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame = frame_of(target.site_id)
        page = questions.questions_page(frame)
        file = f"{QUESTIONS}index.html"
        return (
            pages.draw_apart(frame, "letters/questions.html", QUESTIONS, file, page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        if key in (questions_key(site_id), opened_key(site_id)):
            return [Target(site_id, "letters_questions", "")]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters_questions", "")] if questions.shown_on(site_id) else []


class QuestionText(pages.FramedKind):
    """问答详情, key is the uid of the question."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        found = questions.question_at(UUID(target.key), target.site_id)
        if found is None:
            return None
        frame, path = frame_of(target.site_id), question_path(found.uid)
        if found.state != QuestionState.PUBLISHED:
            title, text = _("这条问答已经停用"), _("请在常见问题里查看现在有效的答案，或者写信。")
            gone = pages.draw_gone(frame, path, title, text, found.written_at)
            return Rendered(path, gone, status=410)
        page, data = (
            questions.question_page(frame, found),
            questions.data_of(found, frame.base_url + path),
        )
        return pages.draw_apart(frame, "letters/question.html", path, path, page, data=data)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        is_ours = kind == "question" and key == question_key(UUID(uid))
        if not is_ours or questions.question_at(UUID(uid), site_id) is None:
            return []
        return [Target(site_id, "letters_question", uid)]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "letters_question", str(uid)) for uid in questions.uids_on(site_id)]
