"""Drafts: kept whole, never twice, never lost; nothing the public sees changes here."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from attempts import undone
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, DraftInvalid, EditConflict
from zhanqun.content.library.models import TITLE_LENGTH
from zhanqun.content.library.services import StillPublic
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units

# 䶮 and 㙍 of Extension A, 𬭚 of E, 𠮷 of Extension B.
RARE = "䶮㙍𬭚𠮷"


def save(town, article, by="officer", base=None, **content):
    row = Article.objects.get(pk=article.pk)
    return library.save_draft(
        uid=article.uid,
        base_revision_id=base or row.latest_revision_id,
        content=content,
        by=town.people[by],
        now=town.later(minutes=1),
    )


def versions(article):
    return Article.objects.get(pk=article.pk).revisions.count()


# --- Creating and saving -------------------------------------------------------------------


def test_given_content_then_a_draft_is_kept_that_nobody_outside_sees(town):
    article = town.draft("青云江大桥恢复通车")

    assert not article.live
    assert (article.address, article.slug, article.first_published_at) == ("", "", None)
    assert library.working_copy(article).title == "青云江大桥恢复通车"
    actions = [e.action for e in audit.entries_about("zq_library.article", str(article.uid))]
    assert actions == ["library.created"]


def test_given_an_unchanged_text_when_saved_then_there_is_no_new_version(town):
    article = town.draft()
    before = versions(article)

    saved = save(town, article, title=article.title, body=article.body)

    assert (saved.changed, versions(article)) == (False, before)
    assert saved.revision_id == article.latest_revision_id


def test_given_the_save_button_pressed_twice_then_there_is_one_version(town):
    article = town.draft()
    base = article.latest_revision_id

    first = save(town, article, base=base, title="改过的标题")
    second = save(town, article, base=base, title="改过的标题")

    assert (first.changed, second.changed) == (True, False)
    assert second.revision_id == first.revision_id
    assert versions(article) == 2


def test_given_two_editors_then_the_second_gets_the_firsts_version_and_loses_nothing(town):
    article = town.draft()
    base = article.latest_revision_id
    save(town, article, by="liaison", base=base, title="联络员的标题")

    with pytest.raises(EditConflict) as refusal:
        save(town, article, base=base, title="信息员的标题")

    assert refusal.value.status == 409
    assert refusal.value.theirs.title == "联络员的标题"
    assert refusal.value.facts["person"] == str(town.people["liaison"])
    assert library.working_copy(Article.objects.get(pk=article.pk)).title == "联络员的标题"
    assert save(town, article, title="信息员的标题").changed


def test_given_a_title_of_3000_characters_then_it_is_refused_and_the_draft_stands(town):
    article = town.draft()
    before = library.digest_of(library.working_copy(article))

    with pytest.raises(DraftInvalid) as refusal:
        save(town, article, title="长" * 3000, body="<p>写了很久的正文</p>")

    assert "3000" in refusal.value.fields["title"]
    assert str(TITLE_LENGTH) in refusal.value.fields["title"]
    row = Article.objects.get(pk=article.pk)
    assert library.digest_of(library.working_copy(row)) == before
    assert save(town, article, title="长" * TITLE_LENGTH).changed


BAD = {
    "title": {"title": "  "},
    "summary": {"summary": "长" * 301},
    "link_url": {"link_url": "javascript:alert(1)"},
    "number": {"number": "乱写的文号"},
    "validity": {"validity": "maybe"},
    "files": {"files": ["0d9c3f52-6f5e-4b9e-9a8e-1e6d0a6b7c11"]},
    "cover": {"cover": "not a uid"},
}


@pytest.mark.parametrize("name", BAD)
def test_given_a_bad_field_then_the_refusal_names_it_in_chinese(town, name):
    article = town.draft()

    with pytest.raises(DraftInvalid) as refusal:
        save(town, article, **BAD[name])

    assert list(refusal.value.fields) == [name]
    assert any("\u4e00" <= char <= "\u9fff" for char in refusal.value.fields[name])
    assert versions(article) == 1


def test_given_a_link_without_an_address_then_it_is_refused(town):
    assert town.draft(kind="link", link_url="https://www.gov.cn/")

    with pytest.raises(DraftInvalid) as refusal:
        town.draft(kind="link")

    assert list(refusal.value.fields) == ["link_url"]


@pytest.mark.parametrize("name", ["live", "slug", "unit_id", "withdrawal", "no_such_field"])
def test_given_a_field_that_the_system_sets_then_no_save_can_set_it(town, name):
    with pytest.raises(KeyError):
        save(town, town.draft(), **{name: "x"})


def test_given_a_typed_number_then_it_is_kept_in_its_normal_form(town):
    article = town.draft(kind="document", number="青交[2026]04号")

    assert article.number == "青交〔2026〕4号"


def test_given_a_script_in_the_body_then_it_is_left_out_and_said(town):
    saved = save(town, town.draft(), body="<p>正文</p><script>alert(1)</script>")

    assert saved.article.body == "<p>正文</p>"
    assert saved.dropped


def test_given_control_characters_then_they_are_dropped_in_every_field(town):
    article = town.draft("推荐免\u000f试通知 & <解读>", issuing_organs=["青云市\u0000交通局"])

    assert article.title == "推荐免试通知 & <解读>"
    assert article.issuing_organs == ["青云市交通局"]


# --- Rare characters -----------------------------------------------------------------------


def test_p038_given_rare_characters_then_they_survive_save_revision_review_and_publishing(town):
    article = town.draft(
        f"{RARE}镇通车😀", byline=f"王{RARE}", body=f"<p>{RARE}</p>", issuing_organs=[RARE]
    )
    save(town, article, summary=RARE)
    before = library.digest_of(library.working_copy(Article.objects.get(pk=article.pk)))

    live = town.publish(article)

    for row in (live, live.latest_revision.as_object(), library.working_copy(live)):
        assert row.title == f"{RARE}镇通车😀"
        assert (row.byline, row.summary, row.issuing_organs) == (f"王{RARE}", RARE, [RARE])
        assert row.body == f"<p>{RARE}</p>"
        assert library.digest_of(row) == before
    assert live.live_digest == before


# --- The digest ----------------------------------------------------------------------------


def test_given_the_same_moment_in_another_zone_then_the_digest_is_the_same(town):
    moment = datetime(2020, 5, 1, 0, 30, tzinfo=UTC)
    article = town.draft(original_published_at=moment)
    saved = save(
        town, article, original_published_at=moment.astimezone(timezone(timedelta(hours=8)))
    )

    live = town.publish(article)

    assert not saved.changed
    assert library.digest_of(live) == live.live_digest
    assert not save(town, live, title=live.title).changed


def test_given_a_file_whose_content_differs_then_the_digest_differs(town):
    article = town.draft()
    plain = library.digest_of(library.working_copy(article))
    digests = {plain}

    for content in (b"1", b"2"):
        file = attachments.store_attachment(
            name="附件.txt",
            content=content,
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )
        digests.add(save(town, article, files=[file.uid]).digest)
        body = f'<p>见<a href="/f/{file.key}/a.pdf">附件</a></p>'
        digests.add(save(town, article, files=[], body=body).digest)
        save(town, article, body=article.body)

    assert len(digests) == 5
    assert library.digest_of(library.working_copy(Article.objects.get(pk=article.pk))) == plain


# --- Discarding ----------------------------------------------------------------------------


def test_given_a_draft_under_review_when_discarded_then_nothing_of_it_waits_any_more(town):
    article = town.draft()
    submission = town.submit(article)

    for _press in range(2):
        library.discard_article(uid=article.uid, by=town.people["officer"], now=town.now)

    submission.refresh_from_db()
    assert submission.state == "voided"
    assert not submission.tasks.filter(state="open").exists()
    assert article.placements.get().state == "withdrawn"
    assert not library.articles_visible_to(town.people["officer"]).exists()
    with pytest.raises(units.NotAllowed):
        save(town, article, title="还想改")


def test_given_an_open_offer_or_a_published_text_then_it_is_not_discarded(town):
    officer = town.people["officer"]
    draft, live = town.draft(), town.published()
    offer = library.place(
        article=draft, column=town.column("bmdt", town.portal), by=officer, now=town.now
    )

    for article in (draft, live):
        with pytest.raises(StillPublic), undone():
            library.discard_article(uid=article.uid, by=officer, now=town.now)

    library.recall_offer(uid=offer.uid, by=officer, now=town.now)
    library.discard_article(uid=draft.uid, by=officer, now=town.now)
    assert not Article.objects.get(pk=live.pk).is_discarded
