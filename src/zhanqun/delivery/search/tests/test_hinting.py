"""Who applies for what is public already reads so before sending."""

import pytest

from zhanqun.core.intake.api import Place
from zhanqun.delivery.search.feeding.building import build
from zhanqun.delivery.search.hinting import hints_for_request
from zhanqun.delivery.search.index.folder import SearchFolder


@pytest.mark.django_db
def test_given_what_is_public_then_title_and_number_find_it_and_half_of_the_words_do_not(
    town, folder: SearchFolder
):
    article = town.published("青云江大桥2025年检测报告")
    place = Place(town.portal.site_id, town.government.pk, "门户")
    assert hints_for_request(place, {"title": "大桥检测报告"}) == []
    build(folder, lambda _done, _of: None, processes=1)

    (hint,) = hints_for_request(place, {"title": "大桥检测报告", "number": ""})

    assert hint.title == article.title
    assert hint.url.endswith(str(article.address))
    assert hints_for_request(place, {"title": "大桥施工许可", "number": ""}) == []
    assert hints_for_request(place, {"title": "", "number": ""}) == []
