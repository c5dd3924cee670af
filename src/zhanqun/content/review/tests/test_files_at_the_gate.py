"""No file goes live before the scanner has passed it."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import tasks
from zhanqun.core.attachments.tests.clamd import EICAR, running_clamd


@pytest.fixture
def kept(town, settings, tmp_path):
    """Files of the bureau, stored while the scanner is away."""
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    settings.ZHANQUN_CLAMD = str(tmp_path / "nobody.ctl")

    def keep(name, content=b"x"):
        return attachments.store_attachment(
            name=name,
            content=content,
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )

    return keep


def publish(town, article):
    return review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


@pytest.mark.clamd
def test_given_a_file_in_quarantine_then_the_gate_names_it_until_it_is_scanned(
    town, kept, settings, tmp_path
):
    file = kept("名单.txt")
    article = town.draft(files=[file.uid])
    town.approve(article)
    with pytest.raises(review.NotReady, match="附件“名单.txt”在隔离区（待查毒）"):
        publish(town, article)

    tasks.examine(attachment_id=file.pk)
    with pytest.raises(review.NotReady, match="附件“名单.txt”在隔离区（查毒失败，将重试）"):
        publish(town, article)
    assert not attachments.public_attachments().exists()

    with running_clamd(tmp_path / "clamd") as clamd:
        settings.ZHANQUN_CLAMD = clamd.address
        tasks.examine(attachment_id=file.pk)
    publish(town, article)

    assert list(attachments.public_attachments()) == [file]


@pytest.mark.clamd
def test_given_a_virus_in_the_text_or_as_cover_then_it_never_goes_live(
    town, kept, settings, tmp_path
):
    file = kept("坏.txt", EICAR)
    with running_clamd(tmp_path / "clamd") as clamd:
        settings.ZHANQUN_CLAMD = clamd.address
        tasks.examine(attachment_id=file.pk)
    body = f'<p>见<a href="/f/{file.key}/a.txt">附件</a></p>'
    for article in (
        town.draft(files=[file.uid]),
        town.draft(body=body),
        town.draft(cover=file.uid),
    ):
        town.approve(article)
        with pytest.raises(review.NotReady, match="附件“坏.txt”查出病毒（Zhanqun.Test.EICAR"):
            publish(town, article)

    article = town.draft(files=[file.uid])
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"files": []},
        by=town.people["officer"],
        now=town.now,
    )
    town.publish(library.Article.objects.get(pk=article.pk))
