import zhanqun.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('zq_staticsite', '0008_keys_found_at_once')]

    operations = [
        migrations.CreateModel(
            name='PublicRoot',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('mark', models.UUIDField(default=zhanqun.foundation.ids.new_uid)),
                ('machine', models.CharField(max_length=100)),
                ('folder', models.CharField(max_length=300)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '公开目录',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('id', 1)), name='public_root_only')
                ],
            },
        ),
    ]
