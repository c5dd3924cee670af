"""The command line: `zhanqun audit verify` and `manage.py audit verify` are the same.

Commands that change tables work as the owner of the database.
"""

import os
import sys

OWNER_COMMANDS = {"migrate", "sqlmigrate", "showmigrations"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhanqun.config.settings.demo")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["ZHANQUN_AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
