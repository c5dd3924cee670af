from collections import Counter

import pytest

from zhanqun.delivery.usage.folding import Fold
from zhanqun.delivery.usage.robots import names_itself_robot
from zhanqun.delivery.usage.sketches import Sketch
from zhanqun.delivery.usage.tests.lines import CHROME, HOST, PHONE, SPIDER, line, visit

SITES = {HOST: 2, "www.qingyun.localhost": 1}
SALT = b"the salt of a day"


def sums_of(*lines, **how):
    fold = Fold(SITES, **how)
    fold.take(lines)
    return fold.sums(SALT), fold


def test_given_visits_then_pages_are_counted_and_addresses_lead_to_their_files():
    hour, fold = sums_of(
        *visit("/gzdt/"),
        *visit("/gzdt/", network="203.0.114", status=304),
        *visit("/a/202606/qiao.html", agent=PHONE),
        line("/a/202606/none.html", status=404),
        line("/gzdt/", host="foreign.example"),
    )

    assert hour.pages == Counter({(2, "/gzdt/index.html"): 2, (2, "/a/202606/qiao.html"): 1})
    assert hour.visitors[2].size() == 3
    assert (fold.lines, fold.malformed) == (8, 0)


def test_given_programs_then_by_name_or_behaviour_they_are_left_out():
    quick = [part for n in range(40) for part in visit(f"/a/{n}.html", network="198.51.100")]

    hour, _fold = sums_of(
        *visit("/gzdt/"),
        *visit("/gzdt/", agent=SPIDER),
        line("/gzdt/", network="192.0.2"),  # no stylesheet
        *quick,
    )

    assert hour.pages == Counter({(2, "/gzdt/index.html"): 1})
    assert hour.robots == Counter({2: 42})


def test_given_a_beacon_then_only_what_pages_tell_is_counted():
    hour, _fold = sums_of(*visit("/gzdt/"), line("/a/1.html", status=204), by_beacon=True)

    assert hour.pages == Counter({(2, "/a/1.html"): 1})


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\t" * 5,
        b"\t" * 90,
        b"\x00\xff\xfe",
        "1781568000.000\t一\t200\tjtj\t/\t-".encode(),
        line("/" + "a" * 700),
        line("/%00%ff/../../etc/passwd"),
        line("/a\x00.html"),
        b"GET / HTTP/1.1",
    ],
)
def test_given_a_hostile_line_then_the_rest_is_counted(bad):
    hour, _fold = sums_of(bad, *visit("/gzdt/"))

    assert hour.pages[2, "/gzdt/index.html"] == 1
    assert all("\x00" not in path for _site, path in hour.pages)


@pytest.mark.parametrize(
    ("agent", "is_robot"),
    [
        (CHROME, False),
        (PHONE, False),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI",
            False,
        ),
        (
            "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko 360SE",
            False,
        ),
        (SPIDER, True),
        ("Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("curl/8.14.1", True),
        ("python-requests/2.32.3 and more", True),
        ("Mozilla/5.0 (X11; Linux) HeadlessChrome/142.0", True),
        ("-", True),
        ("", True),
    ],
)
def test_given_a_browsers_name_then_robots_are_told_apart(agent, is_robot):
    assert names_itself_robot(agent.encode()) is is_robot


@pytest.mark.parametrize("many", [0, 1, 500, 40_000])
def test_given_many_visitors_then_the_sketch_is_within_five_percent(many):
    sketch = Sketch()
    for number in range(many):
        sketch.add(b"%d" % number, SALT)
        sketch.add(b"%d" % number, SALT)

    assert sketch.size() == pytest.approx(many, rel=0.05)
    assert len(bytes(sketch)) == 4096


def test_given_two_parts_of_a_day_then_a_visitor_of_both_counts_once():
    morning, evening = Sketch(), Sketch()
    for sketch in (morning, evening):
        sketch.add(b"203.0.113", SALT)
    evening.add(b"203.0.114", SALT)

    morning.merge(bytes(evening))

    assert morning.size() == 2
