"""Asking a public address (访问公开地址): what it answers, and the hash of it."""

import hashlib
import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 5.0
BODY_BYTES_MAX = 400 << 20
READ_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True)
class Answer:
    """status: None where none came, error then says why. location: of a redirect."""

    status: int | None
    sha256: str = ""
    location: str = ""
    error: str = ""
    took_ms: int = 0


def fetch(base_url: str, path: str, connect: str) -> Answer:
    """Ask for one address of a site.

    connect: "direct" for where the name leads, else the web server's own address, such as
    "127.0.0.1:8080" or "https://127.0.0.1:443"; the site's name goes along either way.
    """
    started = time.perf_counter()
    try:
        connection, host = _connection(base_url, connect)
        try:
            connection.request("GET", path, headers={"Host": host, "Accept-Encoding": "identity"})
            response = connection.getresponse()
            sha256 = _hash(response)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as failure:
        return Answer(
            None, error=f"{type(failure).__name__}: {failure}"[:300], took_ms=_ms(started)
        )
    location = response.headers.get("Location", "")
    return Answer(response.status, sha256, location, took_ms=_ms(started))


def _connection(base_url: str, connect: str) -> tuple[http.client.HTTPConnection, str]:
    site = urlsplit(base_url)
    server = (
        site if connect == "direct" else urlsplit(connect if "//" in connect else f"//{connect}")
    )
    is_tls = (server.scheme or "http") == "https"
    port = server.port or (443 if is_tls else 80)
    name = site.hostname or ""
    host = name.encode("idna").decode("ascii")
    connection: http.client.HTTPConnection
    if is_tls:
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(host, timeout=TIMEOUT_SECONDS)
    plain = socket.create_connection((server.hostname or host, port), TIMEOUT_SECONDS)
    connection.sock = context.wrap_socket(plain, server_hostname=host) if is_tls else plain
    return connection, f"{host}:{site.port}" if site.port else host


def _hash(response: http.client.HTTPResponse) -> str:
    digest, left = hashlib.sha256(), BODY_BYTES_MAX
    while left > 0 and (data := response.read(min(READ_AT_ONCE, left))):
        digest.update(data)
        left -= len(data)
    return digest.hexdigest()


def _ms(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
