"""What is done with a request once it ended."""

import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from town import START
from zhanqun.affairs.requests.models import Archive
from zhanqun.affairs.requests.services import archiving, giving, packing
from zhanqun.affairs.requests.tests.replying import PARTS, held
from zhanqun.affairs.requests.tests.test_giving import report
from zhanqun.content.library import api as library
from zhanqun.core.audit import api as audit
from zhanqun.core.intake import api as intake
from zhanqun.core.units import api as units
from zhanqun.core.units.api import NotAllowed, Role
from zhanqun.foundation import clock
from zhanqun.foundation.sheets import xlsx_lines


def ended(publishers):
    """Granted with a file, under a title that has the applicant's name."""
    desk = held(publishers, title="关于甄测一反映的青云江大桥检测报告")
    desk.save()
    giving.add_file(
        name="报告.pdf", content=report("大桥裂缝。"), words=[], cleans=False, **desk.by("handler")
    )
    desk.sent("granted", PARTS["granted"])
    return desk


def packed(desk, by="desk"):
    """The zip, asked for and made, as its row."""
    row = packing.ask_archive(**desk.by(by))
    packing.pack(ticket=row.ticket, now=desk.now)
    return packing.fetch(**desk.by(by))


def test_given_an_ended_request_then_its_file_holds_everything_and_an_index(publishers):
    desk = ended(publishers)
    row = packed(desk)
    with row.file.open("rb") as made, zipfile.ZipFile(made) as package:
        names = package.namelist()
        rows = list(xlsx_lines(package.read("目录.xlsx"), unpacked_most=10**6))
        application = package.read("01-申请书.txt").decode()
        course = package.read("03-办理经过.txt").decode()
        reckoning = package.read("04-期限计算.txt").decode()
        told = package.read("06-告知申请人.txt").decode()
        listed = {row[2] for _number, row in rows[1:]}
    assert listed | {"目录.xlsx", "目录.html"} == set(names)
    assert (row.done, row.total, row.state) == (len(listed), len(listed), "ready")
    assert "甄测一" in application and "990101197001010017" in application
    assert "登记" in course and "答复" in course
    assert "2026-06-17 1" in reckoning
    assert "已答复" in told
    papers = [name for name in names if name.startswith("07-答复1/")]
    assert sum(name.endswith((".pdf", ".docx")) for name in papers) == 3
    trail = audit.Entry.objects.filter(action__in=("requests.bundle_asked", "requests.bundled"))
    assert trail.count() == 2


def test_given_an_open_request_or_somebody_else_then_no_file(publishers):
    desk = held(publishers)
    for act in (packing.ask_archive, packing.fetch):
        with pytest.raises(packing.StillOpen):
            act(**desk.by("desk"))
        with pytest.raises(NotAllowed):
            act(**desk.by("watcher"))


def test_given_a_packed_file_when_the_request_changed_then_it_is_made_anew(publishers):
    desk = ended(publishers)
    first = packed(desk)
    again = packing.ask_archive(**desk.by("handler"))
    assert (again.pk, again.ticket) == (first.pk, first.ticket)
    told = {"kind": "note", "title": "补充说明", "text": "另有一页。"}
    intake.give_feedback(envelope=desk.request.envelope_uid, now=desk.now, **told)

    with pytest.raises(packing.PackedBefore):
        packing.fetch(**desk.by("desk"))
    second = packed(desk)

    assert second.sha256 != first.sha256 and second.ticket != first.ticket


def test_given_one_asked_twice_then_one_is_made_and_a_lost_one_may_be_asked_again(publishers):
    desk = ended(publishers)
    first = packing.ask_archive(**desk.by("desk"))
    assert packing.ask_archive(**desk.by("handler")).ticket == first.ticket
    with pytest.raises(packing.NotPacked):
        packing.fetch(**desk.by("desk"))
    later = desk.by("desk") | {"now": desk.now + packing.LOST}
    second = packing.ask_archive(**later)

    packing.pack(ticket=first.ticket, now=desk.now)
    assert Archive.objects.get().state == "waiting"
    packing.pack(ticket=second.ticket, now=desk.now)
    made = Archive.objects.get()
    packing.pack(ticket=second.ticket, now=later["now"])
    assert Archive.objects.get().made_at == made.made_at


def test_given_a_file_that_is_gone_then_it_failed_and_may_be_asked_again(publishers):
    desk = ended(publishers)
    gone = desk.reply.files.get().attachment
    gone.file.storage.delete(gone.file.name)
    row = packing.ask_archive(**desk.by("desk"))
    with pytest.raises(FileNotFoundError):
        packing.pack(ticket=row.ticket, now=desk.now)
    assert Archive.objects.get().state == "failed"
    assert packing.ask_archive(**desk.by("desk")).ticket != row.ticket


def test_given_a_file_of_last_week_then_it_is_deleted(
    publishers, django_capture_on_commit_callbacks
):
    desk = ended(publishers)
    row = packed(desk)
    assert packing.forget_old(desk.now + packing.KEPT) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert packing.forget_old(desk.now + packing.KEPT + timedelta(minutes=1)) == 1
    assert not Archive.objects.exists() and not row.file.storage.exists(row.file.name)


def at_desk(publishers, name):
    client = Client()
    client.force_login(publishers.people[name])
    return client


def test_given_a_file_being_made_then_the_page_tells_how_far_and_gives_it_out(publishers):
    desk = ended(publishers)
    with clock.fixed(desk.now):
        _made_at_desk(publishers, desk)


def _made_at_desk(publishers, desk):
    browser = at_desk(publishers, "handler")
    address = f"/desk/requests/{desk.request.case.uid}/archive/"
    assert browser.post(address, {"verb": "pack"}).status_code == 302
    Archive.objects.update(state="making", done=3, total=9)
    running = browser.get(address).content.decode()
    assert "3 / 9" in running and 'data-enhance="follow"' in running
    assert browser.post(address, {"verb": "fetch"}).status_code == 409
    packing.pack(ticket=Archive.objects.get().ticket, now=desk.now)
    assert "下载压缩包" in browser.get(address).content.decode()
    given = browser.post(address, {"verb": "fetch"})
    assert b"".join(given.streaming_content)[:2] == b"PK"
    other = at_desk(publishers, "watcher").post(address, {"verb": "fetch"})
    assert other.status_code == 403


def test_given_an_opened_result_then_a_draft_without_its_applicant(publishers):
    desk = ended(publishers)
    with pytest.raises(NotAllowed):
        archiving.open_to_all(**desk.by("handler"))
    units.appoint(
        user=publishers.people["handler"],
        role=Role.INFORMATION_OFFICER,
        scope=("unit", publishers.bureau.unit_id),
        valid_from=START,
        by=None,
        now=desk.now,
    )
    handler = units.User.objects.get(pk=publishers.people["handler"].pk)
    uid = archiving.open_to_all(uid=desk.request.case.uid, by=handler, now=desk.now)
    draft = library.Article.objects.get(uid=uid)
    assert not draft.live and draft.kind == "notice"
    assert "甄测一" not in draft.title + draft.body
    assert "青云江大桥2025年检测报告" in draft.body
    assert len(draft.files) == 1


def test_given_a_refusal_then_nothing_to_open(publishers):
    desk = held(publishers)
    desk.sent("refused_6")
    with pytest.raises(archiving.NothingGiven):
        archiving.open_to_all(**desk.by("desk"))
