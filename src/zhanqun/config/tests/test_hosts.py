"""One process, two faces: the desk on its host, the public sites on all others."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from zhanqun.config.hosts import HostMiddleware, client_address


@pytest.fixture(autouse=True)
def desk(settings):
    settings.ZHANQUN_DESK_HOST = "desk.qingyun.localhost"


def visit(host: str) -> tuple[str | None, dict | None]:
    """The address table and the policy that a request to `host` gets."""
    request = RequestFactory().get("/", headers={"host": host})
    response = HostMiddleware(lambda _request: HttpResponse())(request)
    return getattr(request, "urlconf", None), getattr(response, "_csp_replace", None)


def test_given_the_desk_host_then_its_own_addresses_and_policy_hold(settings):
    assert visit("desk.qingyun.localhost:8000") == (None, settings.ZHANQUN_DESK_POLICY)


@pytest.mark.parametrize("host", ["www.qingyun.localhost:8000", "localhost"])
def test_given_any_other_host_then_no_desk_address_exists_there(host):
    assert visit(host) == ("zhanqun.config.public_urls", None)


@pytest.mark.parametrize(("behind_proxy", "address"), [(True, "10.1.2.3"), (False, "127.0.0.1")])
def test_only_our_own_proxy_may_say_who_asks(settings, behind_proxy, address):
    settings.ZHANQUN_BEHIND_PROXY = behind_proxy

    request = RequestFactory().get("/", headers={"x-real-ip": "10.1.2.3"})

    assert client_address(request) == address
