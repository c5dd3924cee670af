"""Asking clamd about a file (查毒): a client of our own for the few words of its protocol.

Source: clamd(8), commands PING, VERSION and INSTREAM.
"""

import select
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

OFF = "off"
CHUNK_BYTES = 256 * 1024
CONNECT_SECONDS = 3
# How long clamd may think about one file.
ANSWER_SECONDS = 300
REPLY_BYTES_MAX = 4096
# clamd says so, as of a find, where it looked at a part of the file only (AlertExceedsMax).
_LOOKED_AT_A_PART = "Heuristics.Limits.Exceeded"


class ScanFailed(Exception):
    """No verdict on the file; the text says why, in Chinese."""


class ScannerAway(ScanFailed):
    """clamd does not answer, or went away in the middle."""


def is_on() -> bool:
    """Whether this installation has a scanner."""
    return str(settings.ZHANQUN_CLAMD) != OFF


def version() -> str:
    """What clamd says of itself and its signatures. Raises ScannerAway."""
    with _connected(CONNECT_SECONDS) as connection:
        connection.sendall(b"zVERSION\0")
        return _reply(connection)


def scan(file: IO[bytes]) -> str:
    """Name of the signature that the file carries; "" where it is clean.

    Raises ScannerAway, ScanFailed; silence, a broken connection and a refusal are never a pass.
    """
    file.seek(0)
    with _connected(ANSWER_SECONDS) as connection:
        # Where it hung up, its reason may still be there to read.
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, file)
        return _verdict(_reply(connection))


def _verdict(reply: str) -> str:
    if reply.endswith(": OK"):
        return ""
    found = reply.removesuffix(" FOUND").partition(": ")[2]
    if reply.endswith(" FOUND") and not found.startswith(_LOOKED_AT_A_PART):
        return found
    if reply.endswith(" FOUND") or "size limit exceeded" in reply:
        raise ScanFailed(
            _("文件超过查毒服务的大小限制，请运维人员调大clamd的StreamMaxLength等限制")
        )
    raise ScanFailed(_("查毒服务回答：{reply}").format(reply=reply[:200]))


def _send(connection: socket.socket, file: IO[bytes]) -> None:
    """Send a file in pieces, unless clamd answers before its end."""
    connection.sendall(b"zINSTREAM\0")
    while chunk := file.read(CHUNK_BYTES):
        if select.select([connection], [], [], 0)[0]:
            return
        connection.sendall(struct.pack("!I", len(chunk)) + chunk)
    connection.sendall(struct.pack("!I", 0))


def _reply(connection: socket.socket) -> str:
    """The answer, up to its closing zero byte."""
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < REPLY_BYTES_MAX:
        piece = connection.recv(REPLY_BYTES_MAX)
        if not piece:
            break
        reply += piece
    if not reply.endswith(b"\0"):
        raise ScannerAway(_("查毒服务中途断开"))
    return reply.rstrip(b"\0").decode(errors="replace").strip()


@contextmanager
def _connected(seconds: float) -> Iterator[socket.socket]:
    """A connection to clamd; whatever goes wrong on it means that the scanner is away."""
    try:
        with _connect(str(settings.ZHANQUN_CLAMD)) as connection:
            connection.settimeout(seconds)
            yield connection
    except TimeoutError as failure:
        raise ScannerAway(_("查毒服务没有按时回答")) from failure
    except OSError as failure:
        raise ScannerAway(_("查毒服务连接不上")) from failure


def _connect(address: str) -> socket.socket:
    """address: the path of a socket, or host:port."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
