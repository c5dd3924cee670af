"""Every kind of page, in every mode and width: readable by machine, by phone, and when zoomed in.

Every run looks at each kind once, in one mode after the other; `make pages` goes through all.
"""

import os
from itertools import product

import pytest

from pages.gallery import WIDTHS, Gallery, modes_built
from pages.kinds import KINDS
from zhanqun.content.pages.tests import samples

pytestmark = pytest.mark.browser

WHOLE = bool(os.environ.get("ZHANQUN_PAGES"))


def sights(number: int) -> list[tuple[str, int]]:
    """Mode and width in which a kind is looked at: all, or one after the other from kind to kind,
    so that each mode meets kinds of all sorts at each width."""
    every = list(product(modes_built(), WIDTHS))
    return every if WHOLE else [every[number % len(every)]]


def test_given_every_kind_of_page_then_axe_finds_nothing(gallery: Gallery):
    wrong = []
    for number, kind in enumerate(KINDS if WHOLE else samples.RICH):
        for mode, width in sights(number):
            gallery.show(kind, mode)
            wrong += [(kind, mode, width, fault) for fault in gallery.faults(width)]

    assert wrong == []
    assert gallery.errors == []


def test_given_a_narrow_window_then_no_page_scrolls_sideways(gallery: Gallery):
    wrong = []
    for number, kind in enumerate(KINDS):
        for mode in modes_built() if WHOLE else ("normal", "elder")[number % 2 :][:1]:
            gallery.show(kind, mode)
            if wide := gallery.too_wide():
                wrong.append((kind, mode, wide))

    assert wrong == []


def test_given_a_page_with_faults_then_both_checks_find_them(gallery: Gallery):
    gallery.show("bare_message")
    gallery.page.evaluate(
        """() => {
            document.querySelector("main").innerHTML =
                "<img src=x><p style='color:#ccc;width:40rem'>看不清</p>";
        }"""
    )

    found = {fault.partition(":")[0] for fault in gallery.faults(1280)}

    assert {"image-alt", "color-contrast", "page-has-heading-one"} <= found
    assert "P." in gallery.too_wide()
