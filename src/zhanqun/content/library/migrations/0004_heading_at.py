from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('zq_library', '0003_remarks_and_autosaves'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='heading_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
