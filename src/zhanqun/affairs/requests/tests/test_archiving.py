"""What is done with a request once it ended."""

import zipfile

import pytest

from town import START
from zhanqun.affairs.requests.services import archiving, giving
from zhanqun.affairs.requests.tests.replying import PARTS, held
from zhanqun.affairs.requests.tests.test_giving import report
from zhanqun.content.library import api as library
from zhanqun.core.units import api as units
from zhanqun.core.units.api import NotAllowed, Role
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


def test_given_an_ended_request_then_its_file_holds_everything_and_an_index(publishers):
    desk = ended(publishers)
    with archiving.bundle(**desk.by("desk")) as made, zipfile.ZipFile(made) as package:
        names = package.namelist()
        rows = list(xlsx_lines(package.read("目录.xlsx"), unpacked_most=10**6))
        application = package.read("01-申请书.txt").decode()
        course = package.read("03-办理经过.txt").decode()
        reckoning = package.read("04-期限计算.txt").decode()
        told = package.read("06-告知申请人.txt").decode()
        listed = {row[2] for _number, row in rows[1:]}
    assert listed | {"目录.xlsx", "目录.html"} == set(names)
    assert "甄测一" in application and "990101197001010017" in application
    assert "登记" in course and "答复" in course
    assert "2026-06-17 1" in reckoning
    assert "已答复" in told
    papers = [name for name in names if name.startswith("07-答复1/")]
    assert sum(name.endswith((".pdf", ".docx")) for name in papers) == 3


def test_given_an_open_request_or_somebody_else_then_no_file(publishers):
    desk = held(publishers)
    with pytest.raises(archiving.StillOpen):
        archiving.bundle(**desk.by("desk"))
    with pytest.raises(NotAllowed):
        archiving.bundle(**desk.by("watcher"))


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
