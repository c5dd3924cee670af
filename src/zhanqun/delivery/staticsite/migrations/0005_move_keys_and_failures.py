"""What stood in tables of its own moves over; so it does on the way back."""

from django.db import migrations

KEYS = (
    """update zq_staticsite_publishedfile f set keys = d.keys from
         (select file_id, array_agg(key::text order by key) keys
          from zq_staticsite_dependency group by file_id) d where d.file_id = f.id""",
    """insert into zq_staticsite_dependency (file_id, key)
         select id, unnest(keys) from zq_staticsite_publishedfile""",
)
CHANGES = (
    """update zq_staticsite_pendingchange set site_ids = array[site_id::bigint],
         changed_keys = array(select jsonb_array_elements_text(keys))""",
    """delete from zq_staticsite_pendingchange where site_ids = '{}';
       update zq_staticsite_pendingchange
         set keys = to_jsonb(changed_keys), site_id = site_ids[1]""",
)
FAILURES = (
    """insert into zq_staticsite_staletarget
         (site_id, kind, key, urgency, rank, due_at, publication_ids, attempts, error)
         select site_id, kind, key, 1, 0, retry_at, publication_ids, attempts, error
         from zq_staticsite_failedtarget""",
    """insert into zq_staticsite_failedtarget
         (site_id, kind, key, publication_ids, attempts, error, retry_at)
         select site_id, kind, key, publication_ids, attempts, error, due_at
         from zq_staticsite_staletarget where attempts > 0""",
)

JOBS = (
    """update procrastinate_jobs set task_name = 'staticsite.refresh', args = '{}', lock = null
         where task_name = 'staticsite.refresh_site' and status = 'todo'""",
    """delete from procrastinate_jobs where task_name = 'staticsite.refresh' and status = 'todo'""",
)


class Migration(migrations.Migration):

    dependencies = [
        ('procrastinate', '0041_post_retry_failed_job'),
        ('zq_staticsite', '0004_keys_on_files_and_stale_targets'),
    ]

    operations = [migrations.RunSQL(*pair) for pair in (KEYS, CHANGES, FAILURES, JOBS)]
