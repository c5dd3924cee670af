from django.db import migrations

TAG = """
    insert into zq_library_tagging (article_id, tag, at)
    select distinct a.id, left(word, 60), a.first_published_at
    from zq_library_article a,
         regexp_split_to_table(lower(normalize(a.keywords, NFKC)), '[[:space:],，、;；|]+') word
    where a.live and a.keywords <> '' and word <> '' and a.first_published_at is not null
    on conflict do nothing
"""


class Migration(migrations.Migration):
    """Live articles get the tags that publishing will give from now on; may run twice."""

    dependencies = [
        ('zq_library', '0008_tagging'),
    ]

    operations = [
        migrations.RunSQL(TAG, migrations.RunSQL.noop),
    ]
