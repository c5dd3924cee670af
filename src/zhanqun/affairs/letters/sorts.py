"""Sorts of letters (来信类型) and what follows from each.

Source: 《国务院办公厅关于加强政府网站信息内容建设的意见》（国办发〔2014〕57号）; the sorts are
those of two city platforms; 《信访工作条例》(2022) for petitions.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    CONSULTATION = "consultation", _("咨询")
    HELP = "help", _("求助")
    COMPLAINT = "complaint", _("投诉")
    SUGGESTION = "suggestion", _("建议")
    REPORT = "report", _("举报")
    PETITION = "petition", _("信访事项")


# Read by the mailbox's office and who is named to handle it; never published.
CONFIDENTIAL = frozenset({Sort.REPORT})
# What becomes public if the writer agrees and the office decides so.
PUBLISHABLE = frozenset({Sort.CONSULTATION, Sort.HELP, Sort.COMPLAINT, Sort.SUGGESTION})
USUAL_CLOCK, COMPLEX_CLOCK = "letter", "letter_complex"
CLOCKS = ("letter", "letter_complex", "petition_tell", "petition")


def clock_for(sort: str, *, is_complex: bool = False) -> str:
    """Code of the clock rule on which a letter of this sort runs, from its start on."""
    if sort == Sort.PETITION:
        return "petition_tell"
    return COMPLEX_CLOCK if is_complex else USUAL_CLOCK
