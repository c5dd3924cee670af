"""Bad input at the desk: a clear Chinese message, and what was typed is still on the page."""

from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zhanqun.content.library.api import Article
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import pdf

TEXT = "<p>写了一上午的正文。</p>"


def at_the_desk(town, username="officer"):
    client = Client()
    client.force_login(town.people[username])
    return client


def upload(town, name, content):
    file = SimpleUploadedFile(name, content)
    content = {"files": [file], "unit": town.bureau.pk}
    return at_the_desk(town).post("/desk/articles/import/", content, follow=True)


def test_given_a_title_of_3000_characters_then_the_page_says_so_and_keeps_the_text(town):
    article = town.draft()
    content = {
        "title": "长" * 3000,
        "body": TEXT,
        "base_revision": article.latest_revision_id,
        "act": "save",
    }

    response = at_the_desk(town).post(f"/desk/articles/{article.uid}/", content)

    page = response.content.decode()
    assert response.status_code == 400
    assert "标题有3000个字，最多200个字" in page
    assert "长" * 3000 in page and "写了一上午的正文" in page
    assert Article.objects.get(pk=article.pk).revisions.count() == 1


def test_given_a_broken_word_file_then_the_plan_says_so_and_nothing_is_made(town):
    response = upload(town, "坏的.docx", b"PK\x03\x04 not a document")

    page = response.content.decode()
    assert "坏的.docx" in page and "不能导入" in page
    assert not Article.objects.exists()


def test_given_a_sheet_in_gb18030_with_a_wrong_header_then_the_columns_are_named(town):
    sheet = "文件,文号,日期\n甲,乙,丙\n".encode("gb18030")

    page = upload(town, "目录.csv", sheet).content.decode()

    assert "标题" in page and "文件、文号、日期" in page
    assert not Article.objects.exists()


def test_given_the_new_form_sent_twice_then_one_article_is_made(town):
    client = at_the_desk(town)
    form = client.get("/desk/articles/new/").context["form"]
    content = {
        "kind": "news",
        "unit": town.bureau.pk,
        "title": "青云江大桥恢复通车",
        "home": town.column("gzdt").pk,
        "token": form["token"].value(),
    }

    first, second = (client.post("/desk/articles/new/", content) for _press in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Article.objects.count() == 1


def test_given_an_editor_of_the_portal_then_the_panel_of_review_tells_where_it_stands(town):
    article = town.draft()
    town.submit(article)

    page = at_the_desk(town).get(f"/desk/articles/{article.uid}/").content.decode()

    assert "信息员甲于2026-06-16 17:20送审" in page
    assert "这一版本还没有通过全部审核环节" in page
    assert "还没有送审过" not in page


def test_p035_given_a_name_with_chinese_quotes_and_marks_then_it_arrives_whole(town):
    name = "示政发〔2021〕3号 附件“一”，甲;乙,丙.pdf"
    kept = attachments.store_attachment(
        name=name,
        content=pdf(),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )

    response = at_the_desk(town).get(f"/f/{kept.key}/{quote(name)}")

    assert response.status_code == 200
    disposition = response.headers["Content-Disposition"]
    assert disposition == f"inline; filename*=utf-8''{quote(name)}"
    assert disposition.isascii()
