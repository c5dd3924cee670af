# Letters that are watched from above (督办).

import django.db.models.deletion
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_letters', '0002_petition_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Supervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ('state', models.CharField(choices=[('ordered', '待说明'), ('explained', '已说明'), ('settled', '已销号')], default='ordered', max_length=12, verbose_name='状态')),
                ('instruction', models.TextField(verbose_name='督办要求')),
                ('due_on', models.DateField(verbose_name='说明期限')),
                ('ordered_at', models.DateTimeField(verbose_name='督办时间')),
                ('explanation', models.TextField(blank=True, verbose_name='书面说明')),
                ('explained_at', models.DateTimeField(null=True, verbose_name='说明时间')),
                ('remark', models.TextField(blank=True, verbose_name='督办结论')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='销号时间')),
                ('explained_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervisions', to='zq_letters.letter')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '督办',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'settled'), _negated=True), fields=('letter',), name='letter_one_supervision')],
            },
        ),
    ]
