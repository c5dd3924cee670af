from django.db import migrations


class Migration(migrations.Migration):
    """Counts of the present hour need not survive a crash; writing no log for them saves a flush."""

    dependencies = [("zq_intake", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "alter table zq_intake_tally set unlogged",
            "alter table zq_intake_tally set logged",
        )
    ]
