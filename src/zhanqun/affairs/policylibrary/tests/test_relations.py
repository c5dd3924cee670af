"""What newer documents do to older ones: on both pages, by date, undone when taken back."""

from datetime import date

import pytest

from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.services import RelationFacts, relate, settle_all, unrelate
from zhanqun.affairs.policylibrary.services.relating import (
    EffectTooEarly,
    EndMissing,
    NoteUnfit,
    RelatesToItself,
    RelationCircle,
    RelationKnown,
)
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.content.review import turning
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.targets import Target, render

YEAR_END, NEW_YEAR = date(2023, 12, 31), date(2024, 1, 1)


@pytest.fixture
def related(documents):
    """Enter a relation as the bureau's signer."""
    town = documents.town

    def enter(newer, kind="repeals", by="signer", **facts):
        return relate(
            uid=newer.uid, facts=RelationFacts(kind, **facts), by=town.people[by], now=town.now
        )

    return enter


def on(article, day):
    return library.validity_on(Article.objects.get(pk=article.pk), day)


def page_of(article, town):
    drawn = render(Target(town.bureau_site.site_id, "article", str(article.uid)))
    return drawn.body.decode()


def test_p006_given_a_repeal_with_effect_on_a_day_then_the_day_decides(documents, related):
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")

    related(new, number="青交[2015]第3号", effective_on=NEW_YEAR)

    assert (on(old, YEAR_END), on(old, NEW_YEAR)) == ("in_force", "repealed")
    page = page_of(old, documents.town)
    assert "本文件自2024年1月1日起被" in page
    assert new.address in page
    assert "青交〔2023〕9号" in page
    assert old.address in page_of(new, documents.town)
    assert old.publications.order_by("-id").first().act == "refresh"


def test_p006_given_a_partial_repeal_then_it_says_which_clauses(documents, related):
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("关于修改部分文件的决定", number="青交〔2023〕9号")

    related(new, "partly", number="青交〔2015〕3号", effective_on=NEW_YEAR, note="第三条、第五条")

    assert (on(old, YEAR_END), on(old, NEW_YEAR)) == ("in_force", "partly")
    page = page_of(old, documents.town)
    assert "部分废止。所涉条款：第三条、第五条。" in page
    item = list(library.newest_in(old.placements.get().column_id, 9, documents.town.now))
    assert {row.heading.partly_repealed_on for row in item} == {None, NEW_YEAR}


def test_given_a_repeal_that_is_not_public_then_nothing_changes_until_it_is(documents, related):
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    new = documents.draft("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, by="officer", number="青交〔2015〕3号", effective_on=NEW_YEAR)
    assert on(old, NEW_YEAR) == "in_force"
    assert new.title not in page_of(old, town)

    town.publish(new)
    assert on(old, NEW_YEAR) == "repealed"

    withdrawn = {"uid": new.uid, "note": "发错了", "by": town.people["signer"], "now": town.now}
    review.withdraw(kind="error", **withdrawn)
    assert on(old, NEW_YEAR) == "in_force"
    assert new.title not in page_of(old, town)


def test_given_the_newer_end_is_taken_back_with_a_notice_then_it_is_marked(documents, related):
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, number="青交〔2015〕3号", effective_on=NEW_YEAR)

    review.withdraw(
        uid=new.uid, kind="notice", note="另行公布", by=town.people["signer"], now=town.now
    )

    page = page_of(old, town)
    assert on(old, NEW_YEAR) == "repealed"
    assert "已撤下" in page
    assert f'href="{new.address}"' not in page


def test_given_a_citation_then_it_is_linked_when_the_document_comes_in(documents, related):
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    row = related(new, number="青交(2015)3号", title="《治超办法》", effective_on=NEW_YEAR)
    assert (row.older, row.cited) == (None, "治超办法（青交〔2015〕3号）")
    assert "治超办法" in page_of(new, documents.town)

    old = documents.published(number="青交〔2015〕3号")

    row.refresh_from_db()
    assert row.older_id == old.pk
    assert on(old, NEW_YEAR) == "repealed"
    assert old.address in page_of(new, documents.town)


def test_given_a_citation_by_title_then_it_is_linked_when_the_document_comes_in(documents, related):
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, title="《治超办法》", effective_on=NEW_YEAR)
    later = documents.published("治超办法", number="青交〔2024〕8号", written_on=date(2024, 5, 1))

    old = documents.published("治超办法", number="青交〔2015〕3号")

    assert on(old, NEW_YEAR) == "repealed"
    assert on(later, date(2024, 6, 1)) == "in_force"


def test_given_a_citation_by_who_may_not_end_it_then_the_document_that_comes_in_stays_in_force(
    documents, related
):
    town = documents.town
    content = {"title": "民政局的文件", "written_on": date(2023, 3, 1)}
    saved = library.create_article(
        kind="document", unit=town.other, content=content, by=town.people["stranger"], now=town.now
    )
    row = related(saved.article, by="stranger", number="青交〔2015〕3号", effective_on=NEW_YEAR)
    Article.objects.filter(pk=saved.article.pk).update(live=True)

    old = documents.published(number="青交〔2015〕3号")

    row.refresh_from_db()
    assert row.older is None
    assert on(old, NEW_YEAR) == "in_force"


def test_given_a_cited_number_that_is_given_years_later_then_that_document_is_not_ended(
    documents, related
):
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, number="青交〔2025〕13号", effective_on=NEW_YEAR)

    late = documents.published(number="青交〔2025〕13号", written_on=date(2025, 3, 1))

    assert on(late, date(2025, 6, 1)) == "in_force"


def test_given_a_linked_draft_put_aside_then_the_document_that_comes_instead_is_linked(
    documents, related
):
    town = documents.town
    aside = documents.draft(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    row = related(new, number="青交〔2015〕3号", effective_on=NEW_YEAR)
    assert row.older == aside

    library.discard_article(uid=aside.uid, by=town.people["officer"], now=town.now)
    old = documents.published(number="青交〔2015〕3号")

    row.refresh_from_db()
    assert row.older == old
    assert on(old, NEW_YEAR) == "repealed"


def test_given_an_edition_of_the_same_title_then_its_number_tells_it_apart(documents, related):
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published(number="青交〔2023〕9号", written_on=date(2023, 5, 1))

    related(new, "replaces", number=old.number, title=old.title, effective_on=NEW_YEAR)

    assert on(old, NEW_YEAR) == "repealed"


def test_given_what_makes_no_sense_then_it_is_refused_and_nothing_is_kept(documents, related):
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    newest = documents.published("青云市治理超限超载条例", number="青交〔2024〕1号")
    related(new, number=old.number, effective_on=NEW_YEAR)
    related(newest, "amends", number=new.number, effective_on=NEW_YEAR.replace(month=6))

    for refusal, facts in (
        (RelatesToItself, {"number": "青交〔2023〕9号"}),
        (RelatesToItself, {"title": "《青云市治理超限超载规定》"}),
        (RelationKnown, {"number": old.number}),
        (EndMissing, {}),
        (EffectTooEarly, {"number": newest.number, "effective_on": date(2015, 2, 28)}),
        (library.NotADocumentNumber, {"number": "治超办法"}),
        (NoteUnfit, {"title": "另一办法", "note": "甄测一 11010519491231002X"}),
    ):
        with pytest.raises(refusal):
            related(new, **facts)
    with pytest.raises(RelationCircle):
        related(old, number=newest.number, effective_on=NEW_YEAR)
    assert Relation.objects.count() == 2


def test_given_a_document_of_others_then_only_who_stands_above_ends_it(documents, related):
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    saved = library.create_article(
        kind="document",
        unit=town.other,
        content={"title": "民政局的文件"},
        by=town.people["stranger"],
        now=town.now,
    )
    with pytest.raises(NotAllowed):
        related(saved.article, by="stranger", number=old.number, effective_on=NEW_YEAR)
    with pytest.raises(NotAllowed):
        related(old, by="stranger", title="什么文件")

    related(saved.article, "implements", by="stranger", number=old.number)
    assert on(old, NEW_YEAR) == "in_force"


def test_given_a_relation_entered_wrongly_then_taking_it_back_undoes_it(documents, related):
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    row = related(new, number=old.number, effective_on=NEW_YEAR)

    unrelate(uid=row.uid, by=town.people["signer"], now=town.now)

    assert on(old, NEW_YEAR) == "in_force"
    assert "被废止" not in page_of(old, town)


def test_given_an_effect_to_come_then_that_night_its_pages_are_made_anew_once(documents, related):
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, number=old.number, effective_on=date(2026, 6, 18))
    turning.turn_documents(town.now)

    assert turning.turn_documents(town.later(days=1)) == 0
    assert turning.turn_documents(town.later(days=1)) == 1
    assert turning.turn_documents(town.later(minutes=1)) == 0


def test_given_days_that_were_lost_then_recounting_brings_them_back(documents, related):
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    related(new, number=old.number, effective_on=NEW_YEAR)
    now = documents.town.now
    assert settle_all(now) == 0
    Article.objects.update(repealed_on=None, amended_on=NEW_YEAR)

    assert settle_all(now) == Article.objects.filter(kind="document").count()

    assert on(old, NEW_YEAR) == "repealed"
    assert settle_all(now) == 0
