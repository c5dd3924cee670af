"""Import of documents into the library (内容导入): first what would happen, then it happens.

Reading is `importing`'s work; here files meet the database: duplicates, rights, attachments.
Every text becomes a draft through `create_article`, like one that was typed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import policies
from zhanqun.content.library.changes import text_imported
from zhanqun.content.library.import_files import (
    KEPT_AS_ATTACHMENT,
    FileKeeper,
    SourceFile,
    ending_of,
    found_beside,
)
from zhanqun.content.library.importing import (
    Entry,
    ImportedText,
    Row,
    is_converted,
    list_zip,
    read_csv,
    read_document,
    read_xlsx,
)
from zhanqun.content.library.models import Article
from zhanqun.content.library.placing import place
from zhanqun.content.library.queries import articles_visible_to
from zhanqun.content.library.rich_text import pending_uploads, replace_images
from zhanqun.content.library.services import create_article
from zhanqun.content.library.states import ArticleKind
from zhanqun.content.sites.api import Column
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

DOCUMENTS = (".docx", ".doc", ".wps", ".rtf", ".odt", ".html", ".htm", ".shtml", ".txt", ".pdf")
SHEETS = {".csv": read_csv, ".xlsx": read_xlsx}
# Old files are converted one by one, which takes a second or two each.
CONVERTED_AT_ONCE = 20

NEW, DUPLICATE, ERROR, PART = "new", "duplicate", "error", "part"


class TooManyOldFiles(DomainError):
    """More old files than one import converts (旧版文件过多)."""

    code = "library.too_many_old_files"
    message = gettext_lazy("一次最多转换 {limit} 个旧版文件（doc、wps 等），其余请分批导入。")


@dataclass
class PlannedImport:
    """What would become of one text (导入计划).

    name: its file, with the line for a row of a sheet. outcome: NEW, DUPLICATE (of an article
    or of an earlier file), ERROR, or PART for a file that goes along with another text.
    """

    name: str
    outcome: str = NEW
    kind: str = ""
    text: ImportedText = field(default_factory=ImportedText)
    source: SourceFile | None = None
    duplicate_of: Article | None = None
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        return self.outcome in (NEW, DUPLICATE)

    @property
    def dropped(self) -> list[str]:
        return self.text.dropped

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was read besides title and text: official term and words."""
        text = self.text
        rows = [
            (_("发文字号"), text.number.text if text.number else text.number_text),
            (_("发文机关"), "、".join(text.issuing_organs)),
            (_("成文日期"), text.written_on.isoformat() if text.written_on else ""),
        ]
        return [row for row in rows if row[1]] + text.official.facts()

    def refuse(self, why: str) -> None:
        self.outcome = ERROR
        self.errors.append(why)


@dataclass(frozen=True)
class Imported:
    """What became of one planned text: the article, or why there is none."""

    plan: PlannedImport
    article: Article | None = None
    error: str = ""


def plan_import(
    files: Iterable[SourceFile], *, unit: Unit, user: User, now: datetime, kind: str = ""
) -> list[PlannedImport]:
    """Say per file what an import would do; nothing is kept (试导入).

    kind: of all texts; "" takes documents by their number. Raises NotAllowed.
    """
    policies.check_may_write_for(user, unit)
    conversions = count(1)
    plans = [plan for file in files for plan in _plans_of(file, conversions)]
    _hold_secrets(plans)
    for plan in plans:
        plan.kind = kind or (ArticleKind.DOCUMENT if plan.text.number else ArticleKind.NEWS)
    _mark_parts(plans)
    _mark_duplicates([plan for plan in plans if plan.is_possible], user)
    for plan in plans:
        if plan.is_possible:
            _try(plan, unit, user, now)
    return plans


def carry_out(
    plans: Iterable[PlannedImport],
    *,
    unit: Unit,
    by: User,
    now: datetime,
    column: Column | None = None,
) -> Iterator[Imported]:
    """Import the planned texts one by one; one that fails leaves nothing behind (正式导入)."""
    for plan in plans:
        if not plan.is_possible:
            continue
        yield _carry_out_one(plan, unit, column, by, now)


def _carry_out_one(
    plan: PlannedImport, unit: Unit, column: Column | None, by: User, now: datetime
) -> Imported:
    try:
        with transaction.atomic():
            return Imported(plan, _make(plan, unit, column, by, now))
    except DomainError as refusal:
        return Imported(plan, error=str(refusal))


def _plans_of(file: SourceFile, conversions: Iterator[int]) -> list[PlannedImport]:
    ending = ending_of(file.name)
    try:
        if ending == ".zip":
            return _plans_of_zip(file, conversions)
        if ending in SHEETS:
            return [_plan_of_row(file, row) for row in SHEETS[ending](file.data)]
        return [_plan_of_document(file, conversions)]
    except DomainError as refusal:
        plan = PlannedImport(file.name)
        plan.refuse(str(refusal))
        return [plan]


def _hold_secrets(plans: list[PlannedImport]) -> None:
    """A document under a mark of secrecy does not enter a system that serves the public.

    Source: 《保守国家秘密法》; norms documents.yaml, elements, secrecy levels.
    """
    for plan in plans:
        if mark := plan.text.official.secrecy:
            text = _("文档标有密级“{mark}”。涉密文件不得录入本系统，请按保密规定处理。")
            plan.refuse(text.format(mark=mark))
            plan.text = ImportedText(title=plan.text.title)  # no page shows the rest


def _plans_of_zip(file: SourceFile, conversions: Iterator[int]) -> list[PlannedImport]:
    contents = list_zip(file.data)
    beside = {entry.name: entry for entry in contents.entries}
    plans = []
    for entry in contents.entries:
        if ending_of(entry.name) == ".zip":
            plans.append(_refused(entry.name, _("压缩包里的压缩包不展开，请分别上传。")))
        else:
            plans += _plans_of_entry(entry, beside, conversions)
    return plans + [_refused(name, why) for name, why in contents.skipped.items()]


def _plans_of_entry(
    entry: Entry, beside: Mapping[str, Entry], conversions: Iterator[int]
) -> list[PlannedImport]:
    if ending_of(entry.name) not in (*DOCUMENTS, *SHEETS):
        return [PlannedImport(entry.name, outcome=PART)]
    try:
        return _plans_of(SourceFile(entry.name, entry.read(), beside), conversions)
    except DomainError as refusal:
        return [_refused(entry.name, str(refusal))]


def _refused(name: str, why: str) -> PlannedImport:
    plan = PlannedImport(name)
    plan.refuse(why)
    return plan


def _plan_of_document(file: SourceFile, conversions: Iterator[int]) -> PlannedImport:
    converted = is_converted(file.data)
    if converted and next(conversions) > CONVERTED_AT_ONCE:
        raise TooManyOldFiles(limit=CONVERTED_AT_ONCE)
    text = read_document(file.name, file.data)
    plan = PlannedImport(file.name, text=text, source=file, notes=list(text.warnings))
    if not text.title:
        text.title = file.name.rpartition("/")[2].rpartition(".")[0]
        plan.notes.append(_("没有认出标题，暂用文件名。"))
    if text.page_kind == "list":
        plan.notes.append(_("这是列表页，不是一篇文章，请核对。"))
    if converted and ending_of(file.name) not in KEPT_AS_ATTACHMENT:
        plan.notes.append(_("原文件不是可发布的附件格式，不随稿件保存，请自行留存。"))
    _note_missing(plan, file)
    return plan


def _note_missing(plan: PlannedImport, file: SourceFile) -> None:
    """Pictures and files that the text names and that did not come along."""
    for image in plan.text.images:
        if image.kind == "linked" and found_beside(file, image.src) is None:
            plan.notes.append(_("图片“{name}”仍指向原网站，请另行上传。").format(name=image.name))
    for ref in plan.text.attachments:
        if found_beside(file, ref.url) is None:
            plan.notes.append(_("附件“{name}”没有随文件提供。").format(name=ref.name))


def _plan_of_row(file: SourceFile, row: Row) -> PlannedImport:
    name = _("{name} 第{line}行").format(name=file.name, line=row.line)
    plan = PlannedImport(name, text=row.text, notes=list(row.text.warnings))
    if row.ignored:
        columns = "、".join(row.ignored)
        plan.notes.append(_("未导入的列：{columns}。").format(columns=columns))
    for error in row.errors:
        plan.refuse(error)
    return plan


def _mark_parts(plans: list[PlannedImport]) -> None:
    """Files beside the texts: those that a text shows go along, the rest is not read."""
    taken = {
        found.name
        for plan in plans
        if plan.source is not None
        for src in [*(i.src for i in plan.text.images), *(a.url for a in plan.text.attachments)]
        if (found := found_beside(plan.source, src)) is not None
    }
    for plan in plans:
        if plan.outcome == PART and plan.name not in taken:
            plan.refuse(_("不能从这种文件导入正文，也没有稿件引用它。"))
        elif plan.is_possible and plan.name in taken:
            plan.outcome = PART


def _mark_duplicates(plans: list[PlannedImport], user: User) -> None:
    """What is there already, by number, address or title; and twice in the same import."""
    texts = [plan.text for plan in plans]
    numbers = {text.number.text for text in texts if text.number}
    urls = {text.url for text in texts if text.url}
    titles = {text.title for text in texts}
    same = Q(number__in=numbers) | Q(original_url__in=urls) | Q(title__in=titles)
    known: dict[str, Article] = {}
    for article in articles_visible_to(user).filter(same).order_by("-id"):
        known |= {key: article for key in (article.number, article.original_url) if key}
        known[article.title] = article
    seen: Counter[str] = Counter()
    for plan in plans:
        keys = _keys(plan.text)
        plan.duplicate_of = next((known[key] for key in keys if key in known), None)
        if plan.duplicate_of is not None or any(seen[key] for key in keys):
            plan.outcome = DUPLICATE
        if plan.duplicate_of is None and plan.outcome == DUPLICATE:
            plan.notes.append(_("与本次导入中前面的文件重复。"))
        seen.update(keys)


def _keys(text: ImportedText) -> list[str]:
    """What makes a text the same one: its number alone where it has one."""
    if text.number:
        return [text.number.text]
    return [key for key in (text.url, text.title) if key]


def _try(plan: PlannedImport, unit: Unit, user: User, now: datetime) -> None:
    """Make the draft and take it back: what the service would refuse, the plan says."""
    try:
        with transaction.atomic():
            content = _content(plan.text)
            content["body"] = _as_if_kept(content["body"])
            saved = create_article(kind=plan.kind, unit=unit, content=content, by=user, now=now)
            plan.text.dropped = list(dict.fromkeys([*plan.text.dropped, *saved.dropped]))
            transaction.set_rollback(True)
    except DomainError as refusal:
        plan.refuse(str(refusal))


def _as_if_kept(html: str) -> str:
    """The text as it will be once its pictures are kept, which a dry run does not do."""
    return replace_images(html, dict.fromkeys(pending_uploads(html), "/f/-/-"))


def _make(
    plan: PlannedImport, unit: Unit, column: Column | None, by: User, now: datetime
) -> Article:
    keeper = FileKeeper(plan.text, plan.source, unit, by, now)
    content = _content(plan.text)
    content["body"] = replace_images(content["body"], keeper.pictures())
    content["files"] = keeper.attached()
    saved = create_article(kind=plan.kind, unit=unit, content=content, by=by, now=now)
    if column is not None:
        place(article=saved.article, column=column, by=by, now=now, is_home=True)
    for _name, handler in text_imported:
        handler(saved.article, plan.text, by, now)
    return saved.article


def _content(text: ImportedText) -> dict[str, Any]:
    published = text.published_at
    if published is None and text.published_on:
        published = datetime.combine(text.published_on, time(), clock.BEIJING)
    elif published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=clock.BEIJING)
    return {
        "title": text.title,
        "body": text.body_html,
        "number": text.number.text if text.number else "",
        "issuing_organs": text.issuing_organs,
        "written_on": text.written_on,
        "source": text.source,
        "byline": text.author,
        "index_no": text.index_number,
        "topic_class": text.topic,
        "genre": text.genre[:30],
        "effective_from": text.effective_from,
        "expires_on": text.expires_on,
        "validity": text.validity,
        "original_published_at": published,
        "original_url": text.url,
    }
