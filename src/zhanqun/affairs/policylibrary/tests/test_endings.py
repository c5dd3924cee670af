"""What a newer document does to an older one, wherever the library tells of it; comparisons."""

import json
from datetime import date

from zhanqun.affairs.policylibrary import services
from zhanqun.affairs.policylibrary.services import RelationFacts
from zhanqun.affairs.policylibrary.tests.documents import document
from zhanqun.affairs.policylibrary.tests.test_library import codes, page, withdraw
from zhanqun.content.review import api as review
from zhanqun.foundation import clock

BODY = "<p>第一条　每户每年补贴{}百元。</p><p>第二条　略。</p>"


def relate(town, newer, older, kind, effective_on=None):
    facts = RelationFacts(kind=kind, number=older.number, effective_on=effective_on)
    services.relate(uid=newer.uid, facts=facts, by=town.people["signer"], now=town.now)


def record(town, row):
    return json.loads(page(town.portal, "policies_record", str(row.uid)))


def test_p006_given_a_repeal_with_a_day_then_list_and_export_say_it_from_that_day(town):
    old = document(
        town, "青云市供热管理办法", number="青交〔2015〕1号", written_on=date(2015, 1, 5)
    )
    new = document(town, "青云市供热条例实施办法", number="青交〔2026〕8号")
    relate(town, new, old, "repeals", date(2026, 6, 18))

    assert "validity-in-force" in codes(old)
    assert record(town, old)["validity"]["value"] == "in_force"

    review.turn_documents(town.now)
    review.turn_documents(town.later(days=2))

    said, cited = "自2026年6月18日起废止", "《青云市供热条例实施办法》（青交〔2026〕8号）"
    assert "validity-repealed" in codes(old) and "validity-in-force" not in codes(old)
    listed = page(town.portal, "policies_list", "validity-repealed")
    assert said in listed and cited in listed
    assert f'href="{town.bureau_site.base_url}{new.address}"' in listed
    validity = record(town, old)["validity"]
    assert (validity["value"], validity["since"]) == ("repealed", "2026-06-18")
    assert validity["by"]["uid"] == str(new.uid) and validity["by"]["number"] == "青交〔2026〕8号"
    with clock.fixed(town.now):
        assert old.title in page(town.portal, "policies_month", "2026-06")


def test_p006_given_a_partial_repeal_then_the_document_stays_in_force_with_a_mark(town):
    old = document(
        town, "青云市供热管理办法", number="青交〔2015〕1号", written_on=date(2015, 1, 5)
    )
    relate(town, document(town, "关于废止部分条款的决定"), old, "partly", date(2026, 6, 16))

    assert "validity-partly" in codes(old)
    listed = page(town.portal, "policies_list", "validity-partly")
    assert "自2026年6月16日起部分废止" in listed and "关于废止部分条款的决定" in listed


def test_given_an_earlier_version_then_the_newer_page_offers_files_and_a_comparison(town):
    old = document(
        town,
        number="青交〔2015〕1号",
        body="<p>第一条　每户每年补贴一百元。</p><p>第二条　略。</p>",
    )
    new = document(
        town,
        number="青交〔2026〕8号",
        body="<p>第一条　每户每年补贴二百元。</p><p>第二条　略。</p>",
    )
    relate(town, new, old, "earlier")

    shown = page(town.bureau_site, "article", str(new.uid))
    address = new.address.replace(".html", f"-compare-{old.code}.html")
    assert f'href="{address}"' in shown and "与青交〔2015〕1号对照" in shown
    for form in ("pdf", "docx", "txt"):
        assert f'href="{new.address.replace(".html", "." + form)}"' in shown
    compared = page(town.bureau_site, "policy_comparison", f"{new.uid}/{old.uid}")
    assert '<del><span class="p-sr">［删去］</span>一' in compared
    assert '<ins><span class="p-sr">［新增］</span>二' in compared and "改" in compared

    withdraw(town, old)

    assert page(town.bureau_site, "policy_comparison", f"{new.uid}/{old.uid}") is None
    assert address not in page(town.bureau_site, "article", str(new.uid))
