import django.db.models.deletion
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0002_article_list_indexes'),
        ('zq_review', '0003_returned_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='secrecydecision',
            name='checked',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='override_request',
            field=models.CharField(blank=True, db_default='', max_length=300, verbose_name='申请放行的理由'),
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=24)),
                ('code', models.CharField(max_length=60)),
                ('where', models.CharField(max_length=300, verbose_name='位置')),
                ('words', models.CharField(blank=True, max_length=80, verbose_name='内容')),
                ('text', models.CharField(max_length=300, verbose_name='检查结果')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('at', models.DateTimeField(verbose_name='放行时间')),
                ('voided_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='zq_library.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '放行',
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('article', 'digest', 'key'), name='override_once_per_finding'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='override_says_why')],
            },
        ),
        migrations.CreateModel(
            name='TextMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='zq_library.article')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mark', 'article'), name='text_mark_once_per_article')],
            },
        ),
    ]
