"""Log-in by a real identity provider (node-oidc-provider), running beside the tests."""

import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client

from town import PASSWORD
from zhanqun.core.accounts import api as accounts
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User

CALLBACK = "/login/oidc/callback/"


@dataclass(frozen=True)
class RunningProvider:
    issuer: str

    def answer_to(self, address: str, subject: str) -> str:
        """Log in at the provider as a person does, and return the path that it sends back to."""
        browser = requests.Session()
        answer = browser.get(address, allow_redirects=False)
        for _step in range(10):
            target = answer.headers.get("Location", "")
            if target.startswith("http://testserver/"):
                parts = urlsplit(target)
                return f"{parts.path}?{parts.query}"
            if target:
                address = requests.compat.urljoin(self.issuer, target)
                answer = browser.get(address, allow_redirects=False)
                continue
            form = {"prompt": "login", "login": subject, "password": "x"}
            if 'value="consent"' in answer.text:
                form = {"prompt": "consent"}
            answer = browser.post(address, data=form, allow_redirects=False)
        raise AssertionError(f"no way back: {answer.status_code} {answer.text[:500]}")


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["node", "tests/oidc/provider.mjs", str(port), f"http://testserver{CALLBACK}"]
    child = subprocess.Popen(
        command,
        cwd=django_settings.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in child.stdout:
            lines.append(line)
            if "ready" in line:
                break
        assert lines and "ready" in lines[-1], "".join(lines)
        yield RunningProvider(f"http://127.0.0.1:{port}")
    finally:
        child.terminate()
        child.wait(10)


@pytest.fixture
def configured(provider, settings):
    settings.ZHANQUN_OIDC_ISSUER = provider.issuer
    settings.ZHANQUN_OIDC_CLIENT_ID = "zhanqun"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "统一身份认证",
                    "client_id": "zhanqun",
                    "secret": "a-secret-of-the-tests-only-0123456789",
                    "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
                }
            ]
        }
    }


def bind(town, username="officer"):
    accounts.bind(
        user=town.people[username],
        subject=f"subject-of-{username}",
        reason="已核对",
        by=town.people["security"],
        now=town.now,
    )


def start(client: Client) -> str:
    return client.get("/login/provider/")["Location"]


def come_back(client: Client, provider: RunningProvider, username: str):
    return client.get(provider.answer_to(start(client), f"subject-of-{username}"))


def opens_the_desk(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.usefixtures("configured")
class TestRealProvider:
    def test_given_a_bound_person_then_the_provider_opens_the_desk(self, town, provider):
        bind(town)
        client = Client()
        assert "用统一身份认证登录" in client.get("/login/").content.decode()

        answer = come_back(client, provider, "officer")

        assert answer["Location"] == "/"
        assert opens_the_desk(client)
        page = client.get("/desk/account/").content.decode()
        assert "已绑定" in page

    def test_the_way_there_carries_state_nonce_and_a_pkce_challenge(self, town):
        asked = parse_qs(urlsplit(start(Client())).query)
        again = parse_qs(urlsplit(start(Client())).query)

        assert asked["code_challenge_method"] == ["S256"]
        assert asked["response_type"] == ["code"]
        for name in ("state", "nonce", "code_challenge"):
            assert len(asked[name][0]) >= 16
            assert asked[name] != again[name]

    def test_given_nobody_bound_then_it_is_refused_in_chinese_and_no_account_is_made(
        self, town, provider
    ):
        before = User.objects.count()
        client = Client()

        answer = come_back(client, provider, "nobody")

        assert answer.status_code == 403
        assert "没有与之绑定的账号" in answer.content.decode()
        assert not opens_the_desk(client)
        assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)

    def test_given_a_username_but_no_claim_configured_then_it_binds_nobody(self, town, provider):
        client = Client()

        assert come_back(client, provider, "officer").status_code == 403
        assert not opens_the_desk(client)

    def test_given_the_claim_configured_then_the_first_login_binds_and_the_trail_has_it(
        self, town, provider, settings
    ):
        settings.ZHANQUN_OIDC_USERNAME_CLAIM = "preferred_username"
        client = Client()

        come_back(client, provider, "officer")

        assert opens_the_desk(client)
        assert SocialAccount.objects.get().user == town.people["officer"]
        entry = audit.Entry.objects.get(action="accounts.provider_bound")
        assert (entry.actor, entry.after) == (None, {"subject": "subject-of-officer"})
        again = Client()
        come_back(again, provider, "officer")
        assert opens_the_desk(again)

    def test_given_a_person_bound_to_another_subject_then_a_claim_does_not_take_them_over(
        self, town, provider, settings
    ):
        settings.ZHANQUN_OIDC_USERNAME_CLAIM = "preferred_username"
        SocialAccount.objects.create(user=town.people["officer"], provider="oidc", uid="other")

        assert come_back(Client(), provider, "officer").status_code == 403

    def test_given_an_answer_sent_twice_or_to_another_browser_then_it_opens_nothing(
        self, town, provider
    ):
        bind(town)
        client, thief = Client(), Client()
        path = provider.answer_to(start(client), "subject-of-officer")
        start(thief)

        assert thief.get(path).status_code == 403
        client.get(path)
        client.post("/logout/")
        replayed = client.get(path)

        assert replayed.status_code == 403
        assert "没有成功" in replayed.content.decode()
        assert not opens_the_desk(client)
        assert not opens_the_desk(thief)

    def test_given_a_nonce_of_another_login_then_it_is_refused(self, town, provider):
        bind(town)
        client = Client()
        parts = urlsplit(start(client))
        asked = {name: value[0] for name, value in parse_qs(parts.query).items()}
        other = urlunsplit(parts._replace(query=urlencode(asked | {"nonce": "x" * 43})))

        answer = client.get(provider.answer_to(other, "subject-of-officer"))

        assert answer.status_code == 403
        assert "不属于本次登录" in answer.content.decode()
        assert not opens_the_desk(client)

    def test_given_a_code_without_its_verifier_then_it_is_refused(self, town, provider):
        bind(town)
        client = Client()
        parts = urlsplit(start(client))
        asked = {name: value[0] for name, value in parse_qs(parts.query).items()}
        other = urlunsplit(parts._replace(query=urlencode(asked | {"code_challenge": "y" * 43})))

        assert client.get(provider.answer_to(other, "subject-of-officer")).status_code == 403
        assert not opens_the_desk(client)

    def test_given_an_issuer_other_than_the_one_configured_then_the_login_does_not_start(
        self, town, provider, settings
    ):
        settings.ZHANQUN_OIDC_ISSUER = "https://id.example.gov.cn"

        answer = Client().get("/login/provider/")

        assert answer.status_code == 403
        assert "连接不上，或配置不一致" in answer.content.decode()

    def test_given_a_suspended_person_then_the_provider_opens_nothing(self, town, provider):
        bind(town)
        User.objects.filter(username="officer").update(is_active=False)
        client = Client()

        answer = come_back(client, provider, "officer")

        assert answer.status_code == 403
        assert "已停用" in answer.content.decode()
        assert not opens_the_desk(client)

    def test_given_an_office_then_the_second_factor_is_still_asked(self, town, provider, settings):
        settings.ZHANQUN_SECOND_FACTOR = "roles"
        bind(town, "signer")
        client = Client()

        come_back(client, provider, "signer")

        assert client.get("/")["Location"] == "/desk/account/second-factor/"

    def test_given_a_provider_trusted_to_have_asked_then_it_is_not_asked_again(
        self, town, provider, settings
    ):
        settings.ZHANQUN_SECOND_FACTOR = "roles"
        bind(town, "signer")
        settings.ZHANQUN_OIDC_SECOND_FACTOR_ACR = ["two-factors"]
        client = Client()

        come_back(client, provider, "signer")

        assert opens_the_desk(client)
        settings.ZHANQUN_OIDC_SECOND_FACTOR_ACR = ["something-else"]
        assert client.get("/")["Location"] == "/desk/account/second-factor/"
        settings.ZHANQUN_OIDC_SECOND_FACTOR_ACR = ["two-factors"]
        # Another person in the same browser is asked all the same.
        client.post("/logout/")
        client.post("/login/", {"username": "chief", "password": PASSWORD})
        assert client.get("/")["Location"] == "/desk/account/second-factor/"

    def test_when_logged_out_then_the_way_out_of_the_provider_is_shown(self, town, provider):
        bind(town)
        come_back(client := Client(), provider, "officer")

        page = client.post("/logout/").content.decode()

        there = re.search(r'href="([^"]+session/end[^"]*)"', page)[1].replace("&amp;", "&")
        assert there.startswith(provider.issuer)
        assert requests.get(there, timeout=10).status_code == 200
        assert not opens_the_desk(client)


def test_given_a_subject_then_it_is_bound_once_and_by_the_security_administrator_only(town):
    bind(town)

    with pytest.raises(accounts.SubjectTaken):
        bind(town)
    with pytest.raises(accounts.SubjectTaken):
        accounts.bind(
            user=town.people["reviewer"],
            subject="subject-of-officer",
            reason="x",
            by=town.people["security"],
            now=town.now,
        )
    for other in ("system", "auditor", "officer"):
        with pytest.raises(units.NotAllowed):
            accounts.bind(
                user=town.people["editor"],
                subject="y",
                reason="x",
                by=town.people[other],
                now=town.now,
            )


@pytest.mark.django_db
def test_given_no_provider_then_nothing_of_it_is_shown():
    assert "统一身份认证" not in Client().get("/login/").content.decode()
