"""What the publisher changes of the form (按受理机关调整申请表)."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.core.intake.api import Choice, Field, Kind, Place


def suit(kind: Kind, values: Mapping[str, str], _place: Place | None) -> Kind:
    """The form as it is for the publisher chosen so far; any of the cluster may be chosen."""
    open_ones = disclosure.publishers().filter(takes_requests=True)
    choices = tuple(Choice(row.code, str(row)) for row in open_ones)
    chosen = next((one for one in choices if one.value == values.get("to")), None)

    def changed(one: Field) -> Field:
        asks = "" if chosen else _("选择受理机关")
        return replace(one, choices=choices, asks=asks) if one.name == "to" else one

    schema = kind.schema.with_fields(changed)
    if chosen is None:
        return replace(kind, schema=schema)
    heading = _("向{publisher}申请公开政府信息").format(publisher=chosen.label)
    return replace(kind, schema=schema, heading=heading)
