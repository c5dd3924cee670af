"""A document and its interpretation show each other; an end that is taken down is marked."""

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.foundation.targets import Target, render


def test_p002_given_one_end_is_withdrawn_then_the_other_marks_it_until_it_is_back(documents):
    town = documents.town
    document = documents.published()
    reading = town.publish(documents.interpretation(document))

    def page_of(article):
        target = Target(town.bureau_site.site_id, "article", str(article.uid))
        return render(target).body.decode()

    def withdraw(article, kind):
        who = {"by": town.people["signer"], "now": town.later(minutes=1)}
        review.withdraw(uid=article.uid, kind=kind, note="另行公布", **who)

    link_to_document = f'href="{document.address}">{document.title}'
    link_to_reading = f'href="{reading.address}">{reading.title}'
    assert link_to_document in page_of(reading)
    assert link_to_reading in page_of(document)

    withdraw(document, "notice")
    assert link_to_document not in page_of(reading)
    assert f"{document.title} <span" in page_of(reading)
    assert "已撤下" in page_of(reading)

    def back(article):
        column = article.placements.get().column
        who = {"by": town.people["officer"], "now": town.later(minutes=1)}
        library.place(article=article, column=column, is_home=True, **who)
        town.publish(article)

    back(document)
    assert link_to_document in page_of(reading)

    withdraw(reading, "notice")
    assert link_to_reading not in page_of(document)
    assert "已撤下" in page_of(document)

    back(reading)
    withdraw(reading, "error")
    assert reading.title not in page_of(document)
