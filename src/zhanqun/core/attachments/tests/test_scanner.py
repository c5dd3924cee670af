"""Asking a real clamd: finds, passes, and everything that must not be taken for a pass."""

import io
import socket
import threading

import pytest

from zhanqun.core.attachments import scanner
from zhanqun.core.attachments.tests.clamd import EICAR, SIGNATURE, running_clamd
from zhanqun.core.attachments.tests.files import office, packed

pytestmark = pytest.mark.clamd

MB = 1024 * 1024
FOUND = {
    "alone": EICAR,
    "in the middle of a file": b"x" * MB + EICAR + b"x" * MB,
    "in a zip": packed({"资料/程序.com": EICAR}),
    "in a Word file": office("word/document.xml", **{"word/media/image1.png": EICAR}),
}


@pytest.mark.parametrize("where", FOUND)
def test_given_the_test_virus_then_it_is_found_by_name(scanned, where):
    assert scanner.scan(io.BytesIO(FOUND[where])).startswith(SIGNATURE)


@pytest.mark.parametrize("content", [b"", "通知".encode(), b"x" * (5 * MB)])
def test_given_a_clean_file_then_nothing_is_found(scanned, content):
    assert scanner.scan(io.BytesIO(content)) == ""


def test_given_clamd_then_it_tells_its_version(scanned):
    assert scanner.version().startswith("ClamAV ")


def test_given_a_file_over_its_limit_then_that_is_said_and_is_no_pass(scanned):
    with pytest.raises(scanner.ScanFailed, match="StreamMaxLength") as failure:
        scanner.scan(io.BytesIO(b"x" * (21 * MB)))

    assert not isinstance(failure.value, scanner.ScannerAway)


def test_given_a_file_that_clamd_looks_at_in_part_only_then_that_is_no_pass(settings, tmp_path):
    with running_clamd(tmp_path / "clamd", scan_max="1M") as small:
        settings.ZHANQUN_CLAMD = small.address

        with pytest.raises(scanner.ScanFailed, match="大小限制"):
            scanner.scan(
                io.BytesIO(packed({f"{n}.txt": "x" * (MB - 1) + str(n) for n in range(4)}))
            )


def test_given_no_clamd_then_that_is_said(settings, tmp_path):
    for address in (str(tmp_path / "nobody.ctl"), "127.0.0.1:9", "[::1]:9"):
        settings.ZHANQUN_CLAMD = address
        for ask in (scanner.version, lambda: scanner.scan(io.BytesIO(b"x"))):
            with pytest.raises(scanner.ScannerAway, match="连接不上"):
                ask()


class Endless(io.BytesIO):
    """A file that lets something happen once its beginning is on the way."""

    def __init__(self, content, meanwhile):
        super().__init__(content)
        self.meanwhile = meanwhile

    def read(self, size=-1):
        if self.tell() >= 2 * MB and self.meanwhile:
            self.meanwhile()
            self.meanwhile = None
        return super().read(size)


def test_given_clamd_killed_in_mid_stream_then_that_is_no_pass(settings, tmp_path):
    with running_clamd(tmp_path / "clamd") as doomed:
        settings.ZHANQUN_CLAMD = doomed.address

        with pytest.raises(scanner.ScannerAway):
            scanner.scan(Endless(b"x" * (8 * MB), doomed.kill))


def test_given_clamd_that_falls_silent_then_it_is_not_waited_for_for_ever(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(scanner, "ANSWER_SECONDS", 0.5)
    with running_clamd(tmp_path / "clamd") as stuck:
        settings.ZHANQUN_CLAMD = stuck.address

        with pytest.raises(scanner.ScannerAway, match="没有按时回答"):
            scanner.scan(Endless(b"x" * (8 * MB), stuck.stop_short))


def test_given_something_else_behind_the_address_then_its_answer_is_no_pass(settings):
    answers = [b"HTTP/1.1 200 OK\r\n\r\n", b"stream: OK", b"\0", b"stream: lstat() failed. ERROR\0"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.ZHANQUN_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
        for answer in answers:
            serving = threading.Thread(target=_answer_once, args=(server, answer))
            serving.start()
            with pytest.raises(scanner.ScanFailed):
                scanner.scan(io.BytesIO(b"x"))
            serving.join()


def _answer_once(server, answer):
    connection, _address = server.accept()
    with connection:
        connection.recv(64 * 1024)
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(64 * 1024):
            pass
