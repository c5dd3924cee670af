from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.delivery.staticsite.nginx import Options, nginx_config


class Command(BaseCommand):
    help = "按站点档案生成 nginx 配置，输出到标准输出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        standard = Options()
        parser.add_argument("--listen", help="监听地址，如 80 或 127.0.0.1:8080")
        parser.add_argument("--app", default=standard.app, help="应用地址")
        parser.add_argument(
            "--public-app", default="", help="公开网站（检索等）用的应用地址，默认与后台相同"
        )
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
        parser.add_argument("--cache", default=standard.cache, help="应用回答的缓存目录")
        parser.add_argument(
            "--extra", default=standard.extra, metavar="目录", help="自己的设置所在目录"
        )
        parser.add_argument(
            "--visits-log",
            default="/var/log/nginx/zhanqun-visits.log",
            metavar="文件",
            help="访问统计用的日志；留空则不记",
        )
        parser.add_argument("--beacon", action="store_true", help="接收页面信标（前面有 CDN 时）")
        parser.add_argument(
            "--root", default=standard.root, metavar="目录", help="静态页面在那台机器上的目录"
        )
        parser.add_argument(
            "--static-root", default=standard.static_root, metavar="目录", help="样式和脚本的目录"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {field.name: options[field.name] for field in fields(Options)}
        chosen["listen"] = options["listen"] or ("443" if options["certificates"] else "80")
        self.stdout.write(nginx_config(Options(**chosen)))
