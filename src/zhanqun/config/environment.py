"""What the operator sets from outside (环境变量); nothing else reads the environment.

Every value is a name in upper case. README lists them; a missing one stops start-up with a
sentence that says what to set.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

EXAMPLES = {
    "ZHANQUN_SECRET_KEY": "50 random characters / 50 位随机字符",
    "ZHANQUN_ALLOWED_HOSTS": "desk.example.gov.cn,www.example.gov.cn",
    "ZHANQUN_DESK_HOST": "desk.example.gov.cn",
    "ZHANQUN_CLAMD": "/run/clamav/clamd.ctl、127.0.0.1:3310，没有查毒服务时 off",
    "DATABASE_URL": "postgresql://app:password@127.0.0.1:5432/zhanqun",
    "ZHANQUN_SMTP_URL": "smtp+tls://user:password@mail.example.gov.cn:587",
    "ZHANQUN_MAIL_FROM": "zhanqun@example.gov.cn",
}


@dataclass(frozen=True)
class Database:
    """One PostgreSQL login (数据库连接)."""

    name: str
    user: str
    password: str
    host: str
    port: str

    def as_django(self) -> dict[str, object]:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
        }


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in (邮件服务器); no host: nowhere.

    starts_tls: encrypted after a greeting in the clear (STARTTLS); is_tls: from the first byte.
    """

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required(name: str) -> str:
    """Raise ImproperlyConfigured, in both languages, where `name` is not set."""
    value = text(name)
    if not value:
        example = EXAMPLES.get(name, "")
        raise ImproperlyConfigured(
            f"缺少环境变量 {name}，请设置后再启动（例如 {example}）。"
            f" The environment variable {name} is not set; set it and start again"
            f" (for example {example})."
        )
    return value


def names(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def flag(name: str, *, default: bool) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} 须为整数。 {name} must be a whole number: {value!r}")
    return int(value)


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the words named, the first by default. Raises ImproperlyConfigured for others."""
    value = text(name, choices[0])
    if value not in choices:
        allowed = ", ".join(choices)
        raise ImproperlyConfigured(f"{name} 只能是 {allowed}。 {name} must be one of {allowed}.")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).resolve()


def database(url: str) -> Database:
    """Read postgresql://user:password@host:port/name; a socket folder comes as ?host=/folder.

    Raises ImproperlyConfigured for any other kind of address.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL 须为 PostgreSQL 地址。 DATABASE_URL must be a PostgreSQL address like "
            f"{EXAMPLES['DATABASE_URL']}"
        )
    socket = parse_qs(parts.query).get("host", [""])[0]
    return Database(
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=socket or parts.hostname or "",
        port=str(parts.port or ""),
    )


def mail_server(url: str) -> MailServer:
    """Read smtp://host:25, smtp+tls://user:password@host:587 (STARTTLS) or smtps://host:465.

    Raises ImproperlyConfigured for any other kind of address.
    """
    if not url:
        return MailServer()
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(
            "ZHANQUN_SMTP_URL 须为邮件服务器地址。 ZHANQUN_SMTP_URL must be a mail server like "
            f"{EXAMPLES['ZHANQUN_SMTP_URL']}"
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )


def time_of_day(name: str, default: str) -> time:
    """A time like 08:30. Raises ImproperlyConfigured for anything else."""
    try:
        return time.fromisoformat(text(name, default))
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} 须为一天中的时刻，如 {default}。 {name} must be a time of day like {default}."
        ) from None


def scanner(address: str) -> str:
    """The virus scanner: "off", a socket's path, or host:port. Raises ImproperlyConfigured."""
    port = address.rpartition(":")[2]
    if address == "off" or address.startswith("/") or (":" in address and port.isdigit()):
        return address
    raise ImproperlyConfigured(
        f"ZHANQUN_CLAMD 须为 {EXAMPLES['ZHANQUN_CLAMD']}，现为“{address}”。"
        " ZHANQUN_CLAMD must be a socket's path, host:port, or off."
    )


def key_file(path: Path) -> Path:
    """A signing key that must be there. Raises ImproperlyConfigured, saying how to make it."""
    if not path.is_file():
        command = f"openssl genpkey -algorithm ed25519 -out {path}"
        raise ImproperlyConfigured(
            f"缺少发布清单的签名密钥 {path}，请先执行：{command}（仅运行用户可读，并另存备份）。"
            f" The key that signs the manifest is missing; make it with: {command}"
        )
    return path


def owner_is_wanted() -> bool:
    """Whether this process changes tables, so that it must work as their owner (manage.py)."""
    return flag("ZHANQUN_AS_OWNER", default=False)


def kept_secret(path: Path) -> str:
    """The secret in `path`, made for this installation on first use and readable by us alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")
