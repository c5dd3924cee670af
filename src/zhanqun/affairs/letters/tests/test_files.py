"""Files that came with a letter: who handles it has them, the unit complained about does not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.queries import files_of
from zhanqun.affairs.letters.tests.conftest import GOOD
from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.foundation import clock


@pytest.fixture
def letter(post_office):
    file = intake.IncomingFile("路灯.png", SimpleUploadedFile("路灯.png", picture("PNG")))
    key = new_key("letter", post_office.now).token
    facts = {"payload": GOOD, "key": key, "now": post_office.now, "files": [file]}
    intake.receive(kind="letter", **facts)
    return Letter.objects.select_related("case", "mailbox").get()


def test_given_a_picture_with_a_letter_then_the_office_reads_its_name_and_a_supervisor_does_not(
    post_office, letter, client
):
    people = post_office.people
    assert [file.name for file in files_of(letter, people["desk"])] == ["路灯.png"]
    assert files_of(letter, people["watcher"]) == []
    client.force_login(people["desk"])
    with clock.fixed(post_office.now):
        page = client.get(reverse("letters:sort", args=[letter.case.uid])).content.decode()
    assert "路灯.png" in page


def test_given_the_unit_complained_about_then_no_file_of_the_writer_reaches_it(post_office, letter):
    people, bureau, now = post_office.people, post_office.town.bureau, post_office.now
    uid = letter.case.uid
    casework.decide(uid=uid, unit=bureau, reason="职责", by=people["desk"], now=now)
    letter.case.refresh_from_db()
    assert files_of(letter, people["head"])
    letter.case = casework.set_concerns(uid=uid, unit=bureau, by=people["desk"], now=now)
    assert files_of(letter, people["head"]) == []
