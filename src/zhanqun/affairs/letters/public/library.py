"""Where the question library is made known (登记): its pages, and hints before writing."""

from zhanqun.affairs.letters.hinting import hints_for_letter
from zhanqun.affairs.letters.public.question_kinds import QuestionList, QuestionText
from zhanqun.affairs.letters.writing import CODE
from zhanqun.core.intake import api as intake
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    target_kinds.register("letters_questions", QuestionList())
    target_kinds.register("letters_question", QuestionText())
    intake.hints.register(CODE, hints_for_letter)
