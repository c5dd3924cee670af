"""The report as an official paper (年报公文版): Word file and PDF."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports.figures import read, written
from zhanqun.affairs.annualreports.layout import forms
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.sheets import sheet_of
from zhanqun.affairs.annualreports.tables import flat
from zhanqun.affairs.annualreports.texts import PARTS, SECTIONS, TABLES
from zhanqun.core.papers import api as papers
from zhanqun.core.papers.api import Block, Heading, Paper, Paragraph, Table
from zhanqun.foundation import clock

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": (DOCX, papers.docx_of),
    "pdf": ("application/pdf", papers.pdf_of),
}


def said_by(report: Report) -> dict[str, Any]:
    """What it says: frozen, or as it stands now."""
    if report.facts is not None:
        frozen_at = report.frozen_at
        day = clock.day_of(frozen_at) if frozen_at else None
        return report.facts | {"dated": day}
    return {
        "organ": report.publisher.unit.name,
        "year": report.year,
        "reason": report.reason,
        "texts": report.texts,
        "figures": written(sheet_of(report).figures),
        "dated": None,
    }


def paper_of(said: dict[str, Any]) -> Paper:
    blocks: list[Block] = []
    if said["reason"]:
        blocks.append(Paragraph(_("更正说明：{reason}").format(reason=said["reason"])))
    for number, title in SECTIONS.items():
        blocks.append(Heading(f"{number}、{title}"))
        blocks += _texts(number, said["texts"])
        blocks += _tables(number, said["figures"])
    return Paper(
        title=f"{said['organ']}\n{_('{year}年政府信息公开工作年度报告').format(year=said['year'])}",
        blocks=tuple(blocks),
        signed_by=(said["organ"],),
        dated=said["dated"],
    )


def title_of(said: dict[str, Any]) -> str:
    return str(
        _("{organ}{year}年政府信息公开工作年度报告").format(organ=said["organ"], year=said["year"])
    )


def _texts(number: str, texts: dict[str, str]) -> list[Block]:
    found: list[Block] = []
    parts = [part for part in PARTS if part.section == number]
    for at, part in enumerate(parts):
        if len(parts) > 1:
            found.append(Heading(f"（{'一二三四五'[at]}）{part.title}", level=2))
        if texts.get(part.code):
            found.append(Paragraph(texts[part.code]))
    return found


def _tables(number: str, figures: dict[str, str]) -> list[Block]:
    known = read(figures)
    found: list[Block] = []
    for form in forms():
        if form.section == TABLES.get(number):
            heads, rows = flat(form, known)
            caption = str(form.title) if form.section == "t2" else ""
            found.append(Table(heads, tuple(map(tuple, rows)), caption))
    return found
