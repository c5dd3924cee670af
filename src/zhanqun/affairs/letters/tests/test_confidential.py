"""Reports are confidential (举报保密): the office and whoever it names, nobody else reads them."""

from datetime import timedelta

import pytest
from django.test import Client

from zhanqun.affairs.letters.queries import letters_visible_to
from zhanqun.affairs.letters.services import Sorting, sort_letter
from zhanqun.affairs.letters.services.supervising import order
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.affairs.letters.tests.conftest import GOOD
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.queries import OFFICE, UNIT, cases_in
from zhanqun.core.casework.services.handing import ToTheAccused
from zhanqun.core.intake.desk import showing
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.queries import envelopes_visible_to
from zhanqun.core.intake.states import EnvelopeState
from zhanqun.core.notices.models import Notice
from zhanqun.foundation import clock

TITLE = "举报某工地夜间偷倒渣土"


@pytest.fixture
def report(post_office):
    portal = post_office.town.portal
    return post_office.write(on=portal, sort=Sort.REPORT, title=TITLE, name="", tel="")


def seen_by(post_office, person: str) -> bool:
    return letters_visible_to(post_office.people[person]).exists()


def test_given_a_report_without_a_name_then_only_the_office_sees_it(post_office, report):
    assert report.case.is_confidential
    assert seen_by(post_office, "desk") and not seen_by(post_office, "watcher")
    assert not cases_in(OFFICE, post_office.people["watcher"]).exists()
    post_office.write()
    assert cases_in(OFFICE, post_office.people["watcher"]).count() == 1


def test_given_a_report_passed_on_then_the_head_and_the_one_named_see_it(post_office, report):
    uid, people, now = report.case.uid, post_office.people, post_office.now
    casework.offer(uid=uid, to=post_office.town.bureau, reason="", by=people["desk"], now=now)
    assert seen_by(post_office, "head") and not seen_by(post_office, "handler")
    casework.accept(uid=uid, by=people["head"], now=now)
    assert not cases_in(UNIT, people["handler"]).exists()
    casework.assign(uid=uid, holder=people["handler"], by=people["head"], now=now)

    assert seen_by(post_office, "handler") and not seen_by(post_office, "watcher")
    texts = Notice.objects.values_list("text", flat=True)
    assert texts and not any(TITLE in text for text in texts)


def test_given_a_report_on_a_unit_then_it_is_not_passed_to_that_unit(post_office, report):
    desk, bureau = post_office.people["desk"], post_office.town.bureau
    uid, now = report.case.uid, post_office.now
    casework.set_concerns(uid=uid, unit=bureau, by=desk, now=now)
    with pytest.raises(ToTheAccused):
        casework.offer(uid=uid, to=bureau, reason="", by=desk, now=now)


def test_given_a_report_that_the_room_has_then_the_door_shows_no_word_of_it(post_office, report):
    chief = post_office.town.people["chief"]
    envelope = Envelope.objects.get(uid=report.envelope_uid)
    assert showing.fields_of(envelope, chief) == [] and showing.files_of(envelope) == []
    titles = [showing.title_of(row, chief) for row in envelopes_visible_to(chief)]
    assert titles and not any(TITLE in title for title in titles)


def test_given_a_letter_that_turns_out_a_report_then_it_is_closed_to_others(post_office):
    letter = post_office.write()
    assert seen_by(post_office, "watcher")
    desk, now = post_office.people["desk"], post_office.now
    sort_letter(uid=letter.case.uid, sorting=Sorting(Sort.REPORT), by=desk, now=now)
    assert not seen_by(post_office, "watcher") and seen_by(post_office, "desk")


def seen_at_the_door(post_office, letter, person):
    """Everything that the desk of the door shows of a letter."""
    keeper = post_office.town.people[person]
    row = envelopes_visible_to(keeper).get(uid=letter.envelope_uid)
    words = [one.text for one in showing.fields_of(row, keeper)]
    return " ".join([showing.title_of(row, keeper), *words]), showing.files_of(row)


def test_given_a_complaint_about_a_unit_at_its_own_box_then_its_keepers_read_no_word_of_it(
    post_office,
):
    site = post_office.town.bureau_site
    title = "交通运输局执法人员态度恶劣"
    letter = post_office.write(on=site, to="jtj", sort=Sort.COMPLAINT, title=title)

    told, files = seen_at_the_door(post_office, letter, "bureau_manager")

    for hidden in (letter.case.title, GOOD["text"], GOOD["name"], GOOD["tel"], GOOD["address"]):
        assert hidden not in told
    assert files == []


def test_given_a_letter_that_turns_out_a_report_then_the_door_shows_no_word_of_it(post_office):
    letter = post_office.write(on=post_office.town.bureau_site, to="jtj", sort=Sort.HELP)
    facts = {"by": post_office.people["desk"], "now": post_office.now}
    casework.hand_over(
        uid=letter.case.uid, office=post_office.town.office, reason="属举报", **facts
    )
    sort_letter(uid=letter.case.uid, sorting=Sorting(Sort.REPORT), **facts)

    told, files = seen_at_the_door(post_office, letter, "bureau_manager")

    assert not any(GOOD[name] in told for name in ("title", "text", "name", "tel", "address"))
    assert files == []


def test_given_a_letter_that_is_held_then_its_keepers_read_it_to_judge(post_office):
    letter = post_office.write(on=post_office.town.bureau_site, to="jtj", sort=Sort.COMPLAINT)
    # As it stands until somebody releases it: no room has it.
    Envelope.objects.filter(uid=letter.envelope_uid).update(
        state=EnvelopeState.HELD, fetched_at=None
    )

    told, _files = seen_at_the_door(post_office, letter, "bureau_manager")

    assert GOOD["title"] in told and GOOD["text"] in told


def test_given_a_complaint_about_the_unit_that_has_it_then_no_page_of_it_names_the_writer(
    post_office,
):
    town, people = post_office.town, post_office.people
    letter = post_office.held(title=f"{GOOD['name']}投诉收费（{GOOD['tel']}）")
    uid = letter.case.uid
    casework.set_concerns(uid=uid, unit=town.bureau, by=people["desk"], now=post_office.now)
    Notice.objects.all().delete()
    due_on = clock.day_of(post_office.now) + timedelta(days=3)
    order(uid=uid, instruction="请说明", due_on=due_on, by=people["watcher"], now=post_office.now)
    client = Client()
    client.force_login(people["handler"])

    with clock.fixed(post_office.now):
        pages = [
            client.get(address).content.decode()
            for address in (
                "/desk/letters/?queue=reply",
                f"/desk/letters/{uid}/reply/",
                "/",
            )
        ]
    told = list(Notice.objects.values_list("text", flat=True))

    assert all("投诉收费" in page for page in pages) and told
    for words in (*pages, *told):
        assert GOOD["name"] not in words and GOOD["tel"] not in words
