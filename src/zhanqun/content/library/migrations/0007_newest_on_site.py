from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0006_pinned_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['site', '-live_at', '-id'], name='placement_newest_on_site'),
        ),
        migrations.RemoveIndex(
            model_name='placement',
            name='placement_site_newest',
        ),
    ]
