"""What has moved over is dropped where it stood."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('zq_staticsite', '0005_move_keys_and_failures')]

    operations = [
        migrations.RemoveIndex('pendingchange', 'pending_change_waiting'),
        migrations.RemoveIndex('pendingchange', 'pending_change_noted'),
        migrations.RemoveIndex('pendingchange', 'pending_change_act'),
        migrations.RemoveField('pendingchange', 'act'),
        migrations.RemoveField('pendingchange', 'site'),
        migrations.RemoveField('pendingchange', 'keys'),
        migrations.RenameField('pendingchange', 'changed_keys', 'keys'),
        migrations.AddIndex(
            'pendingchange',
            models.Index(condition=models.Q(('done_at', None)), fields=['urgency', 'id'], name='pending_change_open'),
        ),
        migrations.AddIndex('pendingchange', models.Index(fields=['xid'], name='pending_change_xid')),
        migrations.AddIndex(
            'publishedfile',
            django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='published_file_keys'),
        ),
        migrations.DeleteModel('Dependency'),
        migrations.DeleteModel('FailedTarget'),
    ]
