"""What shows a key is looked up by every act: nothing of that index waits in a list any more, which
each look-up reads from end to end."""

import django.contrib.postgres.indexes
from django.db import migrations

AT_ONCE = """alter index published_file_keys set (fastupdate = off);
    select gin_clean_pending_list('published_file_keys')"""
LATER = "alter index published_file_keys reset (fastupdate)"


class Migration(migrations.Migration):

    dependencies = [('zq_staticsite', '0007_publisher_of_its_own')]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(AT_ONCE, LATER)],
            state_operations=[
                migrations.RemoveIndex('publishedfile', 'published_file_keys'),
                migrations.AddIndex(
                    'publishedfile',
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=['keys'], name='published_file_keys'
                    ),
                ),
            ],
        )
    ]
