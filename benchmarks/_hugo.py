"""Hugo over the same texts: what a user of a static site generator would wait for.

The layouts are made of our own pages: what changes from text to text is Hugo's to fill in, the
rest of a page is given to it as ready words, and the texts come as HTML. Related items are the
newest of the section. All three spare Hugo work that it would have in real use.
"""

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from _cluster import Shown, placements_by_column

PER_LIST, PART = 20, 2_000
ROW = (
    '<li class="p-list__item"><span class="p-list__main"><a class="p-list__link"'
    ' href="{{ .Params.address }}">{{ .Title }}</a></span><time class="p-list__date"'
    ' datetime="{{ .Params.minute | safeHTML }}">{{ .Params.day }}</time></li>\n'
)
# What is filled in of a text's page, by the mark that stands for it.
FILLED = {
    "title": "{{ .Title }}",
    "base": "{{ .Params.base }}",
    "address": "{{ .Params.address }}",
    "minute": "{{ .Params.minute | safeHTML }}",
    "said": "{{ .Params.said }}",
    "body": "{{ .Content }}",
    "related": f"{{{{ range first 5 .CurrentSection.RegularPages }}}}{ROW}{{{{ end }}}}",
    "rows": "{{ range (.Paginate .RegularPages " + str(PER_LIST) + ").Pages }}" + ROW + "{{ end }}",
}
MARK = re.compile("\x00([a-z]+)\x00")
HUGO = Path(sys.executable).with_name("hugo")
CONFIG = {
    "baseURL": "http://example.localhost/",
    "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home"],
    "pagination": {"path": "list"},
    "security": {"allowContent": [".*"]},
    "segments": {"one": {"includes": [{"path": "{/one,/one/**}"}]}},
}


@dataclass(frozen=True)
class Run:
    """files: how many it wrote; peak_mb: the most memory a run of Hugo has held so far."""

    seconds: float
    files: int
    peak_mb: int


class Hugo:
    """A Hugo site below `folder`, made of the cluster's live placements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.public = folder / "public"
        self.texts = 0
        self._parts: dict[str, list[str]] = {}
        self._layouts: dict[tuple[str, tuple[str, ...]], str] = {}

    def export(self) -> None:
        """Write content, layouts and configuration; not measured."""
        from django.db import transaction

        with transaction.atomic():
            for rows in placements_by_column():
                self._column(rows[0].column_id, rows)
        data, layouts = self.folder / "data", self.folder / "layouts"
        for folder in (data, layouts):
            folder.mkdir(parents=True)
        (data / "parts.json").write_text(json.dumps(self._parts), "utf-8")
        (self.folder / "hugo.json").write_text(json.dumps(CONFIG), "utf-8")
        for (kind, marks), name in self._layouts.items():
            path = layouts / name / ("list.html" if kind == "list" else "single.html")
            path.parent.mkdir()
            path.write_text(_layout(marks), "utf-8")

    def build(self, *options: str) -> Run:
        started = time.perf_counter()
        subprocess.run(
            [str(HUGO), "--quiet", "--source", str(self.folder), *options],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - started
        files = sum(1 for path in self.public.rglob("*.html"))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        return Run(seconds, files, peak)

    def page(self, domain: str, address: str) -> Path:
        return self.public / domain / address.lstrip("/")

    def _column(self, column_id: int, rows: list[Shown]) -> None:
        """One section: the first one is the segment `one`."""
        section = "one" if not self._parts else f"c{column_id}"
        folder = self.folder / "content" / section
        folder.mkdir(parents=True)
        head = {
            "url": f"/{rows[0].domain}/{column_id}/",
            "type": self._learn(section, "list", *_list_page(rows[-1])),
            "c": section,
        }
        (folder / "_index.html").write_text(json.dumps(head) + "\n", "utf-8")
        last = {row.kind: row for row in rows}
        types = {
            kind: self._learn(f"{section}-{kind}", kind, *_text_page(row))
            for kind, row in last.items()
        }
        for row, body in _with_bodies(rows):
            self._text(folder, section, types[row.kind], row, body)

    def _learn(self, name: str, kind: str, page: str, values: dict[str, str]) -> str:
        """Cut a page where something is to be filled in; the layout that does it."""
        for mark, value in values.items():
            page = page.replace(value, f"\x00{mark}\x00")
        parts = MARK.split(page)
        self._parts[name] = parts[::2]
        return self._layouts.setdefault((kind, tuple(parts[1::2])), f"layout{len(self._layouts)}")

    def _text(self, folder: Path, section: str, layout: str, row: Shown, body: str) -> None:
        self.texts += 1
        minute = _minute(row)
        head = {
            "title": row.title,
            "date": f"{minute[:16]}:00{minute[16:]}",
            "url": f"/{row.domain}{row.address}",
            "type": layout,
            "c": f"{section}-{row.kind}",
            "base": f"https://{row.home_domain}",
            "address": row.address,
            "minute": minute,
            "day": minute[:10],
            "said": minute[:16].replace("T", " "),
        }
        (folder / f"{row.code}.html").write_text(json.dumps(head) + "\n" + body, "utf-8")


def _layout(marks: Sequence[str]) -> str:
    parts = ["{{ $p := index site.Data.parts .Params.c }}{{ index $p 0 | safeHTML }}"]
    for number, mark in enumerate(marks, 1):
        parts.append(f"{FILLED[mark]}{{{{ index $p {number} | safeHTML }}}}")
    return "".join(parts)


def _list_page(row: Shown) -> tuple[str, dict[str, str]]:
    page = _drawn(row.site_id, "list", f"{row.column_id}:{(row.number - 1) // PER_LIST + 1}")
    return page, {"rows": _inner(r'<ul class="p-list p-list--page">\n(.*?)</ul>', page)}


def _text_page(row: Shown) -> tuple[str, dict[str, str]]:
    page = _drawn(row.site_id, "article", row.uid)
    minute = _minute(row)
    values = {
        "body": _inner(r'id="text">\n(.*?)\n</div>', page),
        "related": _inner(r'<ul class="p-list">\n(.*?)</ul>', page),
        "title": escape(row.title),
        "address": row.address,
        "base": f"https://{row.home_domain}",
        "minute": minute,
        "said": minute[:16].replace("T", " "),
    }
    return page, {mark: value for mark, value in values.items() if value}


def _drawn(site_id: int, kind: str, key: str) -> str:
    from zhanqun.foundation.targets import Target, render

    page = render(Target(site_id, kind, key))
    assert page is not None
    return page.body.decode()


def _inner(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    return found[1] if found else ""


def _minute(row: Shown) -> str:
    from zhanqun.foundation import clock

    return clock.beijing(row.first_published_at).isoformat(timespec="minutes")


def _with_bodies(rows: Sequence[Shown]) -> Iterator[tuple[Shown, str]]:
    from zhanqun.content.library.api import Article

    for start in range(0, len(rows), PART):
        part = rows[start : start + PART]
        texts = Article.objects.filter(uid__in=[row.uid for row in part])
        bodies = {str(uid): body for uid, body in texts.values_list("uid", "body")}
        for row in part:
            yield row, bodies[row.uid]
