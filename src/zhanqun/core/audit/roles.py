"""Two database roles: the owner migrates, the application works (数据库双角色).

The application may add to the trail and read it, and nothing else.
"""

from typing import Any

from django.conf import settings
from django.db import connections

TRAIL_TABLES = ("zq_audit_entry", "zq_audit_seal")


def grant_application_role(*, using: str, **_kwargs: Any) -> None:
    """After migrating as owner, give the application role what it needs.

    Does nothing where one role does both (settings.ZHANQUN_APPLICATION_ROLE empty or ourselves).
    """
    role = settings.ZHANQUN_APPLICATION_ROLE
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        if not role or cursor.fetchone()[0] == role:
            return
        name = connection.ops.quote_name(role)
        rights = "select, insert, update, delete"
        cursor.execute(f"grant usage on schema public to {name}")
        cursor.execute(f"grant {rights} on all tables in schema public to {name}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {name}")
        cursor.execute(f"grant execute on all functions in schema public to {name}")
        for table in TRAIL_TABLES:
            cursor.execute(f"revoke update, delete, truncate on {table} from {name}")
