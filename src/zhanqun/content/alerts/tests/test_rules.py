"""Rules of warnings without a database (预警规则)."""

import pytest

from zhanqun.content.alerts.areas import (
    AreaMalformed,
    clean_circle,
    clean_geocodes,
    clean_polygon,
)
from zhanqun.content.alerts.facts import SHIPPED, facts
from zhanqun.content.alerts.rules import brief_of, headline_of


def test_given_the_example_of_the_norm_then_headlines_read_as_it_does():
    assert headline_of("浙江省气象局", "11B01", 4, "Alert") == "浙江省气象局发布台风蓝色预警"
    assert headline_of("浙江省气象局", "11B01", 4, "Update") == "浙江省气象局发布台风蓝色预警"
    assert headline_of("浙江省气象局", "11B01", 4, "Cancel") == "浙江省气象局解除台风蓝色预警"


@pytest.mark.parametrize(
    "polygon",
    [
        "30.1,104.1",
        "30.1,104.1 30.2,104.2 30.1,104.1",
        "30.1,104.1 30.2,104.2 30.3,104.1 30.1,104.2",
        "104.1,30.1 104.2,30.2 104.1,30.3 104.1,30.1",
        "30.1;104.1 30.2;104.2 30.3;104.1 30.1;104.1",
        "<script> 1,1 2,2 <script>",
        " ".join(["30.1,104.1"] * 501),
    ],
)
def test_given_a_malformed_polygon_then_it_is_refused(polygon):
    with pytest.raises(AreaMalformed):
        clean_polygon(polygon)


def test_given_areas_as_people_type_them_then_they_take_the_forms_of_the_standard():
    assert clean_polygon("30.1， 104.1\n30.2,104.2  30.3,104.1 30.1,104.1") == (
        "30.1,104.1 30.2,104.2 30.3,104.1 30.1,104.1"
    )
    assert clean_circle("30.66, 104.06  25") == "30.66,104.06 25"
    assert clean_geocodes("510104000000、510105000000 510104000000") == "510104000000,510105000000"
    assert (clean_polygon(" "), clean_circle(""), clean_geocodes("")) == ("", "", "")


def test_given_long_texts_then_the_bar_says_whole_sentences():
    short = "请立即转移。"
    assert brief_of(f"{short}\n第二段") == short
    assert brief_of("停课停工。" * 20) == "停课停工。" * 16  # 80 characters
    assert brief_of("停课停工停运，" * 20) == "停课停工停运，" * 10 + "停课停工停运" + "……"


def test_given_an_installation_sets_its_own_facts_then_red_and_orange_still_take_two(
    settings, tmp_path
):
    own = SHIPPED.read_text(encoding="utf-8").replace(
        "two_person_levels: [1, 2]", "two_person_levels: [3]"
    )
    (tmp_path / "facts.yaml").write_text(own, encoding="utf-8")
    settings.ZHANQUN_ALERT_FACTS = str(tmp_path / "facts.yaml")

    assert facts().two_person_levels == {1, 2, 3}
