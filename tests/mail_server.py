"""A real mail server for tests (aiosmtpd): it keeps what it is given, and can be unfriendly."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from town import Town
from zhanqun.core.units.api import User

FROM = "zhanqun@qingyun.gov.example"
USER, PASSWORD = b"zhanqun", b"a p@ss/word"


@dataclass
class Letter:
    """One mail as it was handed in: the envelope, and what is in it."""

    sender: str
    recipients: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Without the space that folding leaves in front."""
        return str(self.message["Subject"]).strip()

    @property
    def text(self) -> str:
        return str(self.message.get_body(["plain"]).get_content())

    @property
    def html(self) -> str:
        return str(self.message.get_body(["html"]).get_content())


@dataclass
class MailServer:
    """Its letters, and how it behaves: `refused` says what it answers for an address."""

    letters: list[Letter] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.delay_seconds:
            time.sleep(self.delay_seconds)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(Letter(envelope.mail_from, list(envelope.rcpt_tos), message))
        return "250 OK"

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.recipients == [address]]


@contextmanager
def running_mail_server(port: int = 0, **how: Any) -> Iterator[MailServer]:
    """A server in a thread of its own, on a free port unless one is named."""
    server = MailServer(port=port or free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **how)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def with_tls_and_login(folder: Path) -> tuple[dict[str, Any], Path]:
    """How to run a server that wants STARTTLS and a login, and the certificate to trust."""
    certificate, key = _certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    how = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": _authenticate,
    }
    return how, certificate


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_to(settings: Any) -> Callable[..., None]:
    """Send mail to a port, as the environment would have it."""

    def mail_to(port: int, **how: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = FROM
        settings.EMAIL_TIMEOUT = 5
        for name, value in how.items():
            setattr(settings, name, value)

    return mail_to


@pytest.fixture
def server(mail_to: Callable[..., None]) -> Iterator[MailServer]:
    with running_mail_server() as running:
        mail_to(running.port)
        yield running


@pytest.fixture
def addressed(town: Town) -> Town:
    """Everybody of the town has a mail address: name@qingyun.gov.example."""
    for username, person in town.people.items():
        person.email = f"{username}@qingyun.gov.example"
    User.objects.bulk_update(town.people.values(), ["email"])
    return town


def _authenticate(_server: Any, _session: Any, _envelope: Any, _how: str, said: Any) -> AuthResult:
    is_right = isinstance(said, LoginPassword) and said == LoginPassword(USER, PASSWORD)
    return AuthResult(success=is_right, handled=is_right)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, for this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    )
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "mail.pem", folder / "mail.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file
