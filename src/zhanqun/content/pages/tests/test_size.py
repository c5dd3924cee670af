"""A site of any size: batches in a few queries, no scan, sitemaps in parts that stay small."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement
from zhanqun.content.review import api as review
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import recording, reusing
from zhanqun.foundation.targets import Target, render, target_kinds

MANY = 120_001
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What a copy of a row has for itself; "n" counts the copies.
OF_ARTICLES = {
    "uid": "gen_random_uuid()",
    "translation_key": "gen_random_uuid()",
    "code": "to_char(n, 'FM0000000000')",
    "title": "title || n",
    "live_revision_id": "null",
    "latest_revision_id": "null",
}
OF_PLACEMENTS = {
    "uid": "gen_random_uuid()",
    "article_id": "copied.id",
    "number": "copied.n",
}
RELATED = """
    array(select uid from zq_library_article a where a.id between copied.id - 5 and copied.id - 1)
"""
# Costly to keep, and nothing on a page asks them.
DESK_INDEXES = ("title_words", "unit_newest", "author_newest", "newest", "kind_newest")


def copied(cursor, table, row_id, own, source):
    """Copies of a row, made by the database; own: column -> expression."""
    cursor.execute(f"select * from {table} limit 0")
    names = [column.name for column in cursor.description if column.name != "id"]
    values = ", ".join(own.get(name, f'original."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"insert into {table} ({columns}) select {values} from {table} original, {source}"
        " where original.id = %s",
        [row_id],
    )


def fill(town, count):
    """The column 工作动态 gets so many texts more, numbered on from the first."""
    placement = town.published().placements.get()
    articles, placements = Article._meta.db_table, Placement._meta.db_table
    first = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("drop index " + ", ".join(f"article_{name}" for name in DESK_INDEXES))
        source = f"generate_series(2, {count}) n"
        copied(cursor, articles, placement.article_id, OF_ARTICLES, source)
        source = (
            f"(select id, row_number() over (order by id) + 1 n from {articles}"
            f" where id > {first}) copied"
        )
        related = {"related": RELATED} if count < 1000 else {}
        copied(cursor, placements, placement.pk, OF_PLACEMENTS | related, source)
        cursor.execute(f"analyze {articles}")
        cursor.execute(f"analyze {placements}")
    Column.objects.filter(pk=placement.column_id).update(next_number=count + 1)
    return placement


def addresses(rendered):
    root = ElementTree.fromstring(rendered.body)
    return [entry.find(f"{NAMESPACE}loc").text for entry in root]


def test_given_two_hundred_texts_then_a_batch_takes_no_more_queries_than_one(town):
    placement = fill(town, 200)
    uids = Article.objects.filter(live=True).values_list("uid", flat=True)
    kind = target_kinds.get("article")
    targets = [Target(placement.site_id, "article", str(uid)) for uid in uids]
    pages = []

    with CaptureQueriesContext(connection) as queries, reusing({}):
        kind.prepare(targets)
        read = len(queries)
        for target in targets:
            with recording() as keys:
                pages.append((kind.render(target), len(keys)))

    assert len(pages) == 200
    assert min(keys for _page, keys in pages) > 5
    assert len(queries) == read <= 15


def test_p044_given_many_texts_then_the_sitemap_has_small_parts_and_one_publication_touches_two(
    town,
):
    placement = fill(town, MANY)
    site_id, base = placement.site_id, town.bureau_site.base_url
    kind = target_kinds.get("sitemap")
    touched = set()
    review.changes.register("test", lambda change: touched.update(change.keys))
    try:
        town.published("新的一条")
    finally:
        del review.changes._entries["test"]

    parts = [target for target in kind.all_for_site(site_id) if target.key]
    index = kind.render(Target(site_id, "sitemap", ""))
    listed = [addresses(part) for target in parts if (part := kind.render(target))]

    assert addresses(index) == [f"{base}/sitemap-{target.key}.xml" for target in parts]
    assert len(parts) == 1 + MANY // library.BLOCK + 1
    assert max(len(rows) for rows in listed) <= 50_000
    texts = [row for rows in listed for row in rows if "/a/" in row]
    assert len(texts) == len(set(texts)) == MANY + 1
    assert re.search(rb"<lastmod>\S+\+08:00</lastmod>", index.body)
    assert library.sitemap_key(site_id) in touched
    opened = {t for key in touched for t in kind.opened_by(key, site_id)}
    assert {t.key for t in opened} == {f"{placement.column_id}-{library.block_of(MANY + 1)}"}
    _no_scan(town, placement)


def _no_scan(town, placement):
    """Nothing that a publication makes anew reads a table from end to end."""
    newest = Article.objects.order_by("-pk").values_list("uid", flat=True)[0]
    column, bucket = placement.column_id, library.bucket_of(MANY)
    wanted = {
        "article": str(newest),
        "column": str(column),
        "list": f"{column}:{bucket}",
        "feed": str(column),
        "site_feed": "",
        "home": "",
        "sitemap": f"{column}-{library.block_of(MANY)}",
    }
    with CaptureQueriesContext(connection) as queries:
        assert all(render(Target(placement.site_id, *names)) for names in wanted.items())
    asked = [row["sql"] for row in queries if "zq_library_" in row["sql"]]
    assert len(asked) > 10
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"explain {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan on zq_library_" not in plan, f"{sql}\n{plan}"


@pytest.mark.parametrize("kind", ["error", "moved"])
def test_given_a_withdrawal_then_the_sitemap_no_longer_lists_the_text(town, kind):
    article, kept = town.published("撤下的"), town.published("留下的", column=town.column("tzgg"))
    site_id, column = town.bureau_site.site_id, town.column("gzdt").pk

    review.withdraw(
        uid=article.uid,
        kind=kind,
        note="数据有误",
        moved_to="/x.html",
        by=town.people["signer"],
        now=town.now,
    )

    with clock.fixed(town.now):
        index = render(Target(site_id, "sitemap", "")).body.decode()
        assert render(Target(site_id, "sitemap", f"{column}-1")) is None
        others = render(Target(site_id, "sitemap", f"{town.column('tzgg').pk}-1"))
    assert f"sitemap-{column}-1.xml" not in index
    assert kept.address in others.body.decode()


def test_given_a_text_on_two_columns_of_a_site_then_it_is_listed_at_its_home_only(town):
    article = town.published()
    second = town.column("tzgg")
    library.place(article=article, column=second, by=town.people["officer"], now=town.now)
    site_id = town.bureau_site.site_id

    parts = [f"{town.column('gzdt').pk}-1", f"{second.pk}-1"]
    drawn = [render(Target(site_id, "sitemap", key)) for key in parts]

    assert article.placements.filter(state="live").count() == 2
    assert [rendered is not None for rendered in drawn] == [True, False]
