from django.db import migrations


class Migration(migrations.Migration):
    """What a home shows is arranged in `pages` now.

    The table stays until the next release, so that the former release can still read it while
    machines are upgraded one by one; `zq_pages.0002` copied its rows before this.
    """

    dependencies = [
        ('zq_sites', '0002_own_places'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='HomeSlot')],
        ),
    ]
