"""A site's shell as it is published, and a real index of a few texts; no database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from zhanqun.content.pages.tests import samples
from zhanqun.delivery.search import api as search
from zhanqun.delivery.search.api import Directory, Document, Lexicon, Place, SiteName
from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.index.folder import SearchFolder
from zhanqun.delivery.search.public.shells import SHELL_PATH, TITLE, WORDS, About, marker
from zhanqun.foundation import clock
from zhanqun.ui import face

HOST, OTHER, ENGLISH = "www.qingyun.localhost", "jtj.qingyun.localhost", "en.qingyun.localhost"
SITE, OTHER_SITE, ENGLISH_SITE = 1, 2, 3
DAY = date(2026, 6, 16)
NAMES = Directory(
    sites={
        SITE: SiteName("青云市人民政府", f"http://{HOST}"),
        OTHER_SITE: SiteName("青云市交通运输局", f"http://{OTHER}"),
        ENGLISH_SITE: SiteName("Qingyun City", f"http://{ENGLISH}"),
    },
    columns={1: "市政府文件", 2: "工作动态", 3: "News"},
    kinds={"news": "新闻", "document": "政策文件"},
    validity={"in_force": "有效", "repealed": "废止"},
)


def text(serial: int, title: str, body: str = "", **facts: Any) -> Document:
    """A live text on the portal unless `places` says else."""
    usual: dict[str, Any] = {
        "kind": "news",
        "places": (Place(SITE, 2),),
        "published_on": date(2026, 6, 1),
        "organs": ("青云市交通运输局",),
    }
    path = f"/a/202606/{serial}.html"
    return Document(uid=f"uid-{serial}", title=title, body=body, path=path, **usual | facts)


DOCUMENT = text(
    1,
    "青云市人民政府关于印发青云市渡口安全管理办法的通知",
    "第三条　渡口安全管理坚持属地负责。渡口应当配备救生设备。",
    kind="document",
    number="青政规〔2026〕4号",
    organs=("青云市人民政府",),
    validity="in_force",
    places=(Place(SITE, 1), Place(OTHER_SITE, 2)),
    published_on=date(2026, 6, 12),
)
REPEALED = text(
    2,
    "青云市渡口管理暂行办法",
    "渡口由乡镇管理。",
    kind="document",
    number="青政办发〔2021〕33号",
    organs=("青云市人民政府办公室",),
    validity="repealed",
    published_on=date(2021, 7, 2),
)
ELSEWHERE = text(3, "青云江大桥恢复通车", "大桥零时恢复通车。", places=(Place(OTHER_SITE, 2),))
SHARP = text(
    4, "<script>alert(1)</script>标题里的尖括号", "正文 <img src=x onerror=alert(2)> 尖括号"
)
MANY = tuple(
    text(100 + n, f"河长制工作简报第{n}期", "河长巡河。", published_on=date(2025, 1, 1 + n))
    for n in range(25)
)
ENGLISH_TEXT = text(
    5, "Ferry safety rules of Qingyun", "Every ferry carries life jackets.",
    places=(Place(ENGLISH_SITE, 3),),
)  # fmt: skip
TEXTS = (DOCUMENT, REPEALED, ELSEWHERE, SHARP, ENGLISH_TEXT, *MANY)


@dataclass
class Sites:
    """Three sites with their shells, and the index that they ask."""

    root: Path
    engine: TantivyEngine

    def get(self, path: str, host: str = HOST, **headers: str) -> Any:
        return Client(headers={"host": host} | headers).get(path)

    def teach(self, lexicon: Lexicon) -> None:
        search.write_lexicon(self.root, lexicon)


def publish_shell(public: Path, host: str, about: About, chrome: Any) -> None:
    context = {
        "chrome": replace(chrome, search_url="/search"),
        "head": replace(samples.HEAD_BARE, title=TITLE, tags=(("robots", "noindex"),)),
        "words": WORDS,
        "body": marker(about),
    }
    file = public / host / SHELL_PATH.lstrip("/")
    file.parent.mkdir(parents=True)
    page = face.printed("search/public/shell.html", context, lang=chrome.lang)
    file.write_text(page, encoding="utf-8")


def fill(root: Path, texts: Iterable[Document]) -> TantivyEngine:
    folder = SearchFolder(root)
    generation = folder.begin(clock.now())
    engine = TantivyEngine(generation)
    engine.put(texts)
    engine.commit()
    folder.use(generation)
    search.write_directory(root, NAMES)
    return engine


@pytest.fixture(scope="session")
def kept_index(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TantivyEngine]:
    root = tmp_path_factory.mktemp("search")
    return root, fill(root, TEXTS)


@pytest.fixture
def public_sites(
    settings: Any, tmp_path: Path, kept_index: tuple[Path, TantivyEngine]
) -> Iterable[Sites]:
    root, engine = kept_index
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_SEARCH_ROOT = root
    for host, site_id, chrome in (
        (HOST, SITE, samples.CHROME),
        (OTHER, OTHER_SITE, samples.CHROME_SUBSITE),
        (ENGLISH, ENGLISH_SITE, samples.CHROME_ENGLISH),
    ):
        language = "en" if chrome.lang == "en" else "zh-hans"
        about = About(site_id, NAMES.sites[site_id].name, language, f"http://{host}", "/map.html")
        publish_shell(settings.ZHANQUN_PUBLIC_ROOT, host, about, chrome)
    sites = Sites(root, engine)
    sites.teach(Lexicon())
    yield sites
    for file in (root / "queries").glob("*"):
        file.unlink()


@pytest.fixture
def spooled(public_sites: Sites) -> Callable[[], str]:
    """What this node's spool holds."""

    def lines() -> str:
        files = sorted((public_sites.root / "queries").glob("*"))
        return "".join(file.read_text(encoding="utf-8") for file in files)

    return lines
