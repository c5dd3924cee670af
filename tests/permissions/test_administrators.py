"""三员分立 at the desk: each of the three administrators finds the own part and no other.

Source: GB/T 22239-2019, 8.1.5. Nothing begins with a password that anybody could know.
"""

import io

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.management import call_command
from django.test import Client

from zhanqun.core.units.api import User

SYSTEM, SECURITY, AUDIT = "system", "security", "auditor"
ADMINISTRATORS = (SYSTEM, SECURITY, AUDIT)
# Address: whose part it is. {person} and {unit} are the officer and the bureau.
PARTS = {
    "/desk/units/tree/new/": {SYSTEM},
    "/desk/units/tree/{unit}/close/": {SYSTEM},
    "/desk/units/people/new/": {SYSTEM},
    "/desk/sites/new/": {SYSTEM},
    "/desk/health/": {SYSTEM},
    "/desk/mirrors/": {SYSTEM},
    "/desk/units/appointments/new/": {SECURITY},
    "/desk/units/appointments/{term}/end/": {SECURITY},
    "/desk/units/people/{person}/password/": {SECURITY},
    "/desk/accounts/": {SECURITY},
    "/desk/accounts/?state=locked": {SECURITY},
    "/desk/accounts/{person}/": {SECURITY},
    "/desk/accounts/{person}/unlock/": {SECURITY},
    "/desk/accounts/{person}/reset-factors/": {SECURITY},
    "/desk/accounts/{person}/end-sessions/": {SECURITY},
    "/desk/accounts/{person}/suspend/": {SECURITY},
    "/desk/accounts/{person}/lift/": {SECURITY},
    "/desk/accounts/{person}/bind/": {SECURITY},
    # What is everybody's own.
    "/": set(ADMINISTRATORS),
    "/desk/account/": set(ADMINISTRATORS),
    "/desk/units/password/": set(ADMINISTRATORS),
    "/desk/trail/": set(ADMINISTRATORS),
}
# By POST alone.
ACTS = {"/desk/trail/chain/": {AUDIT}}
MENUS = {
    SYSTEM: {"单位", "人员", "运行状况"},
    SECURITY: {"账号安全"},
    AUDIT: set(),
}
EVERYBODYS = {"工作台", "任职名册", "审计查询", "我的账号"}
OF_THE_THREE = set().union(*MENUS.values(), EVERYBODYS)


def signed_in(town, username: str) -> Client:
    client = Client()
    client.force_login(town.people[username])
    return client


@pytest.fixture
def filled(town):
    officer = town.people["officer"]
    known = {"person": officer.uid, "unit": town.bureau.uid, "term": officer.appointments.get().uid}
    return lambda address: address.format(**known)


@pytest.mark.parametrize("address", PARTS)
def test_given_the_three_administrators_then_an_address_opens_to_whose_part_it_is(
    town, filled, address
):
    answers = {who: signed_in(town, who).get(filled(address)) for who in ADMINISTRATORS}

    assert {who for who, answer in answers.items() if answer.status_code == 200} == PARTS[address]
    assert {a.status_code for a in answers.values()} <= {200, 403, 404}


@pytest.mark.parametrize("address", ACTS)
def test_given_the_three_administrators_then_an_act_is_whose_part_it_is(town, address):
    answers = {who: signed_in(town, who).post(address) for who in ADMINISTRATORS}

    assert {who for who, answer in answers.items() if answer.status_code == 200} == ACTS[address]


@pytest.mark.parametrize("act", ["unlock", "reset-factors", "end-sessions", "suspend", "lift"])
@pytest.mark.parametrize("username", [SYSTEM, AUDIT, "manager", "chief", "supervisor"])
def test_given_anybody_else_then_acts_on_accounts_are_refused_by_post_too(
    town, filled, username, act
):
    client = signed_in(town, username)

    answer = client.post(filled(f"/desk/accounts/{{person}}/{act}/"), {"reason": "x"})

    assert answer.status_code == 403
    assert User.objects.get(username="officer").is_active


def test_given_the_three_administrators_then_the_menu_shows_the_own_part(town):
    for who in ADMINISTRATORS:
        client = Client(headers={"user-agent": "x"})
        client.force_login(town.people[who])
        page = client.get("/").content.decode()
        plain = page.split('class="d-plain-menu"')[1].split("</nav>")[0]
        shown = {label for label in OF_THE_THREE if f">{label}<" in plain}
        assert shown == MENUS[who] | EVERYBODYS, who


@pytest.mark.parametrize("who", ADMINISTRATORS)
def test_given_the_trail_then_only_the_audit_administrator_reads_what_others_did(town, who):
    town.published("青云江大桥恢复通车")

    page = signed_in(town, who).get("/desk/trail/").content.decode()

    assert ("青云江大桥恢复通车" in page) == (who == AUDIT)


@pytest.mark.django_db
def test_given_a_fresh_installation_then_no_password_is_known_and_each_must_be_changed():
    said = io.StringIO()
    call_command(
        "found_installation",
        stdout=said,
        no_input=True,
        unit="示例市人民政府",
        unit_short="市政府",
        site="示例市人民政府网",
        site_short="示例市政府网",
        domain="www.shili.gov.cn",
        id_code="3200000001",
        system="xitong:张一",
        security="anquan:李二",
        audit="shenji:王三",
    )

    usual = ("admin", "123456", "password", "admin123", "Admin@123", "zhanqun", "")
    people = list(User.objects.all())
    assert {person.username for person in people} == {"xitong", "anquan", "shenji"}
    assert len({person.password for person in people}) == 3
    for person in people:
        assert person.has_one_time_password
        assert identify_hasher(person.password)
        for guess in (*usual, person.username, person.name):
            assert not person.check_password(guess), (person, guess)
