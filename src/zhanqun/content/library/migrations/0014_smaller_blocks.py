"""Parts of the sitemap cover 100 list numbers instead of 500; new articles have an identifier that
begins with the moment it was made."""

from django.db import migrations, models

import zhanqun.foundation.ids

SMALLER = [
    "create temp table former_block on commit drop as select * from zq_library_listblock",
    "delete from zq_library_listblock",
    """
    insert into zq_library_listblock (column_id, block, changed_at, is_listed)
    select former.column_id, part, former.changed_at, exists (
        select from zq_library_placement p join zq_library_article a on a.id = p.article_id
        where p.column_id = former.column_id and p.state = 'live' and a.kind <> 'link'
        and p.number between (part - 1) * 100 + 1 and part * 100)
    from former_block former
    cross join generate_series(former.block * 5 - 4, former.block * 5) part
    """,
]
LARGER = [
    "create temp table former_block on commit drop as select * from zq_library_listblock",
    "delete from zq_library_listblock",
    """
    insert into zq_library_listblock (column_id, block, changed_at, is_listed)
    select column_id, (block + 4) / 5, max(changed_at), bool_or(is_listed)
    from former_block group by 1, 2
    """,
]


class Migration(migrations.Migration):
    dependencies = [("zq_library", "0013_validity_from_newer_documents")]

    operations = [
        migrations.RunSQL(SMALLER, LARGER),
        migrations.AlterField(
            model_name="article",
            name="uid",
            field=models.UUIDField(
                default=zhanqun.foundation.ids.timely_uid, editable=False, unique=True
            ),
        ),
    ]
