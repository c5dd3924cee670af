"""Run a worker of the background queue (后台任务进程)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.config.jobs.worker import work, work_off


class Command(BaseCommand):
    help = "Run background jobs until stopped; a job in hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--queues", help="names separated by commas; all where left out")
        parser.add_argument("--concurrency", type=int, default=2)
        parser.add_argument(
            "--until-empty", action="store_true", help="stop when nothing is left to do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = work_off if options["until_empty"] else work
        run(
            queues=options["queues"].split(",") if options["queues"] else None,
            concurrency=options["concurrency"],
        )
