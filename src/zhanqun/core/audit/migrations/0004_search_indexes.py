"""The audit page stays fast on a long trail: each filter has an index in the order of the page."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    TrigramExtension,
)
from django.db import migrations, models
from django.db.models.functions import Upper


def add(index: models.Index) -> AddIndexConcurrently:
    return AddIndexConcurrently(model_name="entry", index=index)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("zq_audit", "0003_success_and_source")]
    operations = [
        TrigramExtension(),
        add(models.Index(fields=["actor", "-at", "-id"], name="audit_actor_newest")),
        add(models.Index(fields=["action", "-at", "-id"], name="audit_action_newest")),
        add(models.Index(fields=["unit_id", "-at", "-id"], name="audit_unit_newest")),
        add(
            models.Index(
                fields=["-at", "-id"],
                condition=models.Q(("succeeded", False)),
                name="audit_failed_newest",
            )
        ),
        add(models.Index(fields=["source_ip", "-at", "-id"], name="audit_source_newest")),
        add(
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    Upper("object_label"), name="gin_trgm_ops"
                ),
                name="audit_label_words",
            )
        ),
        add(
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(Upper("reason"), name="gin_trgm_ops"),
                condition=models.Q(("reason", ""), _negated=True),
                name="audit_reason_words",
            )
        ),
        RemoveIndexConcurrently(model_name="entry", name="audit_actor"),
    ]
