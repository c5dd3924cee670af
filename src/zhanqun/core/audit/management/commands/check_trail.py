from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "校验审计链；即 audit verify 的旧名。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("audit", "verify", stdout=self.stdout, stderr=self.stderr)
