"""Keywords as tags: Python and PostgreSQL part them alike."""

from zhanqun.content.library import api as library
from zhanqun.content.library.tags import tags_of_row


def test_given_keywords_in_any_spelling_then_both_part_them_alike(town):
    town.published(keywords="城市更新， 温景岚、王𡐤；New Town,交通")
    rows = library.Article.objects.filter(live=True).annotate(tags=tags_of_row())

    tags = rows.values_list("keywords", "tags").get()

    assert tags[1] == library.tags_in(tags[0])
    assert tags[1] == ["城市更新", "温景岚", "王𡐤", "New Town", "交通"]
