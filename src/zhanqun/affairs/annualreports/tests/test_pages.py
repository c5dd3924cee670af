"""The published report as everybody reads it."""

import io

import docx
import pypdfium2
import pytest

from zhanqun.affairs.annualreports import services
from zhanqun.affairs.annualreports.public import shown
from zhanqun.affairs.annualreports.public.kinds import ReportFile, ReportText
from zhanqun.affairs.annualreports.tests.conftest import Reporting
from zhanqun.affairs.annualreports.tests.test_reports import concluded
from zhanqun.affairs.disclosure.api import platform_blocks
from zhanqun.core.units.api import Unit
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render


@pytest.fixture
def published(publishers, reporting: Reporting):
    concluded(publishers)
    return reporting.published()


def targets_of(report):
    site = report.publisher.site.site_id
    found = [*ReportText().all_for_site(site), *ReportFile().all_for_site(site)]
    key = f"annualreport:{report.publisher_id}:{report.year}"
    opened = [*ReportText().opened_by(key, site), *ReportFile().opened_by(key, site)]
    assert found == opened
    return found


def test_given_a_published_report_then_its_page_says_what_was_frozen(published):
    Unit.objects.filter(pk=published.publisher.unit_id).update(name="青云市交通局")
    with recording() as keys:
        page = render(targets_of(published)[0])
    assert page is not None and page.path == "/disclosure/jtj/reports/2026.html"
    text = page.body.decode()
    assert "青云市交通运输局2026年政府信息公开工作年度报告" in text
    assert "（一）主动公开" in text and "监督保障工作按要求开展。" in text
    assert text.count('class="p-official') == 6
    assert 'rowspan="22"' in text and 'colspan="15"' not in text
    assert f"annualreport:{published.publisher_id}:2026" in keys


def test_given_a_report_then_word_file_and_pdf_say_the_same(published):
    _page, word, pdf = map(render, targets_of(published))
    assert word is not None and pdf is not None
    assert pdf.path == "/disclosure/jtj/reports/2026.pdf"
    tables = docx.Document(io.BytesIO(word.body)).tables
    assert [cell.text for cell in tables[4].rows[1].cells] == [
        "一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1",
    ]  # fmt: skip
    document = pypdfium2.PdfDocument(pdf.body)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "监督保障工作按要求开展" in words.replace("\n", "").replace("\r", "")


def test_given_a_corrected_report_then_the_page_says_why(published, reporting: Reporting):
    new = reporting.do(services.correct_report, published, reason="漏计一件")
    assert b"\xe6\xbc\x8f\xe8\xae\xa1" not in render(targets_of(published)[0]).body
    reporting.do(services.check_report, new, remark="已核对")
    reporting.do(services.freeze_report, new)
    reporting.do(services.publish_report, new)
    assert "更正说明：漏计一件" in render(targets_of(published)[0]).body.decode()


def test_given_a_draft_then_nothing_is_public(reporting: Reporting):
    row = reporting.frozen()
    site = row.publisher.site.site_id
    assert render(Target(site, "annual_report", f"{row.publisher_id}:2026")) is None
    assert list(ReportText().all_for_site(site)) == []
    assert shown.ReportFeed().count() == 0
    assert shown.InSitemap().parts(site) == []


def test_given_a_published_report_then_platform_sitemap_and_search_know_it(published):
    block = platform_blocks.get("reports")(published.publisher)
    assert [link.url for link in block.links] == ["/disclosure/jtj/reports/2026.html"]
    site = published.publisher.site.site_id
    (part,) = shown.InSitemap().parts(site)
    assert [path for path, _at in shown.InSitemap().listed(site, part)] == [block.links[0].url]
    (found,) = shown.ReportFeed().found([published.uid])
    assert found.organ == "青云市交通运输局" and "监督保障" not in found.title
    assert shown.ReportFeed().found([published.publisher.uid]) == []
