"""The beginning of an installation (初始化安装): what the desk cannot make without itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class AlreadyFounded(DomainError):
    code = "web.already_founded"
    message = _("系统里已有单位，初始化安装只能在空库里做一次。")
    status = 409


class AdminsNotThree(DomainError):
    """三员分立: three persons from the first day."""

    code = "web.admins_not_three"
    message = _("系统、安全、审计管理员必须是三个不同的人，“{twice}”出现了不止一次。")


@dataclass(frozen=True)
class Administrator:
    username: str
    name: str


@transaction.atomic
def found_installation(
    *,
    unit: Mapping[str, Any],
    portal: Mapping[str, Any],
    administrators: Mapping[Role, Administrator],
    now: datetime,
) -> dict[str, str]:
    """The first unit, its portal with columns, the usual review plan and three administrators;
    returns the one-time password of each username.

    unit: fields of Unit. portal: fields of SiteProfile. administrators: one for each of the
    separated roles. Raises AlreadyFounded, AdminsNotThree, ValidationError and what the services
    of the rooms raise.
    """
    if Unit.objects.exists():
        raise AlreadyFounded
    _check_three(administrators)
    government = units.add_unit(parent=None, by=None, now=now, kind="government", **unit)
    sites.create_site(
        facts={
            "kind": sites.SiteKind.PORTAL,
            "host_unit": government,
            "undertaking_unit": government,
            **portal,
        },
        columns=sites.PORTAL_TEMPLATE,
        by=None,
        now=now,
        today=clock.day_of(now),
    )
    review.set_plan(name="通用三审", steps=review.STANDARD_STEPS, by=None, now=now)
    return {
        person.username: _appoint(person, role, government, now)
        for role, person in administrators.items()
    }


def _check_three(administrators: Mapping[Role, Administrator]) -> None:
    assert set(administrators) == set(units.SEPARATED), "one person for each separated role"
    for said in ("username", "name"):
        seen: set[str] = set()
        for person in administrators.values():
            if (one := getattr(person, said).lower()) in seen:
                raise AdminsNotThree(twice=one)
            seen.add(one)


def _appoint(person: Administrator, role: Role, government: Unit, now: datetime) -> str:
    password = units.new_password()
    user = units.add_user(
        username=person.username,
        name=person.name,
        unit=government,
        password=password,
        is_one_time=True,
        by=None,
        now=now,
    )
    units.appoint(
        user=user,
        role=role,
        scope=("unit", government.pk),
        valid_from=clock.day_of(now),
        by=None,
        now=now,
    )
    return password
