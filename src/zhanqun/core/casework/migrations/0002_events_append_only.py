"""What happened to a case stays: a trigger refuses to change, remove or empty its events."""

from django.db import migrations

REFUSE = """
create function zq_casework_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the events of a case are append-only (办理经过只能追加)';
end
$$;
create trigger zq_casework_caseevent_append_only before update or delete on zq_casework_caseevent
    for each row execute function zq_casework_refuse();
create trigger zq_casework_caseevent_never_emptied before truncate on zq_casework_caseevent
    for each statement execute function zq_casework_refuse();
"""
ALLOW = """
drop trigger zq_casework_caseevent_append_only on zq_casework_caseevent;
drop trigger zq_casework_caseevent_never_emptied on zq_casework_caseevent;
drop function zq_casework_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("zq_casework", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
