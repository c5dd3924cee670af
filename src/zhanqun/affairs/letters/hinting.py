"""What may answer a letter before it is sent (来信前先看看): questions, then published letters.

Search looks in its own index where it is installed and registers here; else the database finds.
"""

from collections.abc import Callable, Mapping, Sequence

from zhanqun.affairs.letters import finding
from zhanqun.affairs.letters.public.addresses import question_path, url_of
from zhanqun.content.sites import api as sites
from zhanqun.core.intake.api import Hint, Place
from zhanqun.foundation.registries import Registry

MOST, QUESTIONS_MOST = 5, 3
Find = Callable[[Place, str, str], Sequence[Hint]]
# One entry at most: where, title, text -> what is like it, the likest first.
finders: Registry[Find] = Registry("finders of like letters")


def hints_for_letter(place: Place, payload: Mapping[str, str]) -> Sequence[Hint]:
    """Registered with the door for letters."""
    title, text = payload.get("title", ""), payload.get("text", "")
    for _name, find in finders:
        return find(place, title, text)
    return found_in_database(place, title, text)


def found_in_database(place: Place, title: str, text: str) -> list[Hint]:
    site = sites.profile_of(place.site_id)
    questions = finding.questions_like(title, site=site, limit=MOST, more=text)
    letters = finding.published_letters_like(title, site=site, limit=MOST, more=text)
    room = max(QUESTIONS_MOST, MOST - len(letters))
    shown = [Hint(row.question, question_path(row.uid), "常见问题") for row in questions[:room]]
    published = [Hint(row.title, url_of(row, place.site_id), "公开的来信") for row in letters]
    return [*shown, *published][:MOST]
