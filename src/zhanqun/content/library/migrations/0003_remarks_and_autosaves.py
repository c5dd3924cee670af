"""Remarks in the history of an article, and what was typed but not saved."""

import django.db.models.deletion
import zhanqun.foundation.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("zq_library", "0002_article_list_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("typed", models.JSONField()),
                ("saved_at", models.DateTimeField(db_index=True)),
                ("article", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="zq_library.article")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "自动保存",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "article"), name="autosave_one_each", nulls_distinct=False)
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=zhanqun.foundation.ids.new_uid, editable=False, unique=True)),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("text", models.CharField(max_length=1000, verbose_name="批注")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="zq_library.article")),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("revision", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.revision")),
            ],
            options={
                "verbose_name": "批注",
                "indexes": [models.Index(fields=["article", "id"], name="remark_article")],
            },
        ),
    ]
