"""Second factors: asked of who publishes or administers, enrolled, used, reset."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from town import PASSWORD
from zhanqun.core.accounts import factors, secrets_kept
from zhanqun.core.accounts.policies import OwnAccount
from zhanqun.core.accounts.tests.people import (
    acts,
    code_of,
    enrol_phone,
    forget_used_codes,
    opens_the_desk,
    secret_on,
    sign_in,
)
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units

ENROL = "/desk/account/second-factor/"


@pytest.fixture(autouse=True)
def asked_by_role(settings):
    settings.ZHANQUN_SECOND_FACTOR = "roles"
    settings.AXES_ENABLED = True


# --- Enrolment -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "username",
    ["signer", "chief", "manager", "secrecy", "system", "security", "auditor"],
)
def test_given_an_office_and_no_factor_then_every_way_leads_to_enrolment(town, username):
    client = sign_in(username)

    for path in ("/", "/desk/articles/", "/desk/trail/", "/account/", "/desk/account/"):
        assert client.get(path)["Location"] == ENROL, path
    sent = client.post("/desk/articles/new/", {"title": "写好的标题"})
    assert sent.status_code == 403
    assert "请先登记第二因素" in sent.content.decode()
    assert "写好的标题" in sent.content.decode()
    for path in (ENROL, ENROL + "totp/", ENROL + "keys/", "/desk/units/password/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("username", ["officer", "reviewer", "editor", "supervisor"])
def test_given_no_such_office_then_the_password_is_enough(town, username):
    assert opens_the_desk(sign_in(username))


def test_given_the_setting_for_all_then_officers_are_asked_too(town, settings):
    settings.ZHANQUN_SECOND_FACTOR = "all"

    assert sign_in("officer").get("/")["Location"] == ENROL


@pytest.mark.parametrize(("policy", "is_said"), [("off", True), ("roles", False)])
def test_given_nobody_is_asked_then_the_first_screen_says_that_it_is_a_demo(
    town, settings, policy, is_said
):
    settings.ZHANQUN_SECOND_FACTOR = policy

    page = sign_in("officer").get("/").content.decode()

    assert ("演示环境没有要求第二因素" in page) == is_said


def test_given_a_role_received_while_logged_in_then_the_factor_is_asked_from_then_on(town):
    client = sign_in("officer")
    assert opens_the_desk(client)

    units.appoint(
        user=town.people["officer"],
        role=units.Role.SIGNER,
        scope=("unit", town.bureau.pk),
        valid_from=town.now.date(),
        by=town.people["security"],
        now=town.now,
    )

    assert client.get("/")["Location"] == ENROL


def test_when_a_phone_is_enrolled_then_the_desk_opens_and_the_trail_has_it(town):
    client = sign_in("signer")

    secret, codes = enrol_phone(client)

    assert opens_the_desk(client)
    assert len(codes) == 10
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    assert acts() == ["accounts.factor_added"]
    stored = Authenticator.objects.get(user=town.people["signer"], type="totp").data["secret"]
    assert secret not in stored
    assert secrets_kept.decrypt(stored) == secret
    assert not any(word in str(list(audit.Entry.objects.values())) for word in (secret, *codes))


def test_given_a_wrong_first_code_then_nothing_is_enrolled_and_the_picture_stays(town):
    client = sign_in("signer")
    secret = secret_on(client.get(ENROL + "totp/"))

    answer = client.post(ENROL + "totp/", {"code": "000000"})

    assert "验证码不正确" in answer.content.decode()
    assert secret_on(answer) == secret
    assert not Authenticator.objects.exists()


def test_given_codes_shown_once_then_they_are_never_shown_again(town):
    client = sign_in("signer")
    _secret, codes = enrol_phone(client)

    again = client.get(ENROL + "codes/").content.decode()
    renewed = client.post(ENROL + "codes/").context["codes"]

    assert not any(code in again for code in codes)
    assert set(renewed).isdisjoint(codes)
    assert acts()[-1] == "accounts.recovery_codes_made"


def test_given_a_login_some_time_ago_then_the_password_is_asked_again_first(town, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    client = sign_in("officer")

    asked = client.get(ENROL + "totp/")

    assert asked["Location"].startswith("/login/again/")
    wrong = client.post(asked["Location"], {"password": "wrong"})
    assert "密码不正确" in wrong.content.decode()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    right = client.post(asked["Location"], {"password": PASSWORD})
    assert right["Location"] == ENROL + "totp/"


# --- The login -----------------------------------------------------------------------------


def test_given_a_phone_then_the_password_alone_opens_nothing(town):
    secret, _codes = enrol_phone(sign_in("signer"))

    client = sign_in("signer")
    for path in ("/", "/desk/articles/", "/desk/account/"):
        assert client.get(path)["Location"].startswith("/login/"), path
    page = client.get("/login/second-factor/").content.decode()
    assert "第二步验证" in page

    answer = client.post("/login/second-factor/", {"code": code_of(secret)})
    assert answer["Location"] == "/"
    assert opens_the_desk(client)


def test_given_a_code_used_once_then_it_opens_nothing_a_second_time(town):
    secret, _codes = enrol_phone(sign_in("signer"))
    code = code_of(secret)
    sign_in("signer").post("/login/second-factor/", {"code": code})

    client = sign_in("signer")
    answer = client.post("/login/second-factor/", {"code": code})

    assert answer.status_code == 200
    assert not opens_the_desk(client)


def test_given_a_phone_whose_clock_is_half_a_minute_off_then_its_code_holds(town):
    secret, _codes = enrol_phone(sign_in("signer"))

    for steps in (-1, 1):
        forget_used_codes("signer")
        client = sign_in("signer")
        client.post("/login/second-factor/", {"code": code_of(secret, steps=steps)})
        assert opens_the_desk(client), steps
    client = sign_in("signer")
    client.post("/login/second-factor/", {"code": code_of(secret, steps=3)})
    assert not opens_the_desk(client)


def test_given_no_phone_at_hand_then_each_recovery_code_opens_once(town):
    _secret, codes = enrol_phone(sign_in("signer"))

    client = sign_in("signer")
    page = client.post("/login/second-factor/", {"code": codes[0]}, follow=True)
    assert "还剩9个" in page.content.decode()
    assert acts()[-1] == "accounts.recovery_code_used"

    again = sign_in("signer")
    again.post("/login/second-factor/", {"code": codes[0]})
    assert not opens_the_desk(again)


def test_given_wrong_codes_then_the_account_is_locked_as_by_wrong_passwords(town):
    secret, _codes = enrol_phone(sign_in("signer"))
    client = sign_in("signer")

    answers = [client.post("/login/second-factor/", {"code": "000000"}) for _time in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "分钟后再登录" in answers[-1].content.decode()
    assert client.post("/login/second-factor/", {"code": code_of(secret)}).status_code == 429
    assert not opens_the_desk(client)
    assert acts("accounts.locked") == ["accounts.locked"]


def test_given_the_right_password_again_and_again_then_wrong_codes_still_add_up(town):
    enrol_phone(sign_in("signer"))

    for _time in range(5):
        sign_in("signer").post("/login/second-factor/", {"code": "000000"})

    assert sign_in("signer").get("/login/second-factor/").status_code == 302


def test_when_beginning_anew_at_the_second_step_then_another_account_may_log_in(town):
    enrol_phone(sign_in("signer"))
    client = sign_in("signer")
    assert client.get("/login/")["Location"] == "/login/second-factor/"

    client.get("/login/?again=1")
    client.post("/login/", {"username": "officer", "password": PASSWORD})

    assert opens_the_desk(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "http://www.qingyun.localhost/"]
)
def test_given_an_address_elsewhere_then_the_login_does_not_lead_there(town, elsewhere):
    answer = Client().post(
        "/login/", {"username": "officer", "password": PASSWORD, "next": elsewhere}
    )

    assert answer["Location"] == "/"


def test_given_another_system_secret_then_the_old_one_still_opens_what_it_closed(town, settings):
    secret, _codes = enrol_phone(sign_in("signer"))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-the-installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    client = sign_in("signer")
    client.post("/login/second-factor/", {"code": code_of(secret)})
    assert opens_the_desk(client)

    settings.SECRET_KEY_FALLBACKS = []
    answer = sign_in("signer").post("/login/second-factor/", {"code": code_of(secret)})

    assert answer.status_code == 409
    assert "重置第二因素" in answer.content.decode()


# --- Taking away ---------------------------------------------------------------------------


def test_given_the_last_factor_of_who_must_have_one_then_it_stays(town):
    client = sign_in("signer")
    enrol_phone(client)
    row = factors.factors_of(town.people["signer"]).totp

    page = client.get(f"{ENROL}{row.pk}/remove/").content.decode()
    answer = client.post(f"{ENROL}{row.pk}/remove/")

    assert "请先添加另一个" in page
    assert answer.status_code == 409
    assert factors.is_enrolled(town.people["signer"])


def test_given_who_need_not_have_one_then_the_factor_goes_and_its_codes_with_it(town):
    client = sign_in("officer")
    enrol_phone(client)
    row = factors.factors_of(town.people["officer"]).totp

    client.post(f"{ENROL}{row.pk}/remove/")

    assert not Authenticator.objects.exists()
    assert acts()[-1] == "accounts.factor_removed"
    assert opens_the_desk(sign_in("officer"))


def test_given_the_factor_of_another_then_it_does_not_exist(town):
    enrol_phone(sign_in("officer"))
    row = factors.factors_of(town.people["officer"]).totp

    assert sign_in("reviewer").post(f"{ENROL}{row.pk}/remove/").status_code == 404
    assert factors.is_enrolled(town.people["officer"])


def test_when_the_phone_is_lost_then_the_security_administrator_resets_and_it_is_enrolled_anew(
    town,
):
    lost = sign_in("signer")
    enrol_phone(lost)
    security = sign_in("security")
    enrol_phone(security)

    address = f"/desk/accounts/{town.people['signer'].uid}/"
    assert "重置第二因素" in security.get(address).content.decode()
    done = security.post(address + "reset-factors/", {"reason": "手机遗失，已当面核实"})

    assert done["Location"] == address
    assert not opens_the_desk(lost)
    entry = audit.Entry.objects.get(action="accounts.factors_reset")
    assert (entry.actor, entry.reason) == (town.people["security"], "手机遗失，已当面核实")
    assert entry.before == {"factors": ["手机验证码", "恢复码"]}
    assert sign_in("signer").get("/")["Location"] == ENROL


def test_given_the_own_account_or_no_office_then_a_reset_is_refused(town):
    enrol_phone(sign_in("security"))
    enrol_phone(sign_in("officer"))

    def reset(person, by):
        factors.reset(user=town.people[person], reason="x", by=town.people[by], now=town.now)

    with pytest.raises(OwnAccount):
        reset("security", "security")
    for other in ("system", "auditor", "manager", "officer"):
        with pytest.raises(units.NotAllowed):
            reset("officer", other)
    assert factors.is_enrolled(town.people["officer"])
    with pytest.raises(factors.NoFactor):
        reset("reviewer", "security")


# --- Closed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/signup/",
        "/login/code/",
        "/password/reset/",
        "/password_reset/",
        "/email/",
        "/accounts/signup/",
        "/accounts/email/",
        "/mfa/",
        "/login/other/callback/",
        "/login/oidc/callback/",
        "/login/provider/",
    ],
)
def test_given_what_allauth_could_do_besides_then_it_is_not_there(town, path):
    assert sign_in("officer").get(path).status_code == 404
