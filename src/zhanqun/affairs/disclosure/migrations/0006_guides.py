"""What publishers say of how they disclose (公开指南)."""

import django.db.models.deletion
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_disclosure', '0004_known_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('kinds', models.TextField(verbose_name='信息分类')),
                ('arrangement', models.TextField(verbose_name='编排体系')),
                ('ways', models.TextField(verbose_name='获取方式')),
                ('office', models.CharField(max_length=60, verbose_name='公开工作机构')),
                ('address', models.CharField(max_length=100, verbose_name='办公地址')),
                ('hours', models.CharField(max_length=100, verbose_name='办公时间')),
                ('telephone', models.CharField(max_length=60, verbose_name='联系电话')),
                ('fax', models.CharField(blank=True, max_length=60, verbose_name='传真号码')),
                ('online', models.CharField(max_length=200, verbose_name='互联网联系方式')),
                ('written_at', models.DateTimeField(verbose_name='编写时间')),
                ('reviewed_on', models.DateField(verbose_name='核对日期')),
                ('is_reminded', models.BooleanField(default=False)),
                ('publisher', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='guide', to='zq_disclosure.publisher', verbose_name='公开主体')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '政府信息公开指南',
                'indexes': [models.Index(fields=['reviewed_on'], name='guide_reviewed')],
            },
        ),
    ]
