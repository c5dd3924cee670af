"""The trail takes new rows only: triggers refuse to change, remove or empty it."""

from django.db import migrations

REFUSE = """
create function zq_audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only (审计记录只能追加)';
end
$$;
create trigger zq_audit_entry_append_only before update or delete on zq_audit_entry
    for each row execute function zq_audit_refuse();
create trigger zq_audit_entry_never_emptied before truncate on zq_audit_entry
    for each statement execute function zq_audit_refuse();
create trigger zq_audit_seal_append_only before update or delete on zq_audit_seal
    for each row execute function zq_audit_refuse();
create trigger zq_audit_seal_never_emptied before truncate on zq_audit_seal
    for each statement execute function zq_audit_refuse();
"""
ALLOW = """
drop trigger zq_audit_entry_append_only on zq_audit_entry;
drop trigger zq_audit_entry_never_emptied on zq_audit_entry;
drop trigger zq_audit_seal_append_only on zq_audit_seal;
drop trigger zq_audit_seal_never_emptied on zq_audit_seal;
drop function zq_audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("zq_audit", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
