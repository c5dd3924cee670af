"""The queue no longer draws pages: what it was still to do, the publisher finds in the tables."""

from django.db import migrations

JOBS = """delete from procrastinate_jobs where status in ('todo', 'doing')
    and task_name in ('staticsite.refresh', 'staticsite.look_again')"""


class Migration(migrations.Migration):

    dependencies = [
        ('procrastinate', '0041_post_retry_failed_job'),
        ('zq_staticsite', '0006_drop_dependency_and_failed_target'),
    ]

    operations = [migrations.RunSQL(JOBS, migrations.RunSQL.noop)]
