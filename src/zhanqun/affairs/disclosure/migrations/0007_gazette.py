"""The gazette (政府公报)."""

import django.db.models.deletion
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_disclosure', '0006_guides'),
        ('zq_library', '0012_translations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('number', models.PositiveSmallIntegerField(verbose_name='期号')),
                ('dated', models.DateField(verbose_name='出版日期')),
                ('cover', models.UUIDField(null=True, verbose_name='封面图片')),
                ('paper', models.UUIDField(null=True, verbose_name='纸质版PDF')),
                ('state', models.CharField(choices=[('draft', '编辑中'), ('published', '已发布'), ('withdrawn', '已撤下')], default='draft', max_length=12, verbose_name='状态')),
                ('published_at', models.DateTimeField(null=True, verbose_name='发布时间')),
                ('changed_at', models.DateTimeField(null=True)),
                ('publisher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zq_disclosure.publisher', verbose_name='公开主体')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '公报',
                'ordering': ['-year', '-number'],
                'constraints': [models.UniqueConstraint(fields=('publisher', 'year', 'number'), name='gazette_issue'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='gazette_published_when')],
            },
        ),
        migrations.CreateModel(
            name='IssueLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('heading', models.CharField(blank=True, max_length=40, verbose_name='栏目')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zq_library.article', verbose_name='文件')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='zq_disclosure.issue')),
            ],
            options={
                'verbose_name': '公报目录',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('issue', 'position'), name='gazette_line_place'), models.UniqueConstraint(fields=('issue', 'article'), name='gazette_line_once')],
            },
        ),
    ]
