"""Entries say whether the act succeeded and where it came from; seals say what they cover."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zq_audit", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="succeeded",
            field=models.BooleanField(db_default=True, default=True, verbose_name="是否成功"),
        ),
        migrations.AddField(
            model_name="entry",
            name="source_ip",
            field=models.GenericIPAddressField(null=True, verbose_name="来源地址"),
        ),
        migrations.AddField(
            model_name="seal",
            name="version",
            field=models.PositiveSmallIntegerField(db_default=1),
        ),
    ]
