"""Who discloses is set up and changed by the office (公开主体设置)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.announcing import publisher_changed
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError

# Organisation code with the hyphen dropped, or unified social credit code.
ORGAN_CODE = re.compile(r"(?:[0-9A-Z]{9}|[0-9A-Z]{18})\Z")


class PublisherKnown(DomainError):
    code = "disclosure.publisher_known"
    message = _("“{unit}”已经是公开主体。")


class CodeTaken(DomainError):
    code = "disclosure.code_taken"
    message = _("代码“{code}”已有公开主体使用，请换一个。")


class OrganCodeWrong(DomainError):
    code = "disclosure.organ_code_wrong"
    message = _("机构代码“{code}”不对：应为9位组织机构代码（去掉连字符）或18位统一社会信用代码。")


class OrganCodeTaken(DomainError):
    code = "disclosure.organ_code_taken"
    message = _("机构代码“{code}”已有公开主体使用，索引号会重复，请核对。")


@dataclass(frozen=True)
class PublisherFacts:
    """What is set of a publisher; meanings as in `Publisher`."""

    site: SiteProfile
    organ_code: str
    level: str
    takes_requests: bool = True
    position: int = 0


@transaction.atomic
def add_publisher(
    *, unit: Unit, code: str, facts: PublisherFacts, by: User, now: datetime
) -> Publisher:
    """A unit becomes one that discloses (新设公开主体).

    Raises NotAllowed, PublisherKnown, CodeTaken, OrganCodeWrong, OrganCodeTaken.
    """
    policies.check_may_keep(by, unit)
    policies.check_may_keep(by, facts.site.host_unit)
    if Publisher.objects.filter(unit=unit).exists():
        raise PublisherKnown(unit=unit)
    if Publisher.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    _check_organ_code(facts.organ_code)
    row = Publisher.objects.create(unit=unit, code=code, **_columns(facts))
    audit.record("disclosure.publisher_added", row, by=by, at=now, after=_told(row))
    publisher_changed(row)
    return row


@transaction.atomic
def change_publisher(*, uid: UUID, facts: PublisherFacts, by: User, now: datetime) -> Publisher:
    """Change what is set; index numbers already given keep their first part (修改公开主体).

    Raises NotAllowed, OrganCodeWrong, OrganCodeTaken.
    """
    rows = Publisher.objects.select_for_update(of=("self",)).select_related("unit", "site__parent")
    row = rows.get(uid=uid)
    policies.check_may_keep(by, row.unit)
    policies.check_may_keep(by, facts.site.host_unit)
    before, former = _told(row), row.site
    if row.organ_code != facts.organ_code:
        _check_organ_code(facts.organ_code)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    row.save()
    if before != (after := _told(row)):
        audit.record("disclosure.publisher_changed", row, by=by, at=now, before=before, after=after)
        publisher_changed(row, former)
    return row


def _check_organ_code(organ_code: str) -> None:
    if not ORGAN_CODE.match(organ_code):
        raise OrganCodeWrong(code=organ_code)
    if Publisher.objects.filter(organ_code=organ_code).exists():
        raise OrganCodeTaken(code=organ_code)


def _columns(facts: PublisherFacts | Publisher) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in PublisherFacts.__dataclass_fields__}


def _told(row: Publisher) -> dict[str, Any]:
    return _columns(row) | {"site": row.site.name}
