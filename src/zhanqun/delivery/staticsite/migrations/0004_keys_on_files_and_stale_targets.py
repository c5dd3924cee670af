"""Keys stand on the published file; what is to be made anew is a row of its own."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import zhanqun.delivery.staticsite.models


def ids():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), db_default=[], size=None
    )


def texts():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.TextField(), db_default=[], size=None
    )


URGENCIES = [(0, '紧急（撤稿）'), (1, '发布'), (2, '栏目、站点变动'), (3, '全站重建')]


class Migration(migrations.Migration):

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('zq_staticsite', '0003_twins'),
    ]

    operations = [
        migrations.AddField('publishedfile', 'keys', texts()),
        migrations.CreateModel(
            name='Overhaul',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', texts()),
                ('site_ids', ids()),
                ('total', models.PositiveIntegerField(db_default=0)),
                ('is_counted', models.BooleanField(db_default=False)),
                ('begun_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '大批刷新',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['-id'], name='overhaul_running')],
            },
        ),
        migrations.CreateModel(
            name='DrawnBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('snapshot', models.TextField()),
                ('file_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={'verbose_name': '已绘批次'},
        ),
        migrations.CreateModel(
            name='StaleTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=200)),
                ('urgency', models.PositiveSmallIntegerField(choices=URGENCIES)),
                ('rank', models.PositiveSmallIntegerField()),
                ('due_at', models.DateTimeField()),
                ('publication_ids', ids()),
                ('overhaul_ids', ids()),
                ('attempts', models.PositiveIntegerField(db_default=0)),
                ('error', models.CharField(blank=True, db_default='', max_length=300, verbose_name='错误信息')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': '待重做的页面',
                'indexes': [
                    models.Index(models.F('urgency'), models.F('rank'), models.F('id'), name='stale_target_next'),
                    models.Index(condition=models.Q(('error', ''), _negated=True), fields=['id'], name='stale_target_failed'),
                    django.contrib.postgres.indexes.GinIndex(condition=models.Q(('publication_ids', []), _negated=True), fields=['publication_ids'], name='stale_target_acts'),
                ],
                'constraints': [models.UniqueConstraint(fields=('site', 'kind', 'key'), name='stale_target_once')],
            },
        ),
        # So that the way back finds them without values and can fill them.
        migrations.AlterField(
            'pendingchange', 'site',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AlterField('pendingchange', 'keys', models.JSONField(null=True)),
        migrations.AddField('pendingchange', 'site_ids', ids()),
        migrations.AddField('pendingchange', 'changed_keys', texts()),
        migrations.AddField(
            'pendingchange', 'urgency',
            models.PositiveSmallIntegerField(choices=URGENCIES, db_default=2),
        ),
        migrations.AddField(
            'pendingchange', 'xid',
            models.BigIntegerField(db_default=zhanqun.delivery.staticsite.models.CurrentXid()),
        ),
        migrations.AddField('pendingchange', 'reached', models.BigIntegerField(db_default=0)),
        migrations.AddField(
            'pendingchange', 'overhaul',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='zq_staticsite.overhaul'),
        ),
    ]
