from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.core.accounts.rescue import rescue
from zhanqun.core.units.api import User
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = (
        "救急：解锁、恢复一个账号，重置其第二因素，换成一次性密码，记入审计。"
        "只在安全管理员自己进不去、又没有第二名安全管理员时用。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("--reason", required=True, help="原因和批准人，记入审计")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有用户名为“{options['username']}”的用户。")
        password = rescue(user=user, reason=options["reason"], now=clock.now())
        self.stdout.write(f"{user}（{user.username}）的一次性密码：{password}")
        self.stdout.write("只显示这一次。登录后必须修改密码，并重新登记第二因素。")
