"""What readers get below /tc/ from the application; test_nginx asks a real nginx."""

import pytest
from django.test import Client

from zhanqun.core.units.api import NotAllowed
from zhanqun.delivery.traditional import services, table
from zhanqun.delivery.traditional.models import Term

HOST = "jtj.qingyun.localhost"


@pytest.fixture(autouse=True)
def fresh_table(monkeypatch):
    monkeypatch.setattr(table, "KEPT_SECONDS", 0)


def get(path: str, **headers: str):
    return Client(headers={"host": HOST, **headers}).get(path)


def test_given_published_pages_when_asked_below_tc_then_they_answer_by_state(site):  # noqa: F811
    home, live = get("/tc/"), get(f"/tc{site.live.address}?x=1")
    assert (home.status_code, live.status_code) == (200, 200)
    text = live.content.decode()
    assert "青雲江大橋恢復通車" in text
    assert '<html lang="zh-Hant"' in text
    assert f'<link rel="canonical" href="https://{HOST}{site.live.address}">' in text
    assert f'href="/tc{site.live.address}"' in home.content.decode()
    assert 'href="/_/sc"' in text

    assert get(f"/tc{site.gone.address}").status_code == 410
    moved = get(f"/tc{site.moved.address}")
    assert (moved.status_code, moved["Location"]) == (301, "/tc/gzdt/")
    folder = get("/tc/gzdt")
    assert (folder.status_code, folder["Location"]) == (301, "/tc/gzdt/")


@pytest.mark.parametrize(
    "path",
    [
        "/tc/nothing.html",
        "/tc/feed.xml",
        "/tc/_/mode.css",
        "/tc/../secret.html",
        "/tc/%2e%2e/x.html",
        "/tc/.gone/a.html",
        "/tc//evil.example/",
        "/tc/tc/",
        "/tc/index.html.gz",
        "/tc/search/api/v1",
        "/tc/a%00b.html",
    ],
)
def test_given_what_is_no_page_below_tc_then_it_is_not_found(site, path):  # noqa: F811
    assert get(path).status_code == 404


def test_given_an_unchanged_source_then_304_until_it_or_the_table_changes(site):  # noqa: F811
    path = f"/tc{site.live.address}"
    first = get(path)
    mark = {"if-none-match": first["ETag"]}
    assert get(path, **mark).status_code == 304
    assert (first["Cache-Control"], first["Vary"]) == ("no-cache", "Accept-Encoding")

    facts = {"kind": "wording", "plain": "通车", "traditional": "通车", "note": ""}
    services.add_term(by=site.people["manager"], now=site.now, **facts)
    again = get(path, **mark)

    assert again.status_code == 200
    assert "恢復通车" in again.content.decode()


def test_given_the_switch_then_it_leads_to_the_same_page_and_back(site):  # noqa: F811
    def way(switch: str, came_from: str) -> str:
        return get(f"/_/{switch}", referer=f"http://{HOST}{came_from}")["Location"]

    assert way("tc", "/a/x.html?y=1") == "/tc/a/x.html"
    assert way("tc", "/tc/gzdt/") == "/tc/gzdt/"
    assert way("tc", "/search?q=1") == "/tc/search?q=1"
    assert way("sc", "/tc/search?q=1&p=2") == "/search?q=1&p=2"
    assert way("tc", "/search/api/v1?q=1") == "/tc/"
    assert way("sc", "/tc/a/x.html") == "/a/x.html"
    assert get("/_/tc", referer="http://evil.example/a.html")["Location"] == "/tc/"


def test_given_terms_then_the_keepers_of_the_cluster_alone_change_them(town):
    facts = {"kind": "name", "plain": "范文", "traditional": "范文", "note": ""}
    with pytest.raises(NotAllowed):
        services.add_term(by=town.people["officer"], now=town.now, **facts)

    term = services.add_term(by=town.people["manager"], now=town.now, **facts)
    with pytest.raises(services.TermKnown):
        services.add_term(by=town.people["manager"], now=town.now, **facts)
    with pytest.raises(services.LengthsDiffer):
        services.change_term(
            uid=term.uid,
            by=town.people["manager"],
            now=town.now,
            **(facts | {"traditional": "範"}),
        )

    services.remove_term(uid=term.uid, by=town.people["manager"], now=town.now)
    assert not Term.objects.filter(plain="范文").exists()
    assert Term.objects.get(plain="于").traditional == "于"  # what every installation begins with
