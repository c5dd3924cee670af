"""Import a folder, a zip or single files of documents (批量导入)."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.content.library import old_dates
from zhanqun.content.library.importing import list_folder
from zhanqun.content.library.imports import (
    DOCUMENTS,
    PART,
    SHEETS,
    PlannedImport,
    SourceFile,
    carry_out,
    plan_import,
)
from zhanqun.content.sites import api as sites
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock, sheets

WORDS = {"new": "新稿件", "duplicate": "重复", "error": "不能导入", "part": "随稿件导入"}


class Command(BaseCommand):
    help = "导入一个文件夹、压缩包或文件；--dry-run 只说会怎样。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--unit", required=True, help="供稿单位的全称或简称")
        parser.add_argument("--user", required=True, help="以谁的身份导入（用户名）")
        parser.add_argument("--site", help="首发站点的域名")
        parser.add_argument("--column", help="首发栏目的代码")
        parser.add_argument("--kind", default="", help="稿件类型；不写则自动")
        parser.add_argument("--again", action="store_true", help="重复的也导入")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--dates", type=Path, help="把旧库日期与页面不符的逐行写进这个表格文件")

    def handle(self, *args: Any, **options: Any) -> None:
        unit, user = _unit(options["unit"]), _user(options["user"])
        column = _column(options["site"], options["column"])
        now = clock.now()
        plans = plan_import(
            _files(options["path"]), unit=unit, user=user, now=now, kind=options["kind"]
        )
        for plan in plans:
            self._tell(plan)
        self._report_dates(plans, options["dates"])
        if options["dry_run"]:
            return
        chosen = [plan for plan in plans if plan.outcome == "new" or options["again"]]
        made = 0
        for result in carry_out(chosen, unit=unit, column=column, by=user, now=now):
            made += result.article is not None
            if result.error:
                self.stderr.write(f"{result.plan.name}：{result.error}")
        self.stdout.write(f"已导入{made}篇。")

    def _report_dates(self, plans: list[PlannedImport], path: Path | None) -> None:
        """旧库日期核对: a sentence on all, and each row in a file if one is wanted."""
        if told := old_dates.summary(plans):
            self.stdout.write(told)
        if path is not None:
            path.write_bytes(b"".join(sheets.csv_of(old_dates.HEAD, old_dates.lines(plans))))

    def _tell(self, plan: PlannedImport) -> None:
        if plan.outcome == PART:
            return
        facts = [plan.text.title, plan.text.number.text if plan.text.number else ""]
        line = " ".join([WORDS[plan.outcome], plan.name, *filter(None, facts)])
        self.stdout.write(line)
        same = [f"与《{plan.duplicate_of.title}》重复"] if plan.duplicate_of else []
        for text in [*plan.errors, *same, *plan.notes, *plan.dropped]:
            self.stdout.write(f"    {text}")


def _files(path: Path) -> Iterator[SourceFile]:
    """Files that hold texts; pictures and attachments go along with the pages that show them."""
    if not path.exists():
        raise CommandError(f"没有这个文件或文件夹：{path}")
    if path.is_file():
        yield SourceFile(path.name, path.read_bytes())
        return
    contents = list_folder(path)
    beside = {entry.name: entry for entry in contents.entries}
    for entry in contents.entries:
        if entry.name.lower().endswith((*DOCUMENTS, *SHEETS, ".zip")):
            yield SourceFile(entry.name, entry.read(), beside)


def _unit(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first() or Unit.objects.filter(short_name=name).first()
    if unit is None:
        raise CommandError(f"没有这个单位：{name}")
    return unit


def _user(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise CommandError(f"没有这个用户：{username}") from None


def _column(domain: str | None, code: str | None) -> sites.Column | None:
    if not domain or not code:
        return None
    profile = sites.profiles().filter(domain=domain).first()
    if profile is None:
        raise CommandError(f"没有这个站点：{domain}")
    try:
        return sites.column_at(profile.site_id, code)
    except sites.Column.DoesNotExist:
        raise CommandError(f"{domain} 没有栏目 {code}") from None
