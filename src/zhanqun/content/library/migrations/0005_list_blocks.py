import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0004_heading_at'),
        ('zq_sites', '0002_own_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.PositiveIntegerField()),
                ('changed_at', models.DateTimeField()),
                ('is_listed', models.BooleanField()),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='zq_sites.column')),
            ],
            options={
                'verbose_name': '列表段',
                'constraints': [models.UniqueConstraint(fields=('column', 'block'), name='list_block_once')],
            },
        ),
    ]
