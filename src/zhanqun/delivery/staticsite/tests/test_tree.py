"""Files on disk: swapped whole, twins right, nothing outside the site's folder."""

import errno
import gzip
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from zhanqun.delivery.staticsite.tree import PathRefused, SiteTree, best_twins, digest, folder_of

HTML = "text/html; charset=utf-8"


@pytest.fixture
def tree(tmp_path) -> SiteTree:
    return SiteTree(tmp_path / "site")


def names(tree: SiteTree) -> set[str]:
    return {str(path.relative_to(tree.root)) for path in tree.root.rglob("*") if not path.is_dir()}


def page(letter: str, bytes_: int = 20_000) -> bytes:
    return letter.encode() * bytes_


def test_given_a_page_then_its_twins_hold_the_same(tree):
    body = "青云江大桥恢复通车。".encode() * 40

    tree.write("/a/1.html", body, content_type=HTML)

    assert names(tree) == {"a/1.html", "a/1.html.gz", "a/1.html.br"}
    assert gzip.decompress((tree.root / "a/1.html.gz").read_bytes()) == body
    assert brotli.decompress((tree.root / "a/1.html.br").read_bytes()) == body
    assert (tree.root / "a/1.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("size_bytes", "content_type"), [(511, HTML), (5000, "image/png"), (5000, "application/pdf")]
)
def test_given_a_short_page_or_a_picture_then_it_has_no_twin_and_loses_those_it_had(
    tree, size_bytes, content_type
):
    tree.write("/x", page("a"), content_type=HTML)

    tree.write("/x", page("b", size_bytes), content_type=content_type)

    assert names(tree) == {"x"}


def test_given_a_page_being_replaced_then_a_reader_sees_one_or_the_other_and_never_an_old_twin(
    tree,
):
    """A twin may be ahead of its page, never behind it: it is looked at after the page."""
    versions = [page(letter) for letter in "abcdefghij"]
    tree.write("/p.html", versions[0], content_type=HTML)
    stop, faults = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            plain = (tree.root / "p.html").read_bytes()
            packed = gzip.decompress((tree.root / "p.html.gz").read_bytes())
            if plain not in versions or packed not in versions or packed < plain:
                faults.append((plain[:1], packed[:1]))

    reader = threading.Thread(target=read)
    reader.start()
    for version in versions:
        for _again in range(20):
            tree.write("/p.html", version, content_type=HTML)
    stop.set()
    reader.join()

    assert faults == []


def test_given_a_write_that_fails_then_the_old_page_stands_and_nothing_is_left_over(tree):
    tree.write("/p.html", b"old", content_type=HTML)

    with pytest.raises(TypeError):
        tree.write("/p.html", "no bytes", content_type=HTML)

    assert (names(tree), (tree.root / "p.html").read_bytes()) == ({"p.html"}, b"old")


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A real file system of 256 KB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_given_a_full_disk_then_the_old_page_and_its_twins_stand_and_it_goes_on_when_there_is_room(
    small_disk,
):
    tree = SiteTree(small_disk / "site")
    tree.write("/p.html", page("a"), content_type=HTML)
    before = {name: (tree.root / name).read_bytes() for name in names(tree)}
    (small_disk / "filler").write_bytes(b"x" * 150_000)

    with pytest.raises(OSError, match="No space left") as failure:
        tree.write("/p.html", os.urandom(100_000), content_type="image/png")
    with pytest.raises(OSError, match="No space left"):
        tree.write("/new/q.html", os.urandom(100_000), content_type=HTML)

    assert failure.value.errno == errno.ENOSPC
    twins_may_go_first = {"p.html"}
    assert twins_may_go_first <= names(tree) <= set(before)
    assert all((tree.root / name).read_bytes() == before[name] for name in names(tree))

    (small_disk / "filler").unlink()
    tree.write("/p.html", page("b"), content_type=HTML)
    assert (tree.root / "p.html").read_bytes() == page("b")


def test_given_a_mask_that_forbids_then_the_web_server_can_read_all_the_same(tree):
    before = os.umask(0o077)
    try:
        tree.root.mkdir(mode=0o755)
        tree.write("/p.html", page("a"), content_type=HTML)
    finally:
        os.umask(before)

    assert {(tree.root / name).stat().st_mode & 0o777 for name in names(tree)} == {0o644}


def test_given_better_twins_then_the_page_is_not_touched_and_they_hold_the_same(tree):
    tree.write("/p.html", page("a"), content_type=HTML)
    written = (tree.root / "p.html").stat()

    best = tree.write_twins("/p.html", best_twins(page("a")))
    tree.sync()

    assert (tree.root / "p.html").stat().st_ino == written.st_ino
    assert brotli.decompress((tree.root / "p.html.br").read_bytes()) == page("a")
    assert best.br == digest((tree.root / "p.html.br").read_bytes())


def test_given_a_tree_without_twins_then_pages_stand_alone_and_are_held(tmp_path):
    tree = SiteTree(tmp_path / "bare", twins=False)

    tree.write("/p.html", page("a"), content_type=HTML)

    assert names(tree) == {"p.html"}
    assert tree.holds("/p.html", page("a"), 200, content_type=HTML)


def test_given_a_page_that_goes_then_only_the_word_that_it_is_gone_is_left(tree):
    tree.write("/a/1.html", page("a"), content_type=HTML)

    tree.mark_gone("/a/1.html", b"why")
    assert names(tree) == {".gone/a/1.html"}
    assert tree.holds("/a/1.html", b"why", 410)

    tree.mark_moved("/a/1.html", "/b/")
    assert names(tree) == {".moved/a/1.html"}
    assert tree.holds("/a/1.html", b"/b/", 301)

    tree.write("/a/1.html", page("b"), content_type=HTML)
    assert names(tree) == {"a/1.html", "a/1.html.gz", "a/1.html.br"}

    tree.remove("/a/1.html")
    assert list(tree.root.rglob("*")) == []


def test_given_a_file_removed_by_hand_then_the_tree_does_not_hold_it(tree):
    tree.write("/p.html", page("a"), content_type=HTML)
    assert tree.holds("/p.html", page("a"), 200, content_type=HTML)

    (tree.root / "p.html.gz").unlink()

    assert not tree.holds("/p.html", page("a"), 200, content_type=HTML)


@pytest.mark.parametrize(
    "path",
    [
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/.gone/x",
        "/a/.x",
        "/a//b",
        "/a%2fb",
        "/a%00",
        "/",
    ],
)
def test_given_a_path_that_leaves_or_hides_then_it_is_refused(tree, path):
    with pytest.raises(PathRefused):
        tree.write(path, b"x", content_type=HTML)

    assert not tree.root.exists()


def test_given_chinese_names_then_the_address_is_decoded_once(tree):
    assert tree.file("/f/k/%E9%99%84%E4%BB%B6.txt") == tree.root / "f" / "k" / "附件.txt"
    assert tree.file("/f/k/50%2520.txt") == tree.root / "f" / "k" / "50%20.txt"


@pytest.mark.parametrize(
    ("domain", "folder"),
    [
        ("www.qingyun.gov.cn", "www.qingyun.gov.cn"),
        ("WWW.Qingyun.gov.cn.", "www.qingyun.gov.cn"),
        ("中文.政务", "xn--fiq228c.xn--zfr164b"),
    ],
)
def test_the_folder_of_a_site_is_its_host_name(domain, folder):
    assert folder_of(domain) == folder


@pytest.mark.parametrize("domain", ["..", ".", "", ".hid", "a..b", "a/b", "a\\b", "[::1]", "a b"])
def test_given_what_is_no_host_name_then_it_has_no_folder(domain):
    with pytest.raises(PathRefused):
        folder_of(domain)


def test_given_stray_files_then_they_are_listed_with_lone_twins(tree):
    tree.write("/p.html", page("a"), content_type=HTML)
    (tree.root / "lone.html.gz").write_bytes(b"x")
    (tree.root / ".new-left").write_bytes(b"x")

    assert set(tree.files()) == {"p.html", "lone.html.gz", ".new-left"}
    assert Path(tree.root / "p.html.gz").exists()
