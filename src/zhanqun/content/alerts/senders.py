"""The code of the issuing unit (发布单位编码), 14 digits."""

from zhanqun.content.alerts.facts import facts
from zhanqun.core.units.api import Unit

DIVISION_DIGITS, NUMBER_DIGITS = 6, 8


def sender_code(unit: Unit) -> str:
    """The code that was assigned (facts.senders); else the division's six digits and the unit's
    own number, which nobody assigned but no other unit here has."""
    assigned = facts().senders.get(unit.name)
    if assigned:
        return assigned
    division = unit.division_code[:DIVISION_DIGITS].ljust(DIVISION_DIGITS, "0")
    return f"{division}{unit.pk:0{NUMBER_DIGITS}d}"
