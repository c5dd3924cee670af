"""Builds the demo city through the services (建立演示城市), in the order of its dates.

Every article is drafted, reviewed in three steps, cleared and published by the people whose
posts those are; the clock handed to the services is the article's own date.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from zhanqun.affairs.policylibrary import api as policylibrary
from zhanqun.affairs.policylibrary.api import RelationFacts
from zhanqun.config.demo.city import arrangements
from zhanqun.config.demo.city.annual_reports import load_annual_reports
from zhanqun.config.demo.city.disclosure import ISSUES
from zhanqun.config.demo.city.founding import FOUNDED, City, Say
from zhanqun.config.demo.city.letters import Correspondents, load_letters
from zhanqun.config.demo.city.people import PEOPLE
from zhanqun.config.demo.city.pieces import OPEN_OFFERS_FROM, Piece, moment_of, order_of
from zhanqun.config.demo.city.requests import load_requests
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.pages import api as pages
from zhanqun.core.notices import api as notices
from zhanqun.foundation.dependencies import reusing

TEXTS = Path(__file__).with_name("texts")
ARRANGED = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def load_city(*, accounts: Path, say: Say) -> None:
    """Build everything; writes the accounts, readable by the owner only."""
    city = City(say)
    city.found()
    write_accounts(city, accounts)
    # From here on units, sites, duties and plans stay as they are: each is read once.
    with reusing({}):
        publish_texts(city)
    disclose(city)
    receive_letters(city)
    arrange_pages(city)
    policylibrary.catch_up(ARRANGED)
    policylibrary.make_bundles(ARRANGED)


def write_accounts(city: City, path: Path) -> None:
    rows = [
        {
            "role": "、".join(dict.fromkeys(str(role.label) for role, _scope in post.terms)),
            "name": post.name,
            "username": post.username,
            "password": city.passwords[post.username],
        }
        for post in PEOPLE
        if post.shown
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def publish_texts(city: City) -> None:
    texts = sorted(_texts(), key=order_of)
    waiting = {text["key"]: state for text, state in _left_on_their_way(texts)}
    for place, text in enumerate(texts, start=1):
        Piece(city, text, waiting.get(text["key"], "published")).make()
        if place % 50 == 0 or place == len(texts):
            city.say(f"  稿件 {place}/{len(texts)}")
    for text in texts:
        if "translates" in text:
            _link_translation(city, text)
        for facts in text.get("relations", ()):
            _relate(city, text, facts)
    # A year of news in one inbox is no demonstration.
    notices.read_all_before(OPEN_OFFERS_FROM)


def _link_translation(city: City, text: Mapping[str, Any]) -> None:
    source = Article.objects.get(uid=city.articles[text["translates"]])
    library.link_translation(
        uid=city.articles[text["key"]],
        address=source.address,
        by=city.person("office", "xxy"),
        now=moment_of(text),
    )


def _relate(city: City, text: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """What a document does to an older one, entered by the one who signed it."""
    unit = "office" if text["site"] in ("www", "en") else text["site"]
    policylibrary.relate(
        uid=city.articles[text["key"]],
        facts=RelationFacts(**facts),
        by=city.person(unit, "qfr"),
        now=ARRANGED,
    )


def _texts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(TEXTS.glob("*.yaml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def disclose(city: City) -> None:
    city.platform.write_guides()
    city.platform.publish_gazette(sorted(_texts(), key=moment_of), city.articles)
    reports = load_annual_reports(city.platform.publishers, city.people["xinjian"])
    city.say(f"  公开主体{len(city.platform.publishers)}个，公报{len(ISSUES)}期，年报{reports}份")


def receive_letters(city: City) -> None:
    known = Correspondents(city.units, city.sites, city.people)
    city.say(f"  来信{load_letters(known, founded=FOUNDED, counted_at=ARRANGED)}封")
    city.say(f"  公开申请{load_requests(known)}件")


def arrange_pages(city: City) -> None:
    """One arranges, another releases, as everywhere."""
    for site, code, arranger, releaser, blocks_of in arrangements.PAGES:
        by, now = city.people[arranger], ARRANGED
        if code:
            row = pages.arrange(page=city.column(site, code), by=by, now=now)
        else:
            row = pages.home_arrangement(city.sites[site])
        blocks = blocks_of(lambda site, code: city.column(site, code).pk)
        seen = row.latest.number if row.latest else 0
        version = pages.save_draft(uid=row.uid, blocks=blocks, seen=seen, by=by, now=now)
        pages.release(uid=row.uid, digest=version.digest, by=city.people[releaser], now=now)
    city.say(f"  版面{len(arrangements.PAGES)}个")


def _left_on_their_way(texts: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """The transport bureau's newest news, so that its demo accounts have work to do."""
    news = [t for t in texts if t["site"] == "jtj" and t["kind"] in ("news", "notice")]
    newest = sorted(news, key=moment_of, reverse=True)
    goals = ["review", "draft", "returned"]
    return list(zip(newest, goals, strict=False))
