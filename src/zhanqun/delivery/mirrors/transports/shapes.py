"""What every kind of mirror can do (镜像接口)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.mirrors.entries import Entry, Part

REASON_LENGTH = 300
# So many of what a comparison finds are named to people.
SHOWN = 20


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some of how a mirror differs from the manifest (核对): addresses that it lacks or has
    otherwise, and names that stand there alone; CHUNK of each at most."""

    wrong: Sequence[Entry] = ()
    foreign: Sequence[str] = ()


@dataclass
class Differences:
    """What a whole comparison found (核对结果), in figures, with the first of each by name: where a
    mirror has lost everything, these are millions.

    wrong, foreign: how many, as in Comparison. wrong_shown, foreign_shown: names below the public
    root, SHOWN at most.
    """

    wrong: int = 0
    foreign: int = 0
    wrong_shown: list[str] = field(default_factory=list)
    foreign_shown: list[str] = field(default_factory=list)

    def add(self, found: Comparison) -> None:
        self.wrong += len(found.wrong)
        self.foreign += len(found.foreign)
        self.wrong_shown += [entry.page for entry in found.wrong[: SHOWN - len(self.wrong_shown)]]
        self.foreign_shown += found.foreign[: SHOWN - len(self.foreign_shown)]


class Transport(Protocol):
    """One mirror; every method raises MirrorAway."""

    def send(self, stages: Sequence[Sequence[Entry]]) -> None:
        """Make these addresses as they are here, one stage after the other; what is to vanish
        goes last."""

    def send_assets(self) -> None:
        """Styles and scripts; older ones stay, since older pages show them."""

    def compare(self, parts: Iterable[Part]) -> Iterator[Comparison]:
        """Every byte of every entry, a comparison for each part; then what stands there that none
        of the parts accounts for. It holds one part at a time."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete files by their name below public/."""
