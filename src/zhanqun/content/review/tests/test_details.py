"""What the checks say about the facts of leaders and organs."""

from zhanqun.content.library import api as library
from zhanqun.content.review.checking import check


def test_given_a_mobile_number_among_the_facts_then_the_gate_is_stopped(town):
    facts = {"offices": ["市长"], "duties": "全面工作", "contact": "秘书电话13800001234"}
    draft = town.draft("温景岚", kind="leader", details=facts)

    found = check(library.working_copy(draft), town.now).findings

    assert ("details_contact", "联系方式") in {(row.field, row.where) for row in found}
    assert {row.field for row in found if row.code == "metadata.missing"} == {
        "cover",
        "details_career",
    }
