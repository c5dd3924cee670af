"""What the health page says of mail."""

from datetime import timedelta

import pytest

from zhanqun.core.notices import api as notices
from zhanqun.core.notices import sending
from zhanqun.web import health


def mail(now):
    return next(check for check in health.checks(now) if check.name == "mail")


def test_given_no_mail_server_then_the_page_says_so_and_nothing_alarms(town):
    check = mail(town.now)

    assert check.is_ok and "未设置邮件服务器" in check.text
    assert check.facts == {"on": False, "late": 0, "failed": 0}


@pytest.mark.parametrize(
    ("answer", "minutes", "facts"),
    [
        ("550 没有这个用户", 0, {"on": True, "late": 0, "failed": 1}),
        ("452 mailbox full", 14, {"on": True, "late": 0, "failed": 0}),
        ("452 mailbox full", 16, {"on": True, "late": 1, "failed": 0}),
    ],
)
def test_given_mail_that_is_refused_or_waits_too_long_then_it_alarms_and_says_why(
    addressed, server, answer, minutes, facts
):
    server.refused["reviewer@qingyun.gov.example"] = answer
    notices.tell(
        [addressed.people["reviewer"]],
        kind="review.task",
        text="《青云江大桥恢复通车》等您初审",
        url="/",
        key="k",
        now=addressed.now,
    )
    sending.send_waiting(addressed.now)

    check = mail(addressed.now + timedelta(minutes=minutes))

    assert check.facts == facts
    assert check.is_ok == (not facts["late"] and not facts["failed"])
    if not check.is_ok:
        assert answer[:3] in check.text
    assert "大桥" not in check.text and "reviewer@" not in check.text
