from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zq_integrity", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="proof",
            name="publication_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
