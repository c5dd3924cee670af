"""Questions are found by their topics as well."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zq_letters", "0006_public_letters")]
    operations = [
        migrations.AddIndex(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state", "published")),
                fields=["topics"],
                name="letter_question_topics",
            ),
        ),
    ]
