from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from jinja2 import UndefinedError

from zhanqun.foundation.dependencies import reusing
from zhanqun.ui import face
from zhanqun.ui.icons import ICONS, PATTERNS, icon, pattern

CHROME = SimpleNamespace(search_url="", lang="zh-CN")
MOMENT = datetime(2026, 6, 5, 7, 8, 59, tzinfo=UTC)


def test_given_a_moment_then_each_form_is_that_of_the_house():
    assert face.minute(MOMENT) == "2026-06-05 07:08"
    assert face.day(MOMENT) == "2026-06-05"
    assert face.short_day(MOMENT) == "06-05"
    assert face.iso(MOMENT) == "2026-06-05T07:08+00:00"
    assert face.iso(date(2026, 6, 5)) == "2026-06-05"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青云市人民政府关于做好防汛工作的通知", ["青云市人民政府", "关于做好防汛工作的通知"]),
        ("关于做好防汛工作的通知", ["关于做好防汛工作的通知"]),
        ("青云市养犬管理办法", ["青云市养犬管理办法"]),
        ("《青云市关于人才的意见》解读", ["《青云市关于人才的意见》解读"]),
    ],
)
def test_given_an_official_title_then_it_breaks_after_the_organ_only(title, lines):
    assert face.title_lines(title) == lines


def test_given_a_language_then_its_catalogue_is_known_to_django_and_chinese_needs_none():
    assert face.catalogue("en") == "en"
    assert face.catalogue("zh-CN") is None


def test_given_a_part_of_many_pages_then_it_is_rendered_once_for_the_same_values():
    tags = (("SiteName", "青云市<政府>"), ("ColumnName", "首页"))
    part = engines[face.ENGINE].from_string("{{ shared.head_common(chrome=chrome, tags=tags) }}")
    context = {"chrome": CHROME, "tags": tags}
    memo = {}

    alone = part.render(context)
    with reusing(memo):
        first, again = part.render(context), part.render(context)
        kept = len(memo)
        other = part.render({"chrome": CHROME, "tags": tags[:1]})

    assert alone == first == again
    assert '<meta name="SiteName" content="青云市&lt;政府&gt;">' in alone
    assert (kept, len(memo)) == (1, 2)
    assert "ColumnName" not in other


def test_given_a_name_that_does_not_exist_then_the_template_fails():
    template = engines[face.ENGINE].from_string("{{ page.titel }}")

    with pytest.raises(UndefinedError, match="titel"):
        template.render({"page": CHROME})


def test_given_values_in_a_message_then_they_are_escaped():
    template = engines[face.ENGINE].from_string('{{ _("作者：%(author)s", author=author) }}')

    assert template.render({"author": "<b>甲&乙"}) == "作者：&lt;b&gt;甲&amp;乙"


def test_given_drawings_then_they_are_hidden_from_assistive_technology_and_wrap_around():
    assert all('aria-hidden="true"' in icon(name) for name in ICONS)
    assert pattern(0) == pattern(len(PATTERNS))
    assert pattern(0) != pattern(1)
