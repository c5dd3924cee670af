from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.delivery.staticsite.nginx import nginx_config


class Command(BaseCommand):
    help = "按站点档案生成 nginx 配置，输出到标准输出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--listen", default="80", help="监听地址，如 80 或 127.0.0.1:8080")
        parser.add_argument("--app", default="127.0.0.1:8000", help="应用地址")
        parser.add_argument("--mime-types", default="/etc/nginx/mime.types")
        parser.add_argument("--brotli", action="store_true", help="nginx 带有 brotli 静态模块")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            nginx_config(
                listen=options["listen"],
                app=options["app"],
                mime_types=options["mime_types"],
                brotli=options["brotli"],
            )
        )
