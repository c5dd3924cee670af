"""An English text and its Chinese original."""

import pytest

from zhanqun.content.library import translations
from zhanqun.content.library.api import Article, save_draft
from zhanqun.content.library.models import Translation
from zhanqun.core.units.api import NotAllowed


@pytest.fixture
def pair(town):
    town.original = town.published("青云江大桥恢复通车")
    town.english = town.draft("Qingyun Bridge reopens")
    return town


def link(town, address: str, person: str = "officer") -> Translation:
    return translations.link_translation(
        uid=town.english.uid, address=address, by=town.people[person], now=town.now
    )


def test_given_the_original_is_published_anew_then_the_translation_is_outdated_until_compared(pair):
    link(pair, f"http://jtj.qingyun.localhost:8000{pair.original.address}?x=1")
    mine = Article.objects.filter(pk=pair.english.pk)
    assert not translations.articles_outdated(mine).exists()

    save_draft(
        uid=pair.original.uid,
        base_revision_id=pair.original.latest_revision_id,
        content={"body": "<p>改为6月20日通车。</p>"},
        by=pair.people["officer"],
        now=pair.later(hours=1),
    )
    assert not translations.articles_outdated(mine).exists()  # a draft is not public yet
    pair.publish(Article.objects.get(pk=pair.original.pk))
    assert translations.outdated_among([pair.english]) == {pair.english.pk}

    facts = {"uid": pair.english.uid, "by": pair.people["officer"], "now": pair.now}
    translations.confirm_translation(**facts)
    assert not translations.articles_outdated(mine).exists()


@pytest.mark.parametrize(
    "address", ["", "https://jtj.qingyun.localhost/gzdt/", "/a/202606/nothing-abcdefgh.html"]
)
def test_given_no_published_original_at_the_address_then_it_is_refused(pair, address):
    with pytest.raises(translations.SourceNotFound):
        link(pair, address)


def test_given_a_chain_or_the_text_itself_then_it_is_refused(pair):
    link(pair, pair.original.address)
    third = pair.published("第三篇")
    with pytest.raises(translations.SourceUnsuitable):  # an original that is to be a translation
        translations.link_translation(
            uid=pair.original.uid,
            address=third.address,
            by=pair.people["officer"],
            now=pair.now,
        )
    with pytest.raises(translations.SourceUnsuitable):
        translations.link_translation(
            uid=third.uid, address=third.address, by=pair.people["officer"], now=pair.now
        )


def test_given_somebody_who_may_not_edit_the_text_then_nothing_is_linked(pair):
    with pytest.raises(NotAllowed):
        link(pair, pair.original.address, person="stranger")
    assert not Translation.objects.exists()
