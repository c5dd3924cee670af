"""What the queue does by itself."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.core.notices import api as notices
from zhanqun.core.notices import tasks
from zhanqun.core.notices.models import Mail, Notice
from zhanqun.foundation import clock


def tell(town, key="k"):
    notices.tell(
        [town.people["reviewer"]],
        kind="review.task",
        text="《青云江大桥恢复通车》等您初审",
        url="/desk/review/tasks/",
        key=key,
        now=town.now,
    )


def senders() -> int:
    return ProcrastinateJob.objects.filter(task_name="notices.send", status="todo").count()


def test_given_an_urgent_notice_then_its_job_stands_in_the_queue_with_one_lock(addressed, server):
    tell(addressed)

    job = ProcrastinateJob.objects.get(task_name="notices.send")
    assert (job.queue_name, job.lock) == ("mail", "notices.send")
    with clock.fixed(addressed.now):
        tasks.send()
    assert len(server.letters) == 1


@pytest.mark.parametrize(("minutes", "woken"), [(0, False), (1, True)])
def test_given_mail_that_waits_for_another_try_then_a_sender_is_woken_when_it_is_due(
    addressed, mail_to, minutes, woken
):
    mail_to(1)
    tell(addressed)
    with clock.fixed(addressed.now):
        tasks.send()
    assert Mail.objects.get().attempts == 1
    before = senders()

    with clock.fixed(addressed.now + timedelta(minutes=minutes)):
        tasks.look_again(0)

    assert senders() - before == int(woken)


def test_given_old_notices_and_mail_then_the_night_clears_what_nobody_needs(addressed, mail_to):
    mail_to(1)
    for key in ("read long ago", "read lately", "never read"):
        tell(addressed, key)
    now = addressed.now + timedelta(days=200)
    Notice.objects.filter(key="read long ago").update(read_at=now - timedelta(days=181))
    Notice.objects.filter(key="read lately").update(read_at=now - timedelta(days=1))

    with clock.fixed(now):
        tasks.tidy(0)

    kept = set(Notice.objects.values_list("key", flat=True))
    assert kept == {"read lately", "never read"}
    assert not Mail.objects.exists()
