"""An officer's large file goes up in parts, survives a broken line, and works without scripts."""

import hashlib
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journeys.conftest import RunningTown
from journeys.steps import follow
from zhanqun.content.library.api import Article, working_copy
from zhanqun.core.attachments.api import Attachment

pytestmark = pytest.mark.browser

MB = 1024 * 1024
UPLOADS = re.compile(r"/desk/files/uploads/")
PART = re.compile(r"/desk/files/uploads/.{36}/$")


def large_zip(folder: Path) -> Path:
    """A zip of 15 MB that cannot be packed any tighter."""
    path = folder / "会议录像与图集.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"图集/{number}.jpg", os.urandom(5 * MB))
    return path


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept_files(title: str) -> list[Attachment]:
    article = Article.objects.get(title=title)
    return list(Attachment.objects.filter(uid__in=working_copy(article).files))


def test_given_a_large_file_and_a_line_that_breaks_then_it_goes_on_where_it_was(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    tmp_path: Path,
):
    article = running_town.town.draft("大文件分片上传")
    large, small = large_zip(tmp_path), tmp_path / "说明.txt"
    small.write_text("一个小文件", encoding="utf-8")
    officer = desk("officer")
    officer.goto(f"/desk/articles/{article.uid}/")
    lost = []

    def break_after_one(route: Any) -> None:
        if route.request.method == "PATCH":
            lost.append(route.request.headers["upload-offset"])
            if len(lost) == 2:
                officer.get_by_role("button", name="暂停").click(no_wait_after=True)
        route.continue_()

    # One part arrives, then the officer pauses and the page is left.
    officer.route(PART, break_after_one)
    officer.set_input_files("#new_files", [large, small])
    officer.get_by_role("button", name="继续").wait_for()
    told = officer.locator(".d-parts__told")
    told.get_by_text("已暂停").or_(told).first.wait_for()
    look(officer, "large-file-paused")
    officer.unroute(PART)
    officer.on("dialog", lambda dialog: dialog.accept())
    officer.reload()
    officer.get_by_text("上次没有传完：会议录像与图集.zip").wait_for()

    # Chosen again, it does not begin anew; the form, sent at once, waits for it.
    asked: list[tuple[str, str]] = []
    officer.on("request", lambda request: asked.append((request.method, request.url)))
    offsets: list[int] = []
    officer.on(
        "request",
        lambda request: (
            offsets.append(int(request.headers["upload-offset"]))
            if request.method == "PATCH"
            else None
        ),
    )
    officer.set_input_files("#new_files", [large, small])
    follow(officer.get_by_role("button", name="保存草稿"))
    officer.get_by_text("已保存。").wait_for()

    assert not [1 for method, url in asked if method == "POST" and UPLOADS.search(url)]
    assert min(offsets) >= 4 * MB
    assert {file.name for file in kept_files("大文件分片上传")} == {large.name, small.name}
    kept = next(file for file in kept_files("大文件分片上传") if file.name == large.name)
    assert kept.sha256 == sha256_of(large)
    officer.get_by_text("压缩包内容（3个文件）").click()
    officer.get_by_text("图集/2.jpg").wait_for()
    look(officer, "large-file-kept")


def test_given_a_line_that_fails_then_it_is_tried_again_by_itself(
    running_town: RunningTown, desk: Callable[..., Any], tmp_path: Path
):
    article = running_town.town.draft("断线重传")
    officer = desk("officer")
    officer.goto(f"/desk/articles/{article.uid}/")
    failures = []

    def fail_twice(route: Any) -> None:
        if route.request.method == "PATCH" and len(failures) < 2:
            failures.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    officer.route(PART, fail_twice)
    officer.set_input_files("#new_files", large_zip(tmp_path))
    officer.get_by_text("已传完，保存后成为附件").wait_for()
    follow(officer.get_by_role("button", name="保存草稿"))
    officer.get_by_text("已保存。").wait_for()

    assert len(failures) == 2
    assert len(kept_files("断线重传")) == 1


def test_given_a_file_that_is_not_taken_then_the_row_says_why_before_it_is_sent(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    tmp_path: Path,
):
    article = running_town.town.draft("不收的大文件")
    officer = desk("officer")
    officer.goto(f"/desk/articles/{article.uid}/")
    program = tmp_path / "安装程序.exe"
    program.write_bytes(bytes(5 * MB))

    officer.set_input_files("#new_files", program)
    officer.get_by_text("文件“安装程序.exe”不能上传：不支持这种文件类型（exe）。").wait_for()
    look(officer, "large-file-refused")
    officer.get_by_role("button", name="保存草稿").click()
    officer.get_by_text("还有文件没有传完").wait_for()
    officer.get_by_role("button", name="取消").click()
    follow(officer.get_by_role("button", name="保存草稿"))
    officer.get_by_text("无需保存").wait_for()


def test_given_no_scripts_then_the_same_file_goes_with_the_form(
    running_town: RunningTown, desk: Callable[..., Any], tmp_path: Path
):
    article = running_town.town.draft("无脚本上传")
    officer = desk("officer", scripts=False)
    officer.goto(f"/desk/articles/{article.uid}/")
    large = large_zip(tmp_path)

    officer.set_input_files("#new_files", large)
    follow(officer.get_by_role("button", name="保存草稿"))
    officer.get_by_text("已保存。").wait_for()

    (kept,) = kept_files("无脚本上传")
    assert kept.sha256 == sha256_of(large)
