"""Numbers that articles bear already belong to them; of doubles, the public one's."""

from django.db import migrations

REGISTER = """
insert into zq_disclosure_indexnumber (text, article_id, is_generated, given_at)
select distinct on (index_no) index_no, id, false, created_at
from zq_library_article
where index_no <> '' and not is_discarded
order by index_no, live desc, id
on conflict do nothing
"""


class Migration(migrations.Migration):
    dependencies = [
        ("zq_disclosure", "0003_filing"),
        ("zq_library", "0012_translations"),
    ]

    operations = [migrations.RunSQL(REGISTER, migrations.RunSQL.noop)]
