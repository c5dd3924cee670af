from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.core.units.models import User
from zhanqun.core.units.passwords import reset_password
from zhanqun.foundation import clock


class Command(BaseCommand):
    """In place of Django's, which leaves nothing in the trail."""

    help = "重置一个人的密码：显示一次性密码，记入审计；下次登录后必须修改。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("--reason", default="在服务器上重置", help="原因，记入审计")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有用户名为“{options['username']}”的用户。")
        password = reset_password(user=user, reason=options["reason"], by=None, now=clock.now())
        self.stdout.write(f"{user}（{user.username}）的一次性密码：{password}")
        self.stdout.write("只显示这一次，下次登录后必须修改。")
