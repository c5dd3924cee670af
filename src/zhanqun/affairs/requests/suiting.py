"""What publisher and applicant change of the form (按受理机关和申请人调整申请表).

On the public form whatever the law asks for is required. At the desk nothing of it is: what came
on paper is registered as it came, and what it lacks is asked for by a notice (补正).
"""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.requests import describing, identity
from zhanqun.affairs.requests.states import ApplicantKind
from zhanqun.core.intake.api import Choice, Field, Kind, Place, Schema

# What only a person is asked, what only an organisation.
OF_PERSONS, OF_ORGANISATIONS = frozenset({"id_kind"}), frozenset({"agent", "contact"})
# By which way it is wanted, which contact must be known.
NEEDED = {"email": "email", "post": "address"}


def suit(kind: Kind, values: Mapping[str, str], place: Place | None) -> Kind:
    """The form as it is for what was chosen so far; any publisher of the cluster may be chosen."""
    open_ones = list(disclosure.publishers().filter(takes_requests=True))
    chosen = next((one for one in open_ones if one.code == values.get("to")), None)
    choices = tuple(Choice(row.code, str(row)) for row in open_ones)

    def changed(one: Field) -> Field | None:
        if one.name == "to":
            return replace(one, choices=choices, asks="" if chosen else _("选择受理机关"))
        return _at_the_desk(one) if place is None else _asked(one, values)

    schema = kind.schema.with_fields(changed)
    if place is not None:
        schema = _in_public(schema, values)
    if chosen is None:
        return replace(kind, schema=schema)
    heading = _("向{publisher}申请公开政府信息").format(publisher=chosen)
    notes = describing.notes_of(chosen)
    return replace(kind, schema=schema, heading=heading, notes=notes)


def _at_the_desk(one: Field) -> Field:
    return one if one.name == "applicant" else replace(one, required=False)


def _asked(one: Field, values: Mapping[str, str]) -> Field | None:
    """As the chosen kind of applicant is asked; before one is chosen, only which."""
    applicant = values.get("applicant", "")
    if one.name == "applicant":
        return replace(one, asks="" if applicant else _("选择申请人类别"))
    if one.name not in _IDENTITY:
        return _way(one, values)
    if applicant not in ApplicantKind.values:
        return None
    if applicant == ApplicantKind.NATURAL_PERSON:
        return None if one.name in OF_ORGANISATIONS else _way(_of_person(one, values), values)
    return None if one.name in OF_PERSONS else _way(_of_organisation(one), values)


_IDENTITY = frozenset(
    {"name", "id_kind", "id_number", "agent", "contact", "tel", "email", "address"}
)


def _of_person(one: Field, values: Mapping[str, str]) -> Field:
    if one.name == "name":
        return replace(one, label=_("姓名"))
    if one.name == "id_number":
        hint = _("与证件一致；只有办理这件申请的工作人员能看到。")
        check = identity.fault_of_id_card if values.get("id_kind") == "id_card" else None
        return replace(one, label=_("证件号码"), hint=hint, check=check)
    return one


def _of_organisation(one: Field) -> Field:
    if one.name == "name":
        return replace(one, label=_("单位名称"), autocomplete="organization")
    if one.name == "id_number":
        label = _("统一社会信用代码")
        return replace(one, label=label, check=identity.fault_of_credit_code)
    return one


def _way(one: Field, values: Mapping[str, str]) -> Field:
    """The contact is required by which the information is wanted (按获取途径)."""
    is_needed = NEEDED.get(values.get("delivery", "")) == one.name
    return replace(one, required=one.required or is_needed)


def _in_public(schema: Schema, values: Mapping[str, str]) -> Schema:
    """Something tells what is wanted; the files that prove who applies are named."""
    is_person = values.get("applicant") == ApplicantKind.NATURAL_PERSON
    proof = _("身份证明，例如身份证正反面的照片。") if is_person else _("身份证明，例如营业执照。")
    hint = proof if values.get("applicant") else ""
    parts = tuple(
        replace(part, files_hint=hint) if part.files_most else part for part in schema.parts
    )
    return replace(schema, parts=parts, check=describing.fault_of)
