"""The gazette: what may stand in an issue, who makes it, what readers see of it."""

import pytest

from disclosing import GOVERNMENT_CODE
from zhanqun.affairs.disclosure.services import PublisherFacts, change_publisher
from zhanqun.affairs.disclosure.services.gazette import publish_issue, withdraw_issue
from zhanqun.affairs.disclosure.tests.making import issued, written
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import targets
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.targets import Target, render, target_kinds

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def page(publishers, kind, key=""):
    return render(Target(publishers.town.portal.site_id, kind, key))


def body(publishers, kind, key=""):
    return page(publishers, kind, key).body.decode()


def test_given_an_issue_then_it_shows_its_documents_in_order_under_their_headings(publishers):
    first, second = (publishers.town.published(f"第{n}份文件") for n in range(2))
    assert page(publishers, "gazette") is None

    row = issued(publishers, second, first)

    text = body(publishers, "gazette_issue", str(row.uid))
    assert text.index(second.title) < text.index(first.title)
    assert "青云市人民政府公报2026年第1期" in text and "标准文本" in text
    assert f'href="{publishers.town.bureau_site.base_url}{first.address}"' in text
    for key in ("", "2026"):
        assert 'href="/gazette/2026/1.html"' in body(publishers, "gazette", key)


def test_given_an_issue_that_is_not_published_then_no_page_shows_it(publishers):
    row = written(publishers, publishers.town.published())

    assert page(publishers, "gazette_issue", str(row.uid)) is None
    assert page(publishers, "gazette") is None


def test_p005_given_a_document_that_is_withdrawn_then_its_issue_shows_it_no_longer(publishers):
    town = publishers.town
    kept, gone = town.published("留下的文件"), town.published("撤下的文件")
    row = issued(publishers, kept, gone)

    review.withdraw(
        uid=gone.uid, kind="error", note="内容有误", by=town.people["signer"], now=town.now
    )

    text = body(publishers, "gazette_issue", str(row.uid))
    assert kept.title in text and gone.title not in text


def test_given_a_withdrawn_issue_then_410_until_it_is_published_again(publishers):
    row = issued(publishers, publishers.town.published())
    desk, now = publishers.people["desk"], publishers.town.now

    withdraw_issue(uid=row.uid, by=desk, now=now)

    assert page(publishers, "gazette_issue", str(row.uid)).status == 410
    assert page(publishers, "gazette") is None
    publish_issue(uid=row.uid, by=desk, now=now)
    assert page(publishers, "gazette_issue", str(row.uid)).status == 200


def test_given_a_printed_issue_then_its_file_is_public_with_it_alone(publishers):
    file = attachments.store_attachment(
        name="第1期.pdf",
        content=PDF,
        unit=publishers.town.government,
        by=publishers.people["desk"],
        now=publishers.town.now,
    )
    row = written(publishers, publishers.town.published(), paper=file.uid)
    assert page(publishers, "file", file.key) is None

    publish_issue(uid=row.uid, by=publishers.people["desk"], now=publishers.town.now)

    assert page(publishers, "file", file.key).content_type == "application/pdf"
    assert f"/f/{file.key}/" in body(publishers, "gazette_issue", str(row.uid))
    withdraw_issue(uid=row.uid, by=publishers.people["desk"], now=publishers.town.now)
    assert page(publishers, "file", file.key) is None


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda p: written(p, p.town.draft()), "not_live"),
        (lambda p: issued(p), "nothing_in_issue"),
        (lambda p: [written(p, p.town.published()) for _ in range(2)], "issue_known"),
    ],
)
def test_given_what_no_gazette_may_have_then_it_is_refused(publishers, make, refusal):
    with pytest.raises(DomainError) as raised:
        make(publishers)
    assert raised.value.code == f"disclosure.{refusal}"


def test_given_a_head_of_a_bureau_then_they_publish_no_gazette(publishers):
    row = written(publishers, publishers.town.published())
    with pytest.raises(NotAllowed):
        publish_issue(uid=row.uid, by=publishers.people["head"], now=publishers.town.now)


def test_given_a_government_that_moves_to_another_site_then_its_gazette_moves_with_it(publishers):
    town, heard = publishers.town, []
    row = issued(publishers, town.published())
    with recording() as noted:
        assert page(publishers, "gazette")
    facts = PublisherFacts(town.bureau_site, GOVERNMENT_CODE, "city")
    targets.changed.register("test", heard.append)
    try:
        change_publisher(
            uid=publishers.government.uid, facts=facts, by=publishers.people["desk"], now=town.now
        )
    finally:
        del targets.changed._entries["test"]

    keys, site_id = heard[-1].keys, town.bureau_site.site_id
    opened = {
        target
        for name in ("gazette", "gazette_issue")
        for key in keys
        for target in target_kinds.get(name).opened_by(key, site_id)
    }
    assert noted & keys and page(publishers, "gazette") is None
    assert {Target(site_id, "gazette", ""), Target(site_id, "gazette_issue", str(row.uid))} < opened
