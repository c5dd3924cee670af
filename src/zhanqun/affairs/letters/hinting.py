"""What may answer a letter before it is sent (来信前先看看): questions, then published letters."""

from collections.abc import Mapping

from zhanqun.affairs.letters import finding
from zhanqun.affairs.letters.public.addresses import question_path, url_of
from zhanqun.content.sites import api as sites
from zhanqun.core.intake.api import Hint, Place

MOST, QUESTIONS_MOST = 5, 3


def hints_for_letter(place: Place, payload: Mapping[str, str]) -> list[Hint]:
    """Registered with the door for letters."""
    title, text = payload.get("title", ""), payload.get("text", "")
    site = sites.profile_of(place.site_id)
    questions = finding.questions_like(title, site=site, limit=MOST, more=text)
    letters = finding.published_letters_like(title, site=site, limit=MOST, more=text)
    room = max(QUESTIONS_MOST, MOST - len(letters))
    shown = [Hint(row.question, question_path(row.uid), "常见问题") for row in questions[:room]]
    published = [Hint(row.title, url_of(row, place.site_id), "公开的来信") for row in letters]
    return [*shown, *published][:MOST]
