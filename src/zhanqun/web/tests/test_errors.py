"""A refusal never costs anybody their work: the text comes back on the page."""

from django.test import Client

TEXT = "<p>写了一上午的正文。</p>"


def sent(client: Client, article, **extra):
    content = {"title": "标题", "body": TEXT, "base_revision": article.latest_revision_id}
    return client.post(f"/desk/articles/{article.uid}/", content | extra)


def test_given_a_login_that_ended_when_a_draft_is_sent_then_its_text_is_on_the_page(town):
    article = town.draft()

    response = sent(Client(), article)

    assert response.status_code == 403
    page = response.content.decode()
    assert "写了一上午的正文" in page and "您填写的内容没有丢失" in page
    assert "<form" not in page


def test_given_a_form_of_an_older_login_when_it_is_sent_then_its_text_is_shown_and_not_sent(town):
    article = town.draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.people["officer"])

    response = sent(client, article)

    assert response.status_code == 403
    page = response.content.decode()
    assert "写了一上午的正文" in page and "登录已经变过" in page
    assert "<form" not in page


def test_given_a_record_of_others_when_a_change_is_sent_then_it_is_refused_with_the_text(town):
    article = town.draft()
    client = Client()
    client.force_login(town.people["stranger"])

    response = sent(client, article, password="not shown again")

    assert response.status_code == 403
    page = response.content.decode()
    assert "写了一上午的正文" in page and "重新提交" in page
    assert "not shown again" not in page
