"""The legal list (法定主动公开内容): what every publisher discloses without being asked.

Source: 《政府信息公开条例》第二十条、第二十一条.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data/items.yaml"
# The block 政府信息公开制度: what stands there is filed like an item of the list.
RULES = "rules"


class Level(models.TextChoices):
    """Of which government a publisher is part (层级)."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("设区的市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡镇")


@dataclass(frozen=True)
class Item:
    """One item (公开事项). figures: part of the annual report's second table that counts it."""

    code: str
    label: str
    norm: str
    levels: tuple[str, ...]
    figures: str = ""


@cache
def items() -> dict[str, Item]:
    """By code, in the order of the law."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["code"]: Item(**row | {"levels": tuple(row["levels"])}) for row in rows}


def items_for(level: str) -> Sequence[Item]:
    return [item for item in items().values() if level in item.levels]


def items_to_file(level: str) -> Sequence[Item]:
    """What may be chosen on filing: the legal list of a level, and the block of rules."""
    return [*items_for(level), items()[RULES]]
