"""Why a letter may be refused (不予受理情形): data with their norm, and what the writer is told.

Source: 国办发〔2014〕57号 (what cannot be done is explained); local rules on citizens' messages.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError

DATA = Path(__file__).parent / "data/grounds.yaml"
ORGAN, LETTER = "organ", "letter"


class GroundUnknown(DomainError):
    code = "letters.ground_unknown"
    message = _("请选择不予受理的情形。")


class OrganMissing(DomainError):
    code = "letters.organ_missing"
    message = _("以“{ground}”不予受理，须写明应向哪个机关提出，以及网址或者电话。")


class OtherMissing(DomainError):
    code = "letters.other_missing"
    message = _("请写明内容相同的另一封来信的办件编号；须是您能查看的来信。")


@dataclass(frozen=True)
class Ground:
    """A ground (不予受理情形). names: what has to be named beside it, ORGAN, LETTER or ""."""

    code: str
    label: str
    norm: str
    names: str
    hint: str
    unverified: bool = False


@dataclass(frozen=True)
class Refusal:
    """What a refusal says (不予受理告知). organ, reach: whom to turn to instead and how.

    other: the number of the case with the same content.
    """

    ground: str
    words: str = ""
    organ: str = ""
    reach: str = ""
    other: str = ""


@cache
def grounds() -> dict[str, Ground]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["code"]: Ground(**row) for row in rows}


def check_refusal(refusal: Refusal) -> Ground:
    """Raises GroundUnknown, OrganMissing."""
    ground = grounds().get(refusal.ground)
    if ground is None:
        raise GroundUnknown
    if ground.names == ORGAN and not (refusal.organ.strip() and refusal.reach.strip()):
        raise OrganMissing(ground=ground.label)
    return ground


def told(ground: Ground, refusal: Refusal, other: str = "") -> str:
    """The refusal as its writer reads it. other: how the other letter is named to them."""
    said = [str(_("不予受理：{label}（{norm}）。")).format(label=ground.label, norm=ground.norm)]
    if other:
        said.append(str(_("另一封：{other}。")).format(other=other))
    if refusal.words.strip():
        said.append(refusal.words.strip().rstrip("。") + "。")
    if refusal.organ.strip():
        words = {"organ": refusal.organ.strip(), "reach": refusal.reach.strip()}
        said.append(str(_("请向{organ}提出：{reach}")).format(**words))
    return "".join(said)
