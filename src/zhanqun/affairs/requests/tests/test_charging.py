"""The brackets of the fee. Sums from 国办函〔2020〕109号, worked out by hand."""

import pytest
import yaml

from zhanqun.affairs.requests.charging import fee_by_applications, fee_by_pages
from zhanqun.core.workcalendar.tests.shared import shared


@pytest.mark.parametrize(
    ("count", "yuan"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (51, 7400)],
)
def test_given_applications_of_a_month_then_the_sum_of_their_brackets(count, yuan):
    assert fee_by_applications(count) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(0, 0), (30, 0), (31, 10), (100, 700), (200, 2700), (201, 2740)]
)
def test_given_pages_of_one_application_then_the_sum_of_their_brackets(pages, yuan):
    assert fee_by_pages(pages) == yuan


def test_given_the_vectors_of_the_norm_then_the_same_sums():
    norm = yaml.safe_load(shared("norms/disclosure.yaml").read_text(encoding="utf-8"))
    reckon = {"applications_in_month": fee_by_applications, "pages": fee_by_pages}
    vectors = norm["fee"]["test_vectors"]
    assert len(vectors) == 11
    for vector in vectors:
        (name,) = reckon.keys() & vector.keys()
        assert reckon[name](vector[name]) == vector["yuan"]
