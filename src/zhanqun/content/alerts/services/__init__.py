"""Everything that changes in this room (预警与哀悼的办理)."""

from zhanqun.content.alerts.services.chains import begin_lifting, begin_update
from zhanqun.content.alerts.services.composing import (
    compose,
    discard,
    give_back,
    save_draft,
    submit,
)
from zhanqun.content.alerts.services.events import close_event, note_press, open_event
from zhanqun.content.alerts.services.mourning import (
    ask_mourning,
    decide_mourning,
    end_mourning,
)
from zhanqun.content.alerts.services.releasing import release
from zhanqun.content.alerts.services.templates import (
    approve_template,
    retire_template,
    write_template,
)

__all__ = [
    "approve_template",
    "ask_mourning",
    "begin_lifting",
    "begin_update",
    "close_event",
    "compose",
    "decide_mourning",
    "discard",
    "end_mourning",
    "give_back",
    "note_press",
    "open_event",
    "release",
    "retire_template",
    "save_draft",
    "submit",
    "write_template",
]
