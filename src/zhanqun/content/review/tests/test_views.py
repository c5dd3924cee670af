"""The reviewer's tray: many steps at once, secrecy one by one."""

from django.test import Client


def post(town, username, *tasks):
    client = Client()
    client.force_login(town.people[username])
    ticked = [f"{task.uid}~{task.submission.digest}" for task in tasks]
    return client.post("/desk/review/tasks/", {"task": ticked}, follow=True)


def test_given_two_ticked_steps_then_both_are_passed(town):
    tasks = [
        town.submit(town.draft(f"青云江大桥通告{number}")).tasks.get(name="初审")
        for number in "一二"
    ]

    post(town, "reviewer", *tasks)

    for task in tasks:
        task.refresh_from_db()
        assert (task.state, task.decided_by) == ("passed", town.people["reviewer"])


def test_given_a_ticked_secrecy_review_then_it_stays_open(town):
    task = town.submit(town.draft()).tasks.get(is_secrecy=True)

    post(town, "secrecy", task)

    task.refresh_from_db()
    assert (task.state, task.decided_by) == ("open", None)


def test_given_a_text_that_changed_since_the_tray_was_read_then_its_step_is_not_passed(town):
    task = town.submit(town.draft()).tasks.get(name="初审")
    task.submission.digest = "0" * 64

    post(town, "reviewer", task)

    task.refresh_from_db()
    assert task.state == "open"
