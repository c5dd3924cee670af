"""A town with pages of every kind, for the proof of which pages an act makes anew."""

from datetime import timedelta

from zhanqun.affairs.letters.tests.conftest import PostOffice
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec, SiteProfile
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import FILES, pdf
from zhanqun.foundation import clock


def build_rich(town):
    """Give the town a page of every kind: two list pages, files, a topic, an English edition."""
    _structure(town)
    file = stored(town, "通车安排.pdf", pdf())
    cover = stored(town, "大桥.png", FILES["png"])
    gzdt = town.column("gzdt")
    sites.Column.objects.filter(pk=gzdt.pk).update(next_number=18)
    town.articles = [
        town.published(f"第{n}条工作动态", summary="一句话。", files=[file.uid] if n == 1 else [])
        for n in range(5)
    ]
    town.covered = town.published("图片新闻一则", cover=cover.uid, cover_alt="大桥")
    town.document = published_document(town, "关于印发治超办法的通知", expires_on=town.now.date())
    town.reading = town.published(
        "治超办法怎么看", kind="interpretation", interprets=[town.document.uid], form="qa"
    )
    town.notice = town.published("停运通知", column=town.column("tzgg"))
    town.about = town.published("机构简介正文", column=town.column("jgjj"))
    town.in_topic = town.published("春运第一天", column=town.column("cy"))
    town.shared = adopted(town, town.articles[2])
    town.letters = PostOffice(town)
    return town


def _structure(town) -> None:
    manager, now = town.people["bureau_manager"], town.now
    facts = {"by": manager, "now": now, "today": clock.day_of(now) - timedelta(days=30)}
    home = sites.home_of(town.bureau_site.site_id)
    for spec in (
        ColumnSpec("jgjj", "机构简介", form="plain", column_type="organs", lead_unit=town.bureau),
        ColumnSpec("ztzl", "专题专栏", form="group", home=("topics",), lead_unit=town.bureau),
        ColumnSpec("kbgg", "空白公告", lead_unit=town.bureau),
    ):
        sites.add_column(parent=home, spec=spec, **facts)
    topic = ColumnSpec("cy", "春运", form="topic", description="平安春运")
    sites.add_column(parent=town.column("ztzl"), spec=topic, **facts)
    subsite(town, "en.qingyun.localhost", kind="foreign", name_en="Qingyun", language="en")


def subsite(town, domain: str, **facts) -> SiteProfile:
    given = {
        "kind": "department",
        "id_code": "9900000007",
        "name": "青云市测试站",
        "short_name": "测试站",
        "domain": domain,
        "host_unit": town.office,
        "undertaking_unit": town.office,
        "parent": town.portal,
    }
    return sites.create_site(
        facts=given | facts,
        columns=(ColumnSpec("news", "News", home=("tabs",)),),
        by=None,
        now=town.now,
        today=clock.day_of(town.now),
    )


def stored(town, name: str, content: bytes):
    return attachments.store_attachment(
        name=name, content=content, unit=town.bureau, by=town.people["officer"], now=town.now
    )


def published_document(town, title: str, **facts):
    return town.published(title, **_of_document(town) | facts)


def published_twin(town, title: str, number: str) -> None:
    """A document under a number that another has already, let through for a reason."""
    article = town.draft(title, **_of_document(town) | {"number": number})
    why = "更正后重新公布"
    submission = review.submit(
        uid=article.uid, by=town.people["officer"], now=town.now, override_request=why
    )
    stopping = {row.key for row in review.findings_of(article, town.now) if row.level == "block"}
    for key in stopping:
        review.override(
            uid=article.uid,
            digest=submission.digest,
            key=key,
            reason=why,
            by=town.people["signer"],
            now=town.now,
        )
    town.pass_steps(submission)
    town.clear(submission)
    review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def _of_document(town):
    return {
        "kind": "document",
        "number": "青交〔2026〕4号",
        "issuing_organs": ["青云市交通运输局"],
        "validity": "in_force",
        "column": town.column("zcwj"),
    }


def adopted(town, article) -> library.Placement:
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    return library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)
