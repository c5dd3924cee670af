"""The signed manifest: in step with what is published, and nothing else passes for it."""

import hashlib

import pytest

from zhanqun.content.review import api as review
from zhanqun.delivery.integrity import api as integrity
from zhanqun.delivery.integrity.manifest import keys
from zhanqun.delivery.integrity.manifest.lines import ManifestBroken
from zhanqun.delivery.integrity.manifest.store import HEAD, store_of
from zhanqun.delivery.integrity.manifest.writing import write_changes
from zhanqun.delivery.integrity.models import ChangedFile
from zhanqun.delivery.staticsite import api as staticsite


def listed(site_id: int) -> dict[str, str]:
    return {row.path_on_disk: row.sha256 for row in integrity.manifest_of(site_id)}


def hashes(contents: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}


def test_given_a_published_site_then_its_manifest_lists_every_file_by_its_hash(guarded):
    assert guarded.page in listed(guarded.site_id)
    assert listed(guarded.site_id) == hashes(guarded.contents())


def test_given_pages_that_change_and_go_then_the_manifest_follows_and_few_shards_are_rewritten(
    guarded,
):
    town, store = guarded.town, store_of(guarded.site_id)
    before = store.head(keys.public_key())
    signer = town.people["signer"]
    review.withdraw(uid=guarded.article.uid, kind="error", note="有误", by=signer, now=town.now)
    list(staticsite.SitePublisher(guarded.site_id).build())

    assert write_changes(guarded.site_id, town.now)

    after = store.head(keys.public_key())
    assert listed(guarded.site_id) == hashes(guarded.contents())
    assert f".gone/{guarded.page}" in listed(guarded.site_id)
    kept = set(before.shards.items()) & set(after.shards.items())
    assert after.sequence == before.sequence + 1
    assert 0 < len(after.shards) - len(kept) < len(after.shards) / 2
    assert not ChangedFile.objects.filter(site_id=guarded.site_id).exists()
    assert len(list(store.folder.iterdir())) == len(after.shards) + 2  # the head and a lock


@pytest.mark.parametrize("where", ["head", "shard", "signature"])
def test_given_a_manifest_altered_by_hand_then_it_is_refused_and_made_anew(guarded, where):
    store = store_of(guarded.site_id)
    shard = next(file for file in store.folder.iterdir() if "-" in file.name)
    place = shard if where == "shard" else store.folder / HEAD
    text = place.read_text(encoding="utf-8")
    changes = {
        "head": ("sequence ", "sequence 9"),
        "shard": ("200", "410"),
        "signature": ("signature ", ""),
    }
    place.write_text(text.replace(*changes[where]), encoding="utf-8")

    with pytest.raises(ManifestBroken):
        listed(guarded.site_id)
    ChangedFile.objects.create(site_id=guarded.site_id, path="/" + guarded.page)
    write_changes(guarded.site_id, guarded.town.now)
    if where == "shard":
        guarded.sweep()

    assert listed(guarded.site_id) == hashes(guarded.contents())


def test_given_another_key_then_the_signature_does_not_hold(guarded, settings, tmp_path):
    settings.ZHANQUN_MANIFEST_KEY = tmp_path / "another.pem"

    with pytest.raises(ManifestBroken):
        listed(guarded.site_id)
