"""What stops a text is refused when it is handed in, or let through by who may."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review import policies, queries
from zhanqun.content.review.gate import NoteUnfit
from zhanqun.content.review.overriding import (
    Blocked,
    BlockedByLaw,
    FindingGone,
    NotUnderReview,
    OverrideReasonMissing,
    override,
)
from zhanqun.content.review.policies import CannotOverride, NotOwnOverride
from zhanqun.content.review.tests.people import ID_NUMBER, ID_SHOWN
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

BODY = f"<p>申请人王某，身份证号<strong>{ID_NUMBER[:6]}</strong>{ID_NUMBER[6:]}，已受理。</p>"
WHY = "本人书面同意公示"


def asked_for(town, **content):
    """An article with an identity number, handed in with a request for an override."""
    article = town.draft(**{"body": BODY} | content)
    submission = review.submit(
        uid=article.uid, by=town.people["officer"], now=town.now, override_request=WHY
    )
    return article, submission


def block_of(article, now):
    draft = library.working_copy(article)
    return queries.open_blocks(draft, library.digest_of(draft), queries.findings_of(draft, now))[0]


def let_through(town, submission, by="signer", reason="公示要求列明", key=None):
    row = block_of(submission.article, town.now) if key is None else None
    return override(
        uid=submission.article.uid,
        digest=submission.digest,
        key=key or row.key,
        reason=reason,
        by=town.people[by],
        now=town.now,
    )


def test_given_an_identity_number_when_handed_in_then_it_is_refused_with_the_words(town):
    with pytest.raises(Blocked, match="身份证号码") as refusal:
        town.submit(town.draft(body=BODY))

    assert refusal.value.status == 409
    assert ID_NUMBER not in str(refusal.value)
    assert not review.Submission.objects.exists()


@pytest.mark.parametrize(
    "place",
    ["title", "summary", "keywords", "source", "byline", "cover_alt", "subtitle", "topic_class"],
)
def test_given_an_identity_number_in_a_field_then_it_stops_the_text(town, place):
    with pytest.raises(Blocked, match="身份证号码"):
        town.submit(town.draft(**{place: f"王某{ID_NUMBER}"}))


@pytest.mark.parametrize("in_name", [True, False])
def test_given_an_identity_number_in_a_file_or_its_name_then_it_stops_the_text(town, in_name):
    text = "名册" if in_name else f"王某 {ID_NUMBER}"
    file = attachments.store_attachment(
        name=f"名册{ID_NUMBER if in_name else ''}.txt",
        content=text.encode(),
        text=text,
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )

    with pytest.raises(Blocked, match="名册"):
        town.submit(town.draft(files=[file.uid]))


def test_given_a_mark_of_secrecy_then_no_reason_opens_the_way(town):
    article = town.draft(body="<p>机密★5年</p><p>关于某项工作的通知</p>")

    with pytest.raises(BlockedByLaw, match="机密"):
        review.submit(
            uid=article.uid, by=town.people["officer"], now=town.now, override_request=WHY
        )


def test_given_a_clause_of_law_that_says_not_to_open_then_the_secrecy_reviewer_may_let_it_through(
    town,
):
    body = "<p>涉及个人隐私的政府信息，行政机关不得公开。</p>"
    _article, submission = asked_for(town, body=body)

    with pytest.raises(units.NotAllowed):
        let_through(town, submission, by="signer")
    assert let_through(town, submission, by="secrecy", reason="条文原文").code.startswith("secrecy")


def test_given_a_request_then_the_gate_stays_shut_until_somebody_let_the_finding_through(town):
    article, submission = asked_for(town)
    town.pass_steps(submission)
    town.clear(submission)

    with pytest.raises(review.NotReady, match="身份证号码"):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
    done = let_through(town, submission)
    published = review.publish(uid=article.uid, by=town.people["signer"], now=town.now)

    assert submission.override_request == WHY
    assert (done.reason, done.by, done.words) == ("公示要求列明", town.people["signer"], ID_SHOWN)
    assert published.details["overrides"] == [f"正文“{ID_SHOWN}”：公示要求列明（{done.by}）"]
    entry = audit.entries_about(article._meta.label_lower, str(article.uid)).get(
        action="review.overridden"
    )
    assert entry.reason == "公示要求列明" and ID_NUMBER not in str(entry.after)


def test_given_a_schedule_that_waited_for_the_override_alone_then_it_runs(town):
    article, submission = asked_for(town)
    town.pass_steps(submission)
    town.clear(submission)
    review.schedule(
        uid=article.uid,
        due_at=town.now + timedelta(hours=1),
        by=town.people["signer"],
        now=town.now,
    )

    with clock.fixed(town.later(hours=2)):
        let_through(town, submission)

    article.refresh_from_db()
    assert article.live


def test_given_the_same_press_twice_then_there_is_one_override(town):
    _article, submission = asked_for(town)
    key = block_of(submission.article, town.now).key

    first = let_through(town, submission, key=key)

    assert let_through(town, submission, key=key) == first


def test_given_an_edit_then_the_override_no_longer_holds(town):
    article, submission = asked_for(town)
    let_through(town, submission)

    saved = library.save_draft(
        uid=article.uid,
        base_revision_id=library.Article.objects.get(pk=article.pk).latest_revision_id,
        content={"title": "另一个标题"},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )

    missing = review.blockers(saved.article, saved.digest, town.now)
    assert "privacy.id_number" in [row.code for row in missing]
    with pytest.raises(NotUnderReview):
        let_through(town, submission, key="0" * 24)


def test_given_a_withdrawn_text_then_its_overrides_end_with_its_approval(town):
    article, submission = asked_for(town)
    town.pass_steps(submission)
    town.clear(submission)
    let_through(town, submission)
    review.publish(uid=article.uid, by=town.people["signer"], now=town.now)

    review.withdraw(
        uid=article.uid,
        kind="error",
        note="有误",
        by=town.people["signer"],
        now=town.later(hours=1),
    )

    assert review.Override.objects.get().voided_at == town.now


def test_given_no_reason_then_the_override_is_refused(town):
    _article, submission = asked_for(town)

    with pytest.raises(OverrideReasonMissing):
        let_through(town, submission, reason="  ")


def test_given_a_finding_that_the_text_does_not_have_then_there_is_nothing_to_let_through(town):
    _article, submission = asked_for(town)

    with pytest.raises(FindingGone):
        let_through(town, submission, key="0" * 24)


def test_given_a_signer_who_handed_it_in_then_the_override_is_another_persons(town):
    article = town.draft(body=BODY)
    officer = town.people["officer"]
    units.appoint(
        user=officer,
        role=units.Role.SIGNER,
        scope=("unit", town.bureau.pk),
        valid_from=clock.day_of(town.now),
        by=None,
        now=town.now,
    )
    submission = review.submit(uid=article.uid, by=officer, now=town.now, override_request=WHY)

    with clock.fixed(town.now), pytest.raises(NotOwnOverride):
        let_through(town, submission, by="officer")


@pytest.mark.parametrize("code", ["openness", "secrecy.mark", "secrecy.number", "file.unscanned"])
def test_given_what_the_law_says_then_nobody_may_let_it_through(town, code):
    _article, submission = asked_for(town)

    for person in town.people.values():
        with pytest.raises(CannotOverride):
            policies.check_may_override(person, submission, code, "检查结果")


def test_given_a_decision_and_an_approval_then_they_tell_what_the_checks_had_said(town):
    article, submission = asked_for(town)
    let_through(town, submission)
    town.clear(submission)

    town.pass_steps(submission)

    decision = review.SecrecyDecision.objects.get()
    assert decision.checked == {"block": 1, "warn": 0, "hint": 2, "overridden": 1}
    trail = audit.entries_about(article._meta.label_lower, str(article.uid))
    assert trail.get(action="review.approved").after["checked"] == decision.checked


def test_given_a_severe_hit_at_the_gate_then_it_stops_and_one_press_settles_it(town):
    article = town.draft(f"市交通局关于王某{ID_NUMBER}的公告", body=BODY)
    with pytest.raises(Blocked) as refusal:
        town.submit(article)
    assert "标题" in str(refusal.value) and "正文" in str(refusal.value)

    with pytest.raises(review.NotReady, match="身份证号码"):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
    review.fix(uid=article.uid, by=town.people["officer"], now=town.later(minutes=1))

    settled = town.publish(library.Article.objects.get(pk=article.pk))
    assert settled.live and ID_NUMBER not in settled.title + library.plain_text(settled.body)


def form_of(page, key):
    """The fields of the form that lets one finding through, as the page sends them."""
    (form,) = [
        row
        for row in html.document_fromstring(page).forms
        if row.fields.get("key") == key and "reason" in row.fields
    ]
    return form.action, dict(form.fields)


def test_given_the_publishers_page_then_its_form_lets_the_finding_through_and_comes_back(town):
    article, submission = asked_for(town)
    key = block_of(article, town.now).key
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.people["signer"])
    address = f"/desk/review/publishing/articles/{article.uid}/"

    action, fields = form_of(client.get(address).content.decode(), key)
    answer = client.post(action, fields | {"reason": "公示要求列明"}, follow=True)

    assert answer.redirect_chain == [(address, 302)]
    page = answer.content.decode()
    assert "公示要求列明" in page and 'data-word="已放行"' in page
    assert 'data-word="不能发布"' not in page
    assert review.Override.objects.get().digest == submission.digest


def test_given_a_text_that_changed_since_then_the_reason_that_was_written_is_on_the_page(town):
    article, submission = asked_for(town)
    sent = {"digest": submission.digest, "key": "0" * 24, "reason": "写了很久的理由"}
    client = Client()
    client.force_login(town.people["signer"])

    answer = client.post(f"/desk/review/articles/{article.uid}/overrides/", sent)

    assert answer.status_code == 409
    assert "您写的理由：写了很久的理由" in answer.content.decode()


def test_given_a_page_of_elsewhere_to_return_to_then_it_is_not_followed(town):
    article, submission = asked_for(town)
    sent = {
        "digest": submission.digest,
        "key": block_of(article, town.now).key,
        "reason": "公示要求列明",
        "back": "https://evil.example/",
    }
    client = Client()
    client.force_login(town.people["signer"])

    answer = client.post(f"/desk/review/articles/{article.uid}/overrides/", sent)

    assert answer["Location"] == f"/desk/review/articles/{article.uid}/overrides/"


def test_given_a_reviewer_then_the_page_says_who_lets_it_through_and_has_no_form(town):
    article, _submission = asked_for(town)
    client = Client()
    client.force_login(town.people["reviewer"])

    page = client.get(f"/desk/review/articles/{article.uid}/overrides/").content.decode()

    assert "由保密审查员、签发人放行" in page
    assert "确认放行" not in page


def test_given_a_withdrawal_note_with_an_identity_number_then_it_is_refused(town):
    article = town.published()

    with pytest.raises(NoteUnfit, match="身份证号码"):
        review.withdraw(
            uid=article.uid,
            kind="notice",
            note=f"王某{ID_NUMBER}要求撤下",
            by=town.people["signer"],
            now=town.later(minutes=5),
        )
