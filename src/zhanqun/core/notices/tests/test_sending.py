"""Mail handed to a real server: what arrives, and what happens when it does not."""

from datetime import timedelta

import pytest

from mail_server import PASSWORD, USER, free_port, running_mail_server, with_tls_and_login
from zhanqun.core.notices import api as notices
from zhanqun.core.notices import sending
from zhanqun.core.notices.models import Mail, MailState, Notice
from zhanqun.core.units import api as units

TEXT = "《青云江大桥恢复通车》等您初审"


def tell(town, *people, text=TEXT, key="k", detail="市交通运输局，时限06-17 17:20"):
    notices.tell(
        [town.people[name] for name in people],
        kind="review.task",
        text=text,
        detail=detail,
        url="/desk/review/tasks/",
        key=key,
        now=town.now,
    )


def address(name):
    return f"{name}@qingyun.gov.example"


# --- What arrives --------------------------------------------------------------------------


def test_given_two_people_then_each_gets_a_mail_of_their_own(addressed, server):
    tell(addressed, "reviewer", "liaison")

    assert sending.send_waiting(addressed.now) == 2
    assert sorted(letter.recipients for letter in server.letters) == [
        [address("liaison")],
        [address("reviewer")],
    ]
    for letter in server.letters:
        assert letter.message["To"].addresses[0].addr_spec == letter.recipients[0]
        assert letter.message["Cc"] is letter.message["Bcc"] is None


def test_given_a_mail_then_it_is_chinese_links_to_the_desk_and_says_a_machine_wrote_it(
    addressed, server
):
    tell(addressed, "reviewer")
    sending.send_waiting(addressed.now)

    letter = server.letters[0]
    link = f"http://testserver/desk/notices/{Notice.objects.get().uid}/"
    assert letter.sender == "zhanqun@qingyun.gov.example"
    assert letter.subject == f"【待审核】{TEXT}"
    assert letter.message["To"].addresses[0].display_name == "审核人甲"
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert str(Mail.objects.get().uid) in letter.message["Message-ID"]
    for words in (TEXT, "市交通运输局，时限06-17 17:20", link):
        assert words in letter.text
        assert words in letter.html


def test_given_mail_without_titles_then_it_only_leads_to_the_desk(addressed, server, settings):
    settings.ZHANQUN_MAIL_TITLES = False

    tell(addressed, "reviewer")
    sending.send_waiting(addressed.now)

    letter = server.letters[0]
    whole = letter.subject + letter.text + letter.html
    assert "大桥" not in whole and "/desk/notices/" in whole and "待审核" in whole


@pytest.mark.parametrize("ending", ["\nBcc: spy@evil.example", "\r\nBcc: a@evil.example\r\n\r\nx"])
def test_given_line_breaks_in_name_and_title_then_no_header_is_smuggled_in(
    addressed, server, ending
):
    person = addressed.people["reviewer"]
    person.name = "审核人甲" + ending
    person.save()

    tell(addressed, "reviewer", text=TEXT + ending)
    sending.send_waiting(addressed.now)

    letter = server.letters[0]
    assert letter.recipients == [address("reviewer")]
    assert letter.message["Bcc"] is None
    assert len(letter.message["To"].addresses) == 1


def test_given_names_outside_the_basic_plane_then_they_arrive_whole(addressed, server):
    person = addressed.people["reviewer"]
    person.name = "𠮷野㛃，“主编”<a@b>"
    person.save()

    tell(addressed, "reviewer", text="《𠮷野家》等您初审")
    sending.send_waiting(addressed.now)

    message = server.letters[0].message
    assert message["To"].addresses[0].display_name == person.name
    assert message["To"].addresses[0].addr_spec == address("reviewer")
    assert "𠮷野家" in server.letters[0].subject


# --- Who gets none -------------------------------------------------------------------------


def test_given_roles_that_ended_before_it_left_then_the_mail_is_dropped(addressed, server):
    tell(addressed, "reviewer", "liaison")
    units.end_appointment(
        appointment=addressed.people["reviewer"].appointments.get(),
        last_day=addressed.now.date() - timedelta(days=1),
        by=addressed.people["security"],
        now=addressed.now,
    )

    sending.send_waiting(addressed.now)

    assert [letter.recipients for letter in server.letters] == [[address("liaison")]]
    assert Mail.objects.get(person=addressed.people["reviewer"]).state == MailState.DROPPED


def test_given_an_account_closed_before_it_left_then_the_mail_is_dropped(addressed, server):
    tell(addressed, "reviewer")
    addressed.people["reviewer"].is_active = False
    addressed.people["reviewer"].save()

    assert (sending.send_waiting(addressed.now), server.letters) == (0, [])


def test_given_it_was_read_or_done_before_it_left_then_no_mail_follows(addressed, server):
    tell(addressed, "reviewer", "liaison")
    notices.mark_read(person=addressed.people["reviewer"], uids=None, now=addressed.now)

    sending.send_waiting(addressed.now)

    assert [letter.recipients for letter in server.letters] == [[address("liaison")]]


# --- When the server does not take it ------------------------------------------------------


def test_given_a_server_that_is_down_then_mail_waits_and_goes_when_it_is_back(addressed, mail_to):
    port = free_port()
    mail_to(port)
    tell(addressed, "reviewer", "liaison")

    assert sending.send_waiting(addressed.now) == 0
    assert list(Mail.objects.values_list("state", "attempts")) == [("waiting", 1)] * 2
    assert "连接不上邮件服务器127.0.0.1" in Mail.objects.first().last_error
    assert sending.send_waiting(addressed.now) == 0  # not yet due again

    with running_mail_server(port=port) as server:
        assert sending.send_waiting(addressed.later(minutes=1)) == 2

    assert len(server.letters) == 2
    assert set(Mail.objects.values_list("state", "last_error")) == {("sent", "")}


def test_given_a_server_that_stays_down_then_mail_is_given_up_and_says_so(addressed, mail_to):
    mail_to(free_port())
    tell(addressed, "reviewer")

    for wait in (*sending.WAITS, timedelta()):
        sending.send_waiting(addressed.now)
        addressed.now += wait

    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("failed", 7)
    assert Notice.objects.get().is_undelivered
    figures = notices.mail_figures(addressed.now)
    assert (figures.failed, figures.is_on) == (1, True)
    assert "连接不上" in figures.last_error


def test_given_the_server_is_taken_out_of_the_settings_then_mail_waits_and_nothing_alarms(
    addressed, server, settings
):
    tell(addressed, "reviewer")
    settings.EMAIL_HOST = ""

    assert sending.send_waiting(addressed.now) == 0
    assert Mail.objects.get().attempts == 0
    assert not notices.mail_figures(addressed.now).is_on


def test_given_one_refused_address_then_the_others_get_theirs_and_it_is_given_up(addressed, server):
    server.refused[address("liaison")] = "550 没有这个用户"

    tell(addressed, "reviewer", "liaison", "signer")

    assert sending.send_waiting(addressed.now) == 2
    mail = Mail.objects.get(person=addressed.people["liaison"])
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert "收件地址被拒收：550" in mail.last_error


def test_given_an_address_that_is_none_then_the_others_get_theirs(addressed, server):
    addressed.people["liaison"].email = "a@b.example\nBcc: spy@evil.example"
    addressed.people["liaison"].save()

    tell(addressed, "liaison", "reviewer")

    assert sending.send_waiting(addressed.now) == 1
    assert [letter.recipients for letter in server.letters] == [[address("reviewer")]]
    assert Mail.objects.get(person=addressed.people["liaison"]).state == "failed"


def test_given_a_full_mailbox_then_that_one_is_tried_again(addressed, server):
    server.refused[address("liaison")] = "452 mailbox full"
    tell(addressed, "liaison")
    sending.send_waiting(addressed.now)
    server.refused.clear()

    assert Mail.objects.get().state == "waiting"
    assert sending.send_waiting(addressed.later(minutes=1)) == 1


def test_given_a_server_that_does_not_answer_then_one_round_ends_after_one_timeout(
    addressed, server, settings
):
    settings.EMAIL_TIMEOUT = 0.3
    server.delay_seconds = 1
    tell(addressed, "reviewer", "liaison", "signer")

    assert sending.send_waiting(addressed.now) == 0
    assert set(Mail.objects.values_list("state", "attempts")) == {("waiting", 1)}
    assert "没有应答" in Mail.objects.first().last_error


# --- TLS and login -------------------------------------------------------------------------


def test_given_starttls_login_and_a_trusted_certificate_then_mail_goes(
    addressed, mail_to, tmp_path, monkeypatch
):
    how, certificate = with_tls_and_login(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running_mail_server(**how) as server:
        mail_to(
            server.port,
            EMAIL_USE_TLS=True,
            EMAIL_HOST_USER=USER.decode(),
            EMAIL_HOST_PASSWORD=PASSWORD.decode(),
        )
        tell(addressed, "reviewer")

        assert sending.send_waiting(addressed.now) == 1

    assert server.letters[0].recipients == [address("reviewer")]


@pytest.mark.parametrize(
    ("trusted", "password", "words"),
    [(False, PASSWORD.decode(), "证书不可信"), (True, "wrong", "拒绝登录")],
)
def test_given_a_strange_certificate_or_a_wrong_password_then_nothing_leaves_and_it_says_why(
    addressed, mail_to, tmp_path, monkeypatch, trusted, password, words
):
    how, certificate = with_tls_and_login(tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running_mail_server(**how) as server:
        mail_to(
            server.port,
            EMAIL_USE_TLS=True,
            EMAIL_HOST_USER=USER.decode(),
            EMAIL_HOST_PASSWORD=password,
        )
        tell(addressed, "reviewer")

        assert sending.send_waiting(addressed.now) == 0

    assert server.letters == []
    assert Mail.objects.get().state == "waiting"
    assert words in Mail.objects.get().last_error
