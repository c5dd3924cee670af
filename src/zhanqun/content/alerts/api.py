"""Warnings, events and mourning (预警、突发事件、哀悼): what pages draw, who hears of changes."""

from zhanqun.content.alerts.cap import cap_of
from zhanqun.content.alerts.changes import ChangedKeys, changed
from zhanqun.content.alerts.facts import Kind, Level, facts, kind_of, level_of
from zhanqun.content.alerts.keys import bar_key, mode_key
from zhanqun.content.alerts.models import Alert, Event, Mourning
from zhanqun.content.alerts.public import (
    Bar,
    bar_of,
    chain_on,
    chains_on,
    current_on,
    ended_on,
    event_of,
    identifiers_on,
    message,
    messages_on,
    mourning_of,
)
from zhanqun.content.alerts.queries import hours_of
from zhanqun.content.alerts.rules import brief_of
from zhanqun.content.alerts.services import (
    ask_mourning,
    begin_lifting,
    compose,
    decide_mourning,
    open_event,
    release,
    submit,
    write_template,
)
from zhanqun.content.alerts.states import AlertState, MessageType
from zhanqun.content.alerts.turning import turn

__all__ = [
    "Alert",
    "AlertState",
    "Bar",
    "ChangedKeys",
    "Event",
    "Kind",
    "Level",
    "MessageType",
    "Mourning",
    "ask_mourning",
    "bar_key",
    "bar_of",
    "begin_lifting",
    "brief_of",
    "cap_of",
    "chain_on",
    "chains_on",
    "changed",
    "compose",
    "current_on",
    "decide_mourning",
    "ended_on",
    "event_of",
    "facts",
    "hours_of",
    "identifiers_on",
    "kind_of",
    "level_of",
    "message",
    "messages_on",
    "mode_key",
    "mourning_of",
    "open_event",
    "release",
    "submit",
    "turn",
    "write_template",
]
