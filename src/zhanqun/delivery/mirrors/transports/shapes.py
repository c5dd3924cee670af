"""What every kind of mirror can do (镜像接口)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.mirrors.entries import Entry

REASON_LENGTH = 300


class MirrorAway(Exception):
    """A mirror did not take what it was sent; the text says why, without any secret."""


# What ssh, rsync and S3 stores say, and what it means to the person on duty.
MEANINGS = {
    "Host key verification failed": _("主机密钥与设置不符，没有发送"),
    "Permission denied": _("对方不接受这把密钥，或不许写入"),
    "Connection refused": _("对方没有应答"),
    "timed out": _("对方没有应答"),
    "timeout": _("对方没有应答"),
    "EndpointConnectionError": _("对方没有应答"),
    "Could not resolve": _("找不到这个主机名"),
    "No space left": _("对方的磁盘已满"),
    "AccessDenied": _("密钥无权写这个存储桶"),
    "SignatureDoesNotMatch": _("密钥不对"),
    "InvalidAccessKeyId": _("密钥不对"),
    "NoSuchBucket": _("没有这个存储桶"),
}


def explained(lines: Sequence[str]) -> str:
    """The line that tells why, with its meaning in front where that is known."""
    for line in lines:
        for sign, meaning in MEANINGS.items():
            if sign.lower() in line.lower():
                return f"{meaning}（{line}）"[:REASON_LENGTH]
    plain = [line for line in lines if not line.startswith(("@", "rsync error: unexplained"))]
    return (plain[0] if plain else str(_("没有说明原因")))[:REASON_LENGTH]


@dataclass
class Comparison:
    """How a mirror differs from the manifest (核对结果): addresses that it lacks or has otherwise,
    and names that stand there alone."""

    wrong: list[Entry] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class Transport(Protocol):
    """One mirror; every method raises MirrorAway."""

    def send(self, stages: Sequence[Sequence[Entry]]) -> None:
        """Make these addresses as they are here, one stage after the other; what is to vanish
        goes last."""

    def send_assets(self) -> None:
        """Styles and scripts; older ones stay, since older pages show them."""

    def compare(self, chunks: Iterable[list[Entry]], names: set[str]) -> Comparison:
        """Every byte of every address, and what stands there besides `names`."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete files by their name below public/."""
