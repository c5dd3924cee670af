from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhanqun.config.demo.city.loading import load_city
from zhanqun.core.units.api import Unit


class Command(BaseCommand):
    help = "建立演示城市青云市：单位、人员、站点、栏目和稿件，全部经由正式的服务。"

    def handle(self, *args: Any, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("数据库里已有单位，演示城市只能建在空库里。")
        load_city(accounts=settings.ZHANQUN_VAR / "accounts.json", say=self.say)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
