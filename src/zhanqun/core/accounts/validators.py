"""Rules for a new password (密码要求), in Django's form: each says what it misses."""

import string
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhanqun.core.accounts import habits, names

CLASSES = (
    set(string.ascii_uppercase),
    set(string.ascii_lowercase),
    set(string.digits),
)


class LengthValidator(MinimumLengthValidator):
    """So many characters (密码长度); Django has its refusal in English only."""

    def get_error_message(self) -> str:
        return _("密码至少{n}位。").format(n=self.min_length)

    def get_help_text(self) -> str:
        return self.get_error_message()


class ClassesValidator:
    """So many of: upper case, lower case, digits, other signs (字符种类).

    Source: practice of assessors under GB/T 22239-2019, 8.1.4.1.
    """

    def __init__(self, min_classes: int = 3) -> None:
        self.min_classes = min_classes

    def validate(self, password: str, user: Any = None) -> None:
        if classes_in(password) < self.min_classes:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("大写字母、小写字母、数字、符号四种里至少用三种。")


class HabitsValidator:
    """Nothing that a guesser tries first (弱口令)."""

    def validate(self, password: str, user: Any = None) -> None:
        known = names.names_around(user)
        if habits.surprises_in(password, known) < habits.SURPRISES_MIN:
            raise ValidationError(
                _(
                    "密码太容易猜：主要由常见词、拼音、姓名、单位或地名、键盘顺序、年份或吉利数字组成。"
                    "请加入别人猜不到的内容，如几个不相干的词。"
                ),
                code="password_habit",
            )

    def get_help_text(self) -> str:
        return _("不用姓名、单位、地名的拼音，不用键盘顺序、年份和吉利数字。")


def classes_in(password: str) -> int:
    signs = set(password)
    known = [kind for kind in CLASSES if signs & kind]
    others = signs - set().union(*CLASSES)
    return len(known) + bool(others)
