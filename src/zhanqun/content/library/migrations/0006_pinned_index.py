from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0005_list_blocks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(condition=models.Q(('pinned_until__isnull', False), ('state', 'live')), fields=['column', 'pinned_until'], name='placement_pinned'),
        ),
    ]
