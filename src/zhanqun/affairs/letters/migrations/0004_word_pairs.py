"""The database cuts titles into pairs of characters, and keeps those of published letters."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import zhanqun.affairs.letters.word_pairs

CREATE = """
create function zq_word_pairs(words text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct substr(bare, at, 2)), '{}')
    from (select regexp_replace(lower(words), '[^[:alnum:]]+', '', 'g') as bare) as folded,
        generate_series(1, length(bare) - 1) as at
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("zq_letters", "0003_supervision")]
    operations = [
        migrations.RunSQL(CREATE, "drop function zq_word_pairs(text)"),
        migrations.AddField(
            model_name='publication',
            name='pairs',
            field=models.GeneratedField(db_persist=True, expression=zhanqun.affairs.letters.word_pairs.WordPairs('title'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('state', 'published')), fields=['pairs'], name='letter_published_pairs'),
        ),
    ]
