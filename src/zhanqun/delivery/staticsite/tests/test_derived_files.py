"""Smaller pictures go public with their original, and go when it goes."""

from PIL import Image

from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import derivatives
from zhanqun.core.attachments.tests.test_derivatives import noise
from zhanqun.delivery.staticsite.models import PendingChange


def test_given_a_picture_then_the_page_stands_at_once_and_gains_its_smaller_ones(
    town, public_root, run_jobs
):
    """Publishing waits for nothing: the original shows until the job has made the others."""
    kept = attachments.store_attachment(
        name="大桥 夜景.jpg",
        content=noise(size=(1200, 600), quality=90),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    body = f'<p>大桥恢复通车。</p><p><img src="/f/{kept.key}/a.jpg" alt="大桥夜景"></p>'
    article = town.published("大桥夜景", body=body)
    run_jobs()
    folder = public_root / "jtj.qingyun.localhost"
    page, files = folder / article.address.lstrip("/"), folder / "f" / kept.key
    assert "<picture>" not in page.read_text() and len(list(files.rglob("*"))) == 1
    assert 'width="1200" height="600"' in page.read_text()

    derivatives.derive(attachment_id=kept.pk, now=town.later(minutes=1))
    noted = PendingChange.objects.latest("pk")
    assert noted.site_ids == [town.bureau_site.site_id]
    assert noted.keys == [attachments.file_key(kept.key)]
    run_jobs()
    text = page.read_text()
    for width in (480, 960, 1200):
        assert f"/f/{kept.key}/r/{width}.avif {width}w" in text
        assert Image.open(files / f"r/{width}.webp").width == width
    assert text.index("image/avif") < text.index("image/webp") < text.index("<img ")

    review.withdraw(
        uid=article.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )
    run_jobs()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_given_a_home_that_shows_a_picture_then_it_gains_the_smaller_ones_too(
    town, public_root, run_jobs
):
    """It belongs to the page of one site, not to a text; a phone fetches no original."""
    officer = town.people["bureau_manager"]
    kept = attachments.store_attachment(
        name="题图.jpg",
        content=noise(size=(1200, 600), quality=90),
        unit=town.bureau,
        by=officer,
        now=town.now,
    )
    home = pages.home_arrangement(town.bureau_site)
    banner = {"title": "大桥通车", "picture": str(kept.uid), "alt": "大桥夜景"}
    blocks = [{"type": "banner", "value": banner}, {"type": "about", "value": {}}]
    draft = pages.save_draft(
        uid=home.uid, blocks=blocks, seen=home.latest.number, by=officer, now=town.now
    )
    pages.release(uid=home.uid, digest=draft.digest, by=town.people["signer"], now=town.now)
    run_jobs()
    page = public_root / "jtj.qingyun.localhost" / "index.html"
    assert f"/f/{kept.key}/" in page.read_text() and "<picture>" not in page.read_text()

    derivatives.derive(attachment_id=kept.pk, now=town.later(minutes=1))
    run_jobs()

    assert f"/f/{kept.key}/r/480.avif 480w" in page.read_text()
    assert 'class="p-banner__img"' in page.read_text()
    assert (page.parent / "f" / kept.key / "r/480.avif").is_file()
