"""Leaders and organs: facts in their shapes, in the digest, before the checks, in comparing."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.library import details
from zhanqun.content.library.forms import ArticleForm, initial_of
from zhanqun.content.library.services import DraftInvalid

MAYOR = {
    "offices": ["市委副书记", "市长"],
    "order": 1,
    "duties": "领导市政府全面工作，分管审计",
    "career": [["2021.12—2026.01", "青云市常务副市长"], ["2026.01至今", "青云市市长"]],
}


def typed(kind, **texts):
    facts = {fact.name: fact for fact in details.facts_of(kind)}
    return {name: details.read(facts[name], text) for name, text in texts.items()}


def test_given_lines_as_a_person_types_them_then_they_are_kept_as_a_table():
    given = typed(
        "organ", offices="政务公开科｜公开、监管｜0099-6010066\n督查室 | 督查\n\n综合科\t文电\t"
    )

    kept, wrong = details.cleaned("organ", given)

    assert wrong == {}
    assert kept["offices"] == [
        ["政务公开科", "公开、监管", "0099-6010066"],
        ["督查室", "督查", ""],
        ["综合科", "文电", ""],
    ]


def test_given_facts_then_typing_them_again_changes_nothing():
    kept, _wrong = details.cleaned("leader", MAYOR)
    facts = {fact.name: fact for fact in details.facts_of("leader")}

    again = typed("leader", **{name: details.typed(facts[name], kept[name]) for name in kept})

    assert details.cleaned("leader", again)[0] == kept == MAYOR


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("order", "第一", "排序：请填0到9999的整数。"),
        ("career", "1996｜技术员｜多出一格", "履历：第1行有3格，最多2格（起止、经历）。"),
        ("duties", "长" * 2001, "工作分工：有2001个字，最多2000个字。"),
        ("career", "\n".join(["1996｜技术员"] * 101), "履历：有101行，最多100行。"),
    ],
)
def test_given_a_fact_that_cannot_be_kept_then_the_form_says_where_and_why(name, text, said):
    _kept, wrong = details.cleaned("leader", typed("leader", **{name: text}))

    assert wrong == {name: said}


def test_given_a_leader_when_drafted_then_form_digest_and_reading_have_the_facts(town):
    article = town.draft("温景岚", kind="leader", details=MAYOR, body="")

    draft = library.working_copy(article)
    before = library.digest_of(draft)
    form = ArticleForm("leader", initial=initial_of(draft))
    draft.details = MAYOR | {"order": 2}

    assert library.leader_of(article).career[1] == ("2026.01至今", "青云市市长")
    assert form["details_career"].value().startswith("2021.12—2026.01｜青云市常务副市长\n")
    assert form["title"].label == "姓名"
    assert library.digest_of(draft) != before


def test_given_a_text_without_facts_then_its_digest_is_what_it_was_before_there_were_any(town):
    draft = library.working_copy(town.draft())

    assert draft.details == {}
    assert library.digest_of(draft) == _digest_by_hand(draft)


def test_given_a_wrong_fact_when_saved_then_nothing_is_kept_and_its_field_is_named(town):
    with pytest.raises(DraftInvalid) as refusal:
        town.draft("温景岚", kind="leader", details={"order": "甲"})

    assert set(refusal.value.fields) == {"details_order"}


def test_given_two_versions_of_a_leader_then_the_changed_fact_is_shown(town):
    left = library.working_copy(town.draft("温景岚", kind="leader", details=MAYOR))
    right = library.working_copy(library.Article.objects.get(pk=left.pk))
    right.details = MAYOR | {"duties": "领导市政府全面工作"}

    (found,) = library.differences(left, right)

    changed = [pair for pair in found.pairs if pair.mark != "same"]
    assert (found.name, len(changed)) == ("details", 1)


def _digest_by_hand(draft):
    """As it was made before `details` was a field of articles."""
    import hashlib
    import json

    names = [name for name in library.Article.CONTENT if name != "details"]
    content = {name: getattr(draft, name) for name in names} | {"file_digests": []}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_given_facts_typed_at_the_desk_then_they_are_kept_or_named_and_never_lost(town, client):
    article = town.draft("温景岚", kind="leader", details=MAYOR)
    client.force_login(town.people["officer"])
    address = f"/desk/articles/{article.uid}/"
    career = "2021.12—2026.01｜青云市常务副市长\n2026.01至今｜青云市市长"
    sent = {
        "title": "温景岚",
        "body": "<p>女，1974年8月生。</p>",
        "base_revision": article.latest_revision_id,
        "act": "save",
        "details_offices": "市长",
        "details_career": career,
    }

    refused = client.post(address, sent | {"details_order": "第一"})
    kept = client.post(address, sent | {"details_order": "2"})

    page = refused.content.decode()
    assert (refused.status_code, kept.status_code) == (400, 302)
    assert "排序：请填0到9999的整数。" in page
    assert career in page
    draft = library.working_copy(library.Article.objects.get(pk=article.pk))
    assert draft.details == {"offices": ["市长"], "order": 2, "career": MAYOR["career"]}
