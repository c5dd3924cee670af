"""People at their browsers, as the tests of accounts need them."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from town import PASSWORD
from zhanqun.core.audit import api as audit


def sign_in(username: str, password: str = PASSWORD, **how: Any) -> Client:
    """A browser after the first step of the login, through it or not."""
    client = Client(**how)
    client.post("/login/", {"username": username, "password": password})
    return client


def opens_the_desk(client: Client) -> bool:
    return client.get("/").status_code == 200


def secret_on(page: Any) -> str:
    """The secret that the page of enrolment shows for typing in."""
    return str(page.context["secret_groups"]).replace(" ", "")


def code_of(secret: str, *, steps: int = 0) -> str:
    """What a phone with this secret shows now (RFC 6238, 30 s, 6 digits), or steps away."""
    now = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(secret, now + steps))


def enrol_phone(client: Client) -> tuple[str, list[str]]:
    """Enrol a phone at the desk; returns its secret and the recovery codes shown."""
    secret = secret_on(client.get("/desk/account/second-factor/totp/"))
    done = client.post("/desk/account/second-factor/totp/", {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret, client.get(done["Location"]).context["codes"]


def forget_used_codes(username: str) -> None:
    """As if the code of the present half minute had not been typed yet."""
    for row in Authenticator.objects.filter(user__username=username, type="totp"):
        row.data.pop("last_step", None)
        row.save()


def acts(*prefixes: str) -> list[str]:
    """What is in the trail, oldest first, without the log-ins themselves."""
    rows = audit.Entry.objects.exclude(action__startswith="accounts.log").order_by("id")
    rows = rows.values_list("action", flat=True)
    return [row for row in rows if row.startswith(prefixes or ("accounts.",))]
