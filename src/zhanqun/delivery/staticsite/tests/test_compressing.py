"""Better twins in the background: the page stays, and what changed meanwhile is left alone."""

import gzip

import brotli
import pytest

from zhanqun.delivery.staticsite.compressing import compress_better
from zhanqun.delivery.staticsite.models import PendingChange, PublishedFile, StaleTarget
from zhanqun.delivery.staticsite.publisher import SitePublisher
from zhanqun.delivery.staticsite.tree import digest

pytestmark = pytest.mark.django_db


def test_given_pages_at_the_fast_level_then_they_get_best_twins_while_nothing_waits(town, run_jobs):
    site_id = town.bureau_site.site_id
    article = town.published(body="<p>" + "大桥将于6月18日零时恢复通车。" * 60 + "</p>")
    assert compress_better(5) == 0  # the publication waits
    run_jobs()
    PendingChange.objects.all().delete()
    StaleTarget.objects.all().delete()
    tree = SitePublisher(site_id).tree
    page = tree.file(article.address)
    fast, body, inode = page.with_name(page.name + ".br").stat(), page.read_bytes(), page.stat()
    home = tree.file("/index.html")
    home.write_bytes(b"altered by somebody")

    assert compress_better(20) > 3

    twin = page.with_name(page.name + ".br")
    row = PublishedFile.objects.get(site_id=site_id, path=article.address)
    assert (page.stat().st_ino, page.read_bytes()) == (inode.st_ino, body)
    assert twin.stat().st_size < fast.st_size
    assert brotli.decompress(twin.read_bytes()) == body
    assert gzip.decompress(page.with_name(page.name + ".gz").read_bytes()) == body
    assert (row.has_best_twins, row.br_sha256) == (True, digest(twin.read_bytes()))
    assert not PublishedFile.objects.get(site_id=site_id, path="/index.html").has_best_twins
    assert compress_better(5) == 0
