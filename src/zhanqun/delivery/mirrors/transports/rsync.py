"""A second machine by rsync over ssh (备用机): its key pinned, no password, files swapped whole."""

import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from zhanqun.delivery.mirrors.entries import Entry, Part, public_root
from zhanqun.delivery.mirrors.targets import Machine
from zhanqun.delivery.mirrors.transports.inventory import Inventory
from zhanqun.delivery.mirrors.transports.shapes import Comparison, MirrorAway, explained

CONNECT_SECONDS, SILENT_SECONDS = 10, 60
# Names come back as they are, one a line, each behind what is done with it.
REPORT = ("--dry-run", "-8", "--out-format=%i %n")
# Reports what stands there alone, and sends nothing.
DELETIONS = ("--recursive", "--delete", "--existing", "--ignore-existing", "--exclude=/.*", *REPORT)


class RsyncTransport:
    """Speaks to one machine."""

    def __init__(self, place: Machine) -> None:
        self.place = place

    def send(self, stages: Sequence[Sequence[Entry]]) -> None:
        for entries in stages:
            standing = [name for entry in entries for name in entry.standing]
            self._run(["--delay-updates"], public_root(), "public/", standing)
        self.delete([name for entries in stages for entry in entries for name in entry.absent])

    def delete(self, names: Sequence[str]) -> None:
        self._delete(names, [])

    def send_assets(self) -> None:
        self._run(["--recursive", "--delay-updates"], Path(settings.STATIC_ROOT), "static/")

    def compare(self, parts: Iterable[Part]) -> Iterator[Comparison]:
        there = self._only_there()
        for part in parts:
            there.account_for(part.names)
            yield Comparison(wrong=self._wrong(part.entries))
        for names in there.rest():
            yield Comparison(foreign=names)

    def _wrong(self, entries: Sequence[Entry]) -> list[Entry]:
        standing = {name: entry for entry in entries for name in entry.standing}
        absent = {name: entry for entry in entries for name in entry.absent}
        lines = self._run(["--checksum", *REPORT], public_root(), "public/", list(standing))
        wrong = {standing[name] for _act, name in _changes(lines) if name in standing}
        lines = self._delete(list(absent), REPORT)
        wrong |= {absent[name] for _act, name in _changes(lines) if name in absent}
        return sorted(wrong, key=lambda entry: entry.names)

    def _only_there(self) -> Inventory:
        """What the disk here does not hold; it may lack what was published."""
        with TemporaryFile() as answer:
            self._run(DELETIONS, public_root(), "public/", answer=answer)
            answer.seek(0)
            lines = (line.decode("utf-8", "replace") for line in answer)
            deleted = (name for act, name in _changes(lines) if act == "*deleting")
            return Inventory((name, "") for name in deleted if name[-1:] != "/")

    def _delete(self, names: Sequence[str], options: Sequence[str]) -> list[str]:
        """Have names deleted that do not stand here: seen from a tree of empty folders, since
        rsync wants to see the folder of each."""
        with TemporaryDirectory(prefix="zhanqun-mirror-") as empty:
            for parent in {Path(name).parent for name in names}:
                (Path(empty) / parent).mkdir(parents=True, exist_ok=True)
            return self._run(["--delete-missing-args", *options], Path(empty), "public/", names)

    def _run(
        self,
        options: Sequence[str],
        source: Path,
        target: str,
        names: Sequence[str] | None = None,
        answer: IO[bytes] | None = None,
    ) -> list[str]:
        """Run rsync, with the names on its standard input; returns its lines, unless they go to
        the file `answer`."""
        if names is not None and not names:
            return []
        command = [_program("rsync"), "--times", "--no-implied-dirs", "--chmod=D755,F644", *options]
        command += [f"--timeout={SILENT_SECONDS}", "--rsh", shlex.join(self._ssh())]
        if names is not None:
            command += ["--from0", "--files-from=-"]
        command += [f"{source}/", f"{self.place.address}:{self.place.folder.rstrip('/')}/{target}"]
        done = subprocess.run(
            command,
            input="\0".join(names or ()).encode(),
            stdout=answer or subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").splitlines()
            raise MirrorAway(explained([line.strip() for line in said if line.strip()]))
        return (done.stdout or b"").decode("utf-8", "replace").splitlines()

    def _ssh(self) -> list[str]:
        place = self.place
        known = Path(settings.ZHANQUN_PRIVATE_ROOT) / "mirrors" / f"{place.name}.known_hosts"
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(f"zhanqun-{place.name} {place.host_key}\n", encoding="ascii")
        options = {
            "BatchMode": "yes",
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": str(known),
            "GlobalKnownHostsFile": "/dev/null",
            "HostKeyAlias": f"zhanqun-{place.name}",
            "ConnectTimeout": str(CONNECT_SECONDS),
            "ServerAliveInterval": "15",
            "LogLevel": "ERROR",
        }
        pairs = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        return [_program("ssh"), "-F", "none", "-i", place.key, "-p", str(place.port), *pairs]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MirrorAway(_("本机没有安装 {name}。").format(name=name))
    return found


def _changes(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """What rsync would do and to which name; folders' times say nothing."""
    for line in lines:
        act, _space, name = line.strip().partition(" ")
        if act[:1] in "<>c*" and name:
            yield act, name.strip()
