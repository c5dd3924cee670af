"""Any history of acts leaves the same tree as making everything from nothing."""

import random
from pathlib import Path

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.staticsite.models import PublishedFile
from zhanqun.delivery.staticsite.orphans import delete_old_trees
from zhanqun.delivery.staticsite.publisher import SitePublisher
from zhanqun.foundation import clock

STEPS = 40


class Walk:
    """Acts chosen at random, as the town's people would carry them out."""

    def __init__(self, town, seed: int) -> None:
        self.town, self.dice = town, random.Random(seed)
        self.articles: list[Article] = []

    def step(self) -> None:
        acts = [self.publish, self.publish, self.rename, self.adopt, self.withdraw, self.pin]
        acts += [self.remove, self.describe, self.open_column, self.merge_column]
        acts += [self.discard, self.rename_domain]
        self.town.later(minutes=7)
        self.dice.choice(acts)()

    def live(self) -> Article | None:
        rows = list(Article.objects.filter(live=True).order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def publish(self) -> None:
        codes = [code for code in ("gzdt", "tzgg") if self.is_open(code)]
        facts = {"column": self.town.column(self.dice.choice(codes))}
        if self.dice.random() < 0.4:
            facts["files"] = [self.file()]
        self.articles.append(self.town.published(f"第{len(self.articles)}篇", **facts))

    def is_open(self, code: str) -> bool:
        return sites.columns_of(self.town.bureau_site.site_id).filter(code=code).exists()

    def file(self):
        return attachments.store_attachment(
            name=f"附件{self.dice.randrange(100)}.txt",
            content=str(self.dice.random()).encode() * 40,
            unit=self.town.bureau,
            by=self.town.people["officer"],
            now=self.town.now,
        ).uid

    def rename(self) -> None:
        if article := self.live():
            library.save_draft(
                uid=article.uid,
                base_revision_id=article.latest_revision_id,
                content={"title": article.title + "改", "files": []},
                by=self.town.people["officer"],
                now=self.town.now,
            )
            self.town.publish(article)

    def adopt(self) -> None:
        article = self.live()
        column = self.town.column(self.dice.choice(["bmdt", "qyyw"]), self.town.portal)
        if article and not article.placements.filter(column=column).exists():
            library.place(
                article=article, column=column, by=self.town.people["officer"], now=self.town.now
            )
            offer = library.offers_visible_to(self.town.people["editor"]).last()
            library.adopt(uid=offer.uid, by=self.town.people["editor"], now=self.town.now)

    def withdraw(self) -> None:
        if article := self.live():
            review.withdraw(
                uid=article.uid,
                kind=self.dice.choice(["error", "notice", "moved"]),
                note="有误",
                moved_to="https://www.gov.cn/",
                by=self.town.people["signer"],
                now=self.town.now,
            )

    def pin(self) -> None:
        rows = library.live_placements(self.town.portal.site_id).order_by("pk")
        if rows:
            placement = self.dice.choice(list(rows))
            library.arrange(
                uid=placement.uid,
                pinned_until=self.dice.choice([None, self.town.now.replace(year=2027)]),
                order=self.dice.randrange(5),
                by=self.town.people["editor"],
                now=self.town.now,
            )

    def remove(self) -> None:
        rows = library.live_placements(self.town.portal.site_id).order_by("pk")
        if rows:
            review.remove_placement(
                uid=self.dice.choice(list(rows)).uid,
                reason="重复",
                by=self.town.people["editor"],
                now=self.town.now,
            )

    def describe(self) -> None:
        sites.update_column(
            column=self.town.column("gzdt"),
            facts={"description": f"说明{self.dice.randrange(9)}"},
            by=self.town.people["bureau_manager"],
            now=self.town.now,
        )

    def merge_column(self) -> None:
        if self.is_open("tzgg") and self.dice.random() < 0.3:
            sites.close_column(
                column=self.town.column("tzgg"),
                merge_into=self.town.column("gzdt"),
                by=self.town.people["bureau_manager"],
                now=self.town.now,
            )

    def discard(self) -> None:
        article = self.town.draft("写错了")
        library.discard_article(uid=article.uid, by=self.town.people["officer"], now=self.town.now)

    def rename_domain(self) -> None:
        if self.dice.random() < 0.3:
            sites.update_site(
                profile=self.town.bureau_site,
                facts={"domain": f"jtj{self.dice.randrange(100)}.qingyun.localhost"},
                by=self.town.people["bureau_manager"],
                now=self.town.now,
            )

    def open_column(self) -> None:
        site = self.town.bureau_site
        sites.add_column(
            parent=sites.home_of(site.site_id),
            spec=ColumnSpec(f"lm{self.dice.randrange(10**9)}", "新栏目"),
            by=self.town.people["bureau_manager"],
            now=self.town.now,
            today=self.town.now.date(),
        )


def tree(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and not file.name.endswith(".lock")
    }


def memory() -> tuple[set, set]:
    files = PublishedFile.objects.values_list(
        "site_id", "kind", "key", "path", "status", "location", "sha256", "size_bytes"
    )
    keys = PublishedFile.objects.values_list("site_id", "kind", "key", "keys")
    return set(files), {(*target, *read) for *target, read in keys}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_given_any_history_then_the_tree_and_its_memory_equal_a_build_from_nothing(
    town, public_root, run_jobs, settings, tmp_path, seed
):
    walk = Walk(town, seed)
    for _step in range(STEPS):
        with clock.fixed(town.now):
            walk.step()
            if walk.dice.random() < 0.5:
                run_jobs()
    with clock.fixed(town.now):
        run_jobs()
        delete_old_trees()
        grown, remembered = tree(public_root), memory()
        assert any(name.endswith(".gz") for name in grown)

        PublishedFile.objects.all().delete()
        settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "anew"
        for site in (town.portal, town.bureau_site):
            list(SitePublisher(site.site_id).build())

        anew = tree(tmp_path / "anew")
        assert {name for name in anew.keys() | grown if anew.get(name) != grown.get(name)} == set()
        assert memory() == remembered
