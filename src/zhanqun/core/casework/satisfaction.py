"""How satisfied a writer is with an answer (满意度). Source: GB/T 39046-2020, A.8."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Satisfaction(models.IntegerChoices):
    VERY_GOOD = 1, _("非常满意")
    GOOD = 2, _("满意")
    FAIR = 3, _("基本满意")
    BAD = 4, _("不满意")
    VERY_BAD = 5, _("非常不满意")

    @property
    def is_bad(self) -> bool:
        return self >= Satisfaction.BAD
