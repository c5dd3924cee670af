"""Founding an installation: everything at once, or nothing."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from zhanqun.content.review.api import STANDARD_STEPS, Plan
from zhanqun.content.sites.api import SiteProfile, columns_of
from zhanqun.core.audit.api import Entry
from zhanqun.core.units.api import Appointment, Role, Unit, User

OPTIONS = {
    "unit": "示例市人民政府",
    "unit_short": "市政府",
    "document_code": "示政发",
    "site": "示例市人民政府网",
    "site_short": "示例市政府网",
    "domain": "www.shili.gov.cn",
    "id_code": "3200000001",
    "system": "xitong:张一",
    "security": "anquan:李二",
    "audit": "shenji:王三",
}
pytestmark = pytest.mark.django_db


def found(**changed) -> str:
    said = io.StringIO()
    options = {name: value for name, value in (OPTIONS | changed).items() if value is not None}
    call_command("found_installation", stdout=said, **options)
    return said.getvalue()


def nothing_was_made() -> bool:
    models = (Unit, SiteProfile, User, Appointment, Plan, Entry)
    return not any(model.objects.exists() for model in models)


def test_given_an_empty_database_then_unit_portal_plan_and_administrators_are_made():
    found(no_input=True)

    unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.document_code) == (
        "示例市人民政府",
        "government",
        "示政发",
    )
    portal = SiteProfile.objects.get()
    assert (portal.kind, portal.base_url) == ("portal", "https://www.shili.gov.cn")
    titles = set(columns_of(portal.site_id).values_list("title", flat=True))
    assert {"要闻动态", "政务公开", "政府信息公开指南", "政务服务", "互动交流"} <= titles
    plan = Plan.objects.get()
    assert [step.name for step in plan.steps.order_by("order")] == [s[0] for s in STANDARD_STEPS]
    terms = Appointment.objects.values_list("role", "user__username", "scope_kind", "scope_id")
    assert set(terms) == {
        (Role.SYSTEM_ADMIN, "xitong", "unit", unit.pk),
        (Role.SECURITY_ADMIN, "anquan", "unit", unit.pk),
        (Role.AUDIT_ADMIN, "shenji", "unit", unit.pk),
    }
    assert Entry.objects.filter(action="units.user_added", actor=None).count() == 3


def test_then_each_administrator_gets_in_with_the_printed_password_and_must_change_it():
    printed = found(no_input=True)

    passwords = dict(re.findall(r"用户名 (\S+)  一次性密码 (\S+)", printed))
    assert set(passwords) == {"xitong", "anquan", "shenji"}
    for username, password in passwords.items():
        client = Client()
        client.post("/login/", {"username": username, "password": password})
        assert client.get("/")["Location"] == "/desk/units/password/"
    assert not any(
        password in str(vars(entry))
        for entry in Entry.objects.all()
        for password in passwords.values()
    )


def test_given_options_left_out_then_they_are_asked_for_until_answered(monkeypatch):
    typed = ["", "www.shili.com", "www.shili.gov.cn", "shenji：王三"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))

    said = found(domain=None, audit=None)

    assert said.count("门户网站域名") == 3
    assert SiteProfile.objects.get().domain == "www.shili.gov.cn"
    assert User.objects.get(username="shenji").name == "王三"


def test_given_the_input_ends_then_nothing_is_made(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    with pytest.raises(CommandError, match="输入中断，什么都没有建立"):
        found(domain=None)

    assert nothing_was_made()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"domain": None}, "缺少 --domain"),
        ({"domain": "www.shili.com"}, "--domain：域名“www.shili.com”"),
        ({"id_code": "12"}, "--id-code："),
        ({"unit": "长" * 121}, "--unit：确保"),
        ({"system": "xitong"}, "--system：应写成“用户名:姓名”"),
        ({"audit": "xi tong:王三"}, "--audit："),
        ({"audit": "xitong:王三"}, "“xitong”出现了不止一次"),
        ({"audit": "shenji:张一"}, "“张一”出现了不止一次"),
    ],
)
def test_given_a_bad_answer_then_the_message_names_it_and_nothing_is_made(changed, said):
    with pytest.raises(CommandError) as refusal:
        found(no_input=True, **changed)

    assert said in str(refusal.value)
    assert nothing_was_made()


def test_given_an_installation_with_units_then_it_is_refused_before_anything_is_asked():
    found(no_input=True)
    before = Entry.objects.count()

    with pytest.raises(CommandError, match="只能在空库里做一次"):
        found(domain=None)

    assert Entry.objects.count() == before
