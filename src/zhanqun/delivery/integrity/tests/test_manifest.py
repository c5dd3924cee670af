"""The signed manifest: in step with what is published, and nothing else passes for it."""

import hashlib
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from zhanqun.content.review import api as review
from zhanqun.delivery.integrity import api as integrity
from zhanqun.delivery.integrity.manifest import keys
from zhanqun.delivery.integrity.manifest.entries import entries_of
from zhanqun.delivery.integrity.manifest.lines import ManifestBroken
from zhanqun.delivery.integrity.manifest.store import HEAD, store_of
from zhanqun.delivery.integrity.manifest.writing import write_changes
from zhanqun.delivery.integrity.models import ChangedFile
from zhanqun.delivery.staticsite import api as staticsite


def listed(site_id: int) -> dict[str, str]:
    lines = store_of(site_id).lines(keys.public_key())
    return {row.path_on_disk: row.sha256 for line in lines for row in entries_of(line)}


def hashes(contents: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}


def test_given_pages_that_come_and_go_then_the_manifest_follows_and_few_shards_are_rewritten(
    guarded,
):
    town, store = guarded.town, store_of(guarded.site_id)
    assert guarded.page in listed(guarded.site_id)
    assert listed(guarded.site_id) == hashes(guarded.contents())
    article = town.published("发错的稿件")
    guarded.refresh(article)
    write_changes(guarded.site_id, town.now)
    before = store.head(keys.public_key())
    signer = town.people["signer"]
    review.withdraw(uid=article.uid, kind="error", note="有误", by=signer, now=town.now)
    guarded.refresh(article)

    assert write_changes(guarded.site_id, town.now)

    after = store.head(keys.public_key())
    assert listed(guarded.site_id) == hashes(guarded.contents())
    assert f".gone{article.address}" in listed(guarded.site_id)
    assert after.sequence == before.sequence + 1
    assert len(set(after.shards.items()) - set(before.shards.items())) == 1
    assert not ChangedFile.objects.filter(site_id=guarded.site_id).exists()
    assert len(list(store.folder.iterdir())) == len(after.shards) + 2  # the head and a lock
    list(staticsite.SitePublisher(guarded.site_id).build())


@pytest.mark.parametrize("where", ["head", "shard", "signature"])
def test_given_a_manifest_altered_by_hand_then_it_is_refused_and_made_anew(guarded, where):
    store = store_of(guarded.site_id)
    shard = next(file for file in store.folder.iterdir() if "-" in file.name)
    place = shard if where == "shard" else store.folder / HEAD
    text = place.read_text(encoding="utf-8")
    altered = {
        "head": text.replace("sequence ", "sequence 9"),
        "shard": f"1{text}",
        "signature": text.replace("signature ", ""),
    }
    place.write_text(altered[where], encoding="utf-8")

    with pytest.raises(ManifestBroken):
        listed(guarded.site_id)
    assert guarded.sweep() == [("manifest", "head")]

    assert listed(guarded.site_id) == hashes(guarded.contents())


def test_given_a_mirror_then_the_command_compares_it_by_the_public_key_alone(
    guarded, public_root, settings, tmp_path
):
    mirror, key, said = tmp_path / "mirror", tmp_path / "public.pem", StringIO()
    shutil.copytree(public_root, mirror)
    key.write_bytes(integrity.public_pem())
    asked = {"verify": True, "root": mirror, "key": key, "stdout": said}
    call_command("manifest", **asked)
    (mirror / guarded.root.name / guarded.page).write_bytes(b"x")
    (mirror / guarded.root.name / "shell.php").write_bytes(b"x")

    with pytest.raises(CommandError, match="共2处不同"):
        call_command("manifest", **asked)

    for words in ("全部一致，签名有效", f"内容不同：{guarded.page}", "多出：shell.php"):
        assert words in said.getvalue()
    settings.ZHANQUN_MANIFEST_KEY = tmp_path / "another.pem"
    with pytest.raises(CommandError, match="签名不符"):
        call_command("manifest", verify=True, root=mirror)
