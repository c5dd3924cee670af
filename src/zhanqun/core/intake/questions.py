"""The plain question for browsers that compute nothing (普通问题)."""

from zhanqun.core.intake import characters, queries
from zhanqun.core.intake.keys import Key
from zhanqun.core.intake.models import PlainQuestion


def question_for(key: Key) -> PlainQuestion | None:
    """The same one for the same form; None where all are switched off."""
    there = queries.questions()
    return there[int(key.hash[:8], 16) % len(there)] if there else None


def is_answered(question: PlainQuestion | None, typed: str) -> bool:
    """Width, blanks and punctuation make no difference."""
    if question is None:
        return False
    given = characters.folded(typed)
    return bool(given) and given in {characters.folded(answer) for answer in question.answers}
