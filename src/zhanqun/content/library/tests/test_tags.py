"""Keywords as tags: Python and PostgreSQL part them alike, by an index."""

from django.db import connection
from django.db.models import Q

from zhanqun.content.library import api as library
from zhanqun.content.library.tags import tags_of_row


def test_given_keywords_in_any_spelling_then_both_part_them_alike_and_an_index_serves(town):
    town.published(keywords="城市更新， 温景岚、王𡐤；New Town,交通")
    rows = library.Article.objects.filter(live=True).annotate(tags=tags_of_row())

    tags = rows.values_list("keywords", "tags").get()
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_indexscan = off")
    plan = rows.filter(Q(tags__contains=["王𡐤"])).explain()

    assert tags[1] == library.tags_in(tags[0])
    assert tags[1] == ["城市更新", "温景岚", "王𡐤", "New Town", "交通"]
    assert "article_live_tags" in plan
