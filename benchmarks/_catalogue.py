"""A catalogue of any size: publishers, entries and their places in lists, by SQL."""

from datetime import date, timedelta

PUBLISHERS = 100
TODAY = date(2026, 6, 16)


def found(publishers) -> None:
    """Departments that disclose on the portal, besides the two of the town."""
    from zhanqun.affairs.disclosure.models import Publisher
    from zhanqun.core.units import api as units

    town = publishers.town
    for at in range(PUBLISHERS - 2):
        unit = units.add_unit(
            parent=units.Unit.objects.get(pk=town.government.pk),
            by=None,
            now=town.now,
            kind="department",
            name=f"青云市第{at}局",
            short_name=f"第{at}局",
            document_code="",
        )
        facts = {"organ_code": f"MC{at:07}", "level": "city", "site": town.portal}
        Publisher.objects.create(unit=unit, code=f"u{at}", **facts)


def grow(publishers, entries: int, of_one: int) -> None:
    """So many entries more, copies of one public document; the bureau gets of_one of them."""
    from django.db import connection

    from zhanqun.affairs.disclosure.models import Entry, Publisher
    from zhanqun.affairs.disclosure.tests.samples import document, filed

    first = Entry.objects.order_by("id").first()
    if first is None:
        live = publishers.town.publish(document(publishers))
        first = filed(publishers, live)
    of_others = (entries - of_one) // (PUBLISHERS - 1)
    for row in Publisher.objects.order_by("id"):
        _copies(first.article, row, of_one if row == publishers.bureau else of_others)
    _number()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _copies(live, publisher, count: int) -> None:
    from django.db import connection

    from zhanqun.content.library.api import Article

    own = {
        "uid": "gen_random_uuid()",
        "translation_key": "gen_random_uuid()",
        "code": f"'c' || ({Article.objects.count()} + n)",
        "unit_id": str(publisher.unit_id),
        "live_revision_id": "null",
        "latest_revision_id": "null",
    }
    columns = [f.column for f in Article._meta.concrete_fields if f.column != "id"]
    picked = ", ".join(own.get(name, f'a."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"with copied as (insert into zq_library_article ({names}) select {picked}"
            f" from zq_library_article a, generate_series(1, {count}) n where a.id = {live.pk}"
            " returning id),"
            " numbered as (insert into zq_disclosure_indexnumber"
            " (text, article_id, is_generated, given_at)"
            f" select 'x' || id, id, false, now() from copied returning id, article_id)"
            " insert into zq_disclosure_entry (uid, publisher_id, article_id, index_id, items,"
            " topic, formed_on, due_on, state, published_on, renewed_on, filed_at)"
            f" select gen_random_uuid(), {publisher.pk}, article_id, id,"
            " case when id % 5 = 0 then array['p20_01', 'p20_10']"
            " else array['p20_' || lpad((id % 14 + 1)::text, 2, '0')] end,"
            " '工业、交通', day, day + 28, case when id % 20 = 0 then 'draft' else 'live' end,"
            " day + (id % 40)::int, day + (id % 40)::int, now()"
            f" from numbered, lateral (select '{TODAY - timedelta(days=400)}'::date"
            " + (id % 360)::int as day) d"
        )


def _number() -> None:
    """Places, behind those there are, in the lists of everything, of the items and the class."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "insert into zq_disclosure_listentry (publisher_id, code, position, entry_id)"
            " select publisher_id, code,"
            " coalesce((select max(position) from zq_disclosure_listentry l"
            " where l.publisher_id = e.publisher_id and l.code = c.code), 0)"
            " + row_number() over (partition by publisher_id, code order by published_on, id), id"
            " from zq_disclosure_entry e, lateral unnest("
            " array['all', 'topic-t07'] || array(select 'item-' || unnest(items))) c(code)"
            " where state = 'live' and not exists"
            " (select from zq_disclosure_listentry l where l.entry_id = e.id)"
        )
