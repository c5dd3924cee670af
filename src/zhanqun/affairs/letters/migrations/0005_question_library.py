"""The question library (问答库)."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import zhanqun.affairs.letters.word_pairs
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_letters', '0004_word_pairs'),
        ('zq_units', '0005_casework_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('question', models.CharField(max_length=120, verbose_name='问题')),
                ('answer', models.TextField(verbose_name='答案')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='主题词')),
                ('review_on', models.DateField(verbose_name='复核日期')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('published', '已公开'), ('retired', '已停用')], default='draft', max_length=12, verbose_name='状态')),
                ('written_at', models.DateTimeField(verbose_name='编写时间')),
                ('published_at', models.DateTimeField(null=True, verbose_name='公开时间')),
                ('reviewed_at', models.DateTimeField(null=True, verbose_name='复核时间')),
                ('reminded', models.PositiveSmallIntegerField(default=0)),
                ('pairs', models.GeneratedField(db_persist=True, expression=zhanqun.affairs.letters.word_pairs.WordPairs('question'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zq_letters.letter', verbose_name='来自来信')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zq_units.unit', verbose_name='负责单位')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '问答',
                'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('state', 'published')), fields=['pairs'], name='letter_question_pairs'), models.Index(condition=models.Q(('state', 'published')), fields=['review_on'], name='letter_question_review')],
            },
        ),
    ]
