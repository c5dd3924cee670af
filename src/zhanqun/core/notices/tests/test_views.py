"""The inbox at the desk, and a person's own settings."""

import pytest
from django.test import Client

from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.models import Mail, Notice


def tell(town, name="reviewer", count=1, start=0):
    for number in range(start, start + count):
        notices.tell(
            [town.people[name]],
            kind="review.published",
            text=f"《第{number}篇》已发布",
            url="/desk/articles/",
            key=str(number),
            now=town.now,
        )


@pytest.fixture
def client_of(town):
    def client_of(name):
        client = Client()
        client.force_login(town.people[name])
        return client

    return client_of


def test_given_unread_notices_then_the_menu_says_how_many_on_every_page(town, client_of):
    tell(town, count=3)

    page = client_of("reviewer").get("/desk/review/tasks/").content.decode()

    assert page.count("提醒（3）") == 1  # the menu for those without scripts
    assert page.count("\\u63d0\\u9192\\uff083\\uff09") == 1  # the shell's own, as JSON


def test_given_a_notice_that_is_opened_then_it_is_read_and_leads_on(town, client_of):
    tell(town)
    row = Notice.objects.get()

    answer = client_of("reviewer").get(f"/desk/notices/{row.uid}/")

    row.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/desk/articles/")
    assert row.read_at is not None


def test_given_anothers_notice_then_it_does_not_exist_and_stays_unread(town, client_of):
    tell(town)
    row = Notice.objects.get()

    answer = client_of("liaison").get(f"/desk/notices/{row.uid}/")
    client_of("liaison").post("/desk/notices/", {"uid": str(row.uid)})
    client_of("liaison").post("/desk/notices/", {"all": "1"})

    row.refresh_from_db()
    assert (answer.status_code, row.read_at) == (404, None)


def test_given_one_or_all_marked_then_they_leave_the_unread_and_stay_among_all(town, client_of):
    tell(town, count=3)
    client, uid = client_of("reviewer"), Notice.objects.first().uid

    client.post("/desk/notices/", {"uid": [str(uid), "nonsense"]})
    assert client.get("/desk/notices/").content.decode().count("n-item__text") == 2
    client.post("/desk/notices/", {"all": "1"})

    assert "没有未读提醒" in client.get("/desk/notices/").content.decode()
    assert client.get("/desk/notices/?show=all").content.decode().count("n-item__text") == 3


def test_given_many_notices_then_pages_follow_by_key_with_few_queries(
    town, client_of, django_assert_max_num_queries
):
    tell(town, count=120)
    client = client_of("reviewer")

    with django_assert_max_num_queries(12):
        first = client.get("/desk/notices/?show=all").content.decode()

    assert first.count("n-item__text") == 50
    assert "《第119篇》" in first and "下一页" in first


def test_given_mail_that_did_not_arrive_then_the_notice_says_so(town, client_of):
    tell(town)
    mail = Mail.objects.create(
        person=town.people["reviewer"],
        key="0",
        subject="x",
        text="x",
        html="x",
        state="failed",
        last_error="收件地址被拒收：550 x",
        next_try_at=town.now,
        made_at=town.now,
    )
    Notice.objects.update(mail=mail)

    assert "邮件未送达" in client_of("reviewer").get("/desk/notices/").content.decode()
    log = client_of("system").get("/desk/notices/mail/").content.decode()
    assert "收件地址被拒收" in log and "第0篇" not in log
    assert client_of("reviewer").get("/desk/notices/mail/").status_code == 403


# --- Settings ------------------------------------------------------------------------------


def test_given_a_persons_settings_then_address_and_wishes_are_kept_and_the_trail_knows(
    town, client_of
):
    client = client_of("reviewer")

    client.post("/desk/notices/settings/", {"email": "r@jtj.example", "digest": "on"})

    person = town.people["reviewer"]
    person.refresh_from_db()
    page = client.get("/desk/notices/settings/").content.decode()
    assert person.email == "r@jtj.example" and "r@jtj.example" in page
    assert 'name="digest" id="id_digest" checked' in page.replace(' aria-describedby=""', "")
    assert 'name="urgent_mail" id="id_urgent_mail">' in page
    entry = audit.Entry.objects.get(action="units.email_set")
    assert (entry.actor, entry.after) == (person, {"email": "r@jtj.example"})


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("不是邮箱", "不是邮箱地址"),
        ("a@b.example\nBcc: x@y.example", "不是邮箱地址"),
        ("a@qq.com", "应使用单位邮箱（gov.example）"),
    ],
)
def test_given_a_wrong_address_then_it_is_refused_in_words_and_kept_on_the_page(
    town, client_of, settings, email, words
):
    settings.ZHANQUN_MAIL_DOMAINS = ["gov.example"]

    answer = client_of("reviewer").post("/desk/notices/settings/", {"email": email})

    page = answer.content.decode()
    assert answer.status_code == 400 and words in page
    assert email.split("\n")[0] in page
    town.people["reviewer"].refresh_from_db()
    assert town.people["reviewer"].email == ""


def test_given_another_person_then_only_the_system_administrator_sets_their_address(
    town, client_of
):
    address = f"/desk/units/people/{town.people['reviewer'].uid}/email/"

    refused = {
        name: client_of(name).post(address, {"email": "x@jtj.example"}).status_code
        for name in set(town.people) - {"system"}
    }
    client_of("system").post(address, {"email": "r@jtj.example"})

    town.people["reviewer"].refresh_from_db()
    assert set(refused.values()) <= {403, 404}
    assert town.people["reviewer"].email == "r@jtj.example"
