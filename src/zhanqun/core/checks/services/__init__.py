"""Writes of the lists, the leaders and the register (检查词库)."""

from zhanqun.core.checks.services.importing import import_words
from zhanqun.core.checks.services.leaders import (
    LeaderTermBackward,
    add_leader,
    change_leader,
    end_leader,
)
from zhanqun.core.checks.services.lists import (
    EntryChanged,
    EntryExists,
    add_entry,
    add_list,
    change_entry,
    change_list,
    go_back,
    remove_entry,
)
from zhanqun.core.checks.services.register import (
    PersonalDataStays,
    PhraseTooShort,
    allow_false_positive,
    keep_false_positive,
    register_false_positive,
)

__all__ = [
    "EntryChanged",
    "EntryExists",
    "LeaderTermBackward",
    "PersonalDataStays",
    "PhraseTooShort",
    "add_entry",
    "add_leader",
    "add_list",
    "allow_false_positive",
    "change_entry",
    "change_leader",
    "change_list",
    "end_leader",
    "go_back",
    "import_words",
    "keep_false_positive",
    "register_false_positive",
    "remove_entry",
]
