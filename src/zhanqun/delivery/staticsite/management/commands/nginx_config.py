from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.delivery.staticsite.nginx import nginx_config


class Command(BaseCommand):
    help = "按站点档案生成 nginx 配置，输出到标准输出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--listen", help="监听地址，如 80 或 127.0.0.1:8080")
        parser.add_argument("--app", default="127.0.0.1:8000", help="应用地址")
        parser.add_argument("--mime-types", default="/etc/nginx/mime.types")
        parser.add_argument("--brotli", action="store_true", help="nginx 带有 brotli 静态模块")
        parser.add_argument(
            "--certificates",
            default="",
            metavar="目录",
            help="证书目录（<域名>.pem 与 <域名>.key）；给出后使用 HTTPS，默认监听 443",
        )
        parser.add_argument("--redirect-listen", default="80", help="转到 HTTPS 的监听地址")
        parser.add_argument(
            "--desk-allow",
            action="append",
            default=[],
            metavar="网段",
            help="只允许这些网段访问后台，如 10.0.0.0/8；可多次给出",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            nginx_config(
                listen=options["listen"] or ("443" if options["certificates"] else "80"),
                app=options["app"],
                mime_types=options["mime_types"],
                certificates=options["certificates"],
                redirect_listen=options["redirect_listen"],
                desk_allow=options["desk_allow"],
                brotli=options["brotli"],
            )
        )
