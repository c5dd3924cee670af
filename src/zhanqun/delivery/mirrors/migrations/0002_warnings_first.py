from django.db import migrations, models

MOVE = "update zq_mirrors_waitingfile set stage = stage {sign} 1 where stage {since}"


class Migration(migrations.Migration):
    """What waits keeps its place behind the new first stage."""

    dependencies = [("zq_mirrors", "0001_mirrors")]

    operations = [
        migrations.AlterField(
            model_name="waitingfile",
            name="stage",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "预警和模式"),
                    (1, "附件和图片"),
                    (2, "正文页"),
                    (3, "列表和首页"),
                    (4, "撤下"),
                ]
            ),
        ),
        migrations.RunSQL(
            MOVE.format(sign="+", since=">= 0"), MOVE.format(sign="-", since="> 0")
        ),
    ]
