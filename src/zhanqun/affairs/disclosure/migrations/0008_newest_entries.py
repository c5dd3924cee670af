"""What was disclosed last, over all publishers (最近公开)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_disclosure', '0007_gazette'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['-published_on', '-id'], name='entry_live_newest'),
        ),
    ]
