"""Real places to send to: a machine behind sshd, a bucket behind moto's server."""

import getpass
import hashlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from zhanqun.delivery.mirrors import sending, waiting
from zhanqun.delivery.mirrors.models import Mirror
from zhanqun.delivery.staticsite.api import tree_of
from zhanqun.delivery.staticsite.changes import FileChange, announce
from zhanqun.delivery.staticsite.models import PublishedFile
from zhanqun.delivery.staticsite.tree import digest
from zhanqun.foundation import clock

SSHD = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
PAGE = "text/html; charset=utf-8"


@pytest.fixture(autouse=True)
def roots(settings, tmp_path) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "static" / "ui").mkdir(parents=True)
    (tmp_path / "static" / "ui" / "face.0123456789ab.css").write_text("body{color:black}")
    return tmp_path / "public"


@dataclass
class Press:
    """Puts pages on a site's tree and into the manifest, as the publisher does."""

    profile: Any

    def put(self, path: str, text: str, *, content_type: str = PAGE) -> None:
        body = text.encode()
        twins = self.tree.write(path, body, content_type=content_type)
        self._tell(path, 200, body, br_sha256=twins.br, gz_sha256=twins.gz)

    def withdraw(self, path: str) -> None:
        body = "已撤下".encode()
        self.tree.mark_gone(path, body)
        self._tell(path, 410, body)

    def move(self, path: str, location: str) -> None:
        self.tree.mark_moved(path, location)
        self._tell(path, 301, b"", location=location)

    def remove(self, path: str) -> None:
        self.tree.remove(path)
        PublishedFile.objects.filter(site_id=self.profile.site_id, path=path).delete()
        announce([FileChange(self.profile.site_id, path, 404, "")])

    @property
    def tree(self):
        return tree_of(self.profile.domain)

    def _tell(self, path: str, status: int, body: bytes, **facts: str) -> None:
        PublishedFile.objects.update_or_create(
            site_id=self.profile.site_id,
            kind="test",
            key=path,
            defaults={
                "path": path,
                "status": status,
                "sha256": digest(body),
                "size_bytes": len(body),
                "changed_at": clock.now(),
                "location": "",
                "br_sha256": "",
                "gz_sha256": "",
            }
            | facts,
        )
        announce([FileChange(self.profile.site_id, path, status, digest(body))])


@pytest.fixture
def press(town) -> Press:
    return Press(town.bureau_site)


def write_settings(settings: Any, folder: Path, text: str) -> None:
    file = folder / "mirrors.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    settings.ZHANQUN_MIRRORS = str(file)


def send(name: str) -> Mirror:
    """One journey; returns the mirror afterwards."""
    waiting.rows_of_mirrors()
    sending.send_waiting(Mirror.objects.get(name=name))
    return Mirror.objects.get(name=name)


def files_of(root: Path) -> dict[str, str]:
    """Every file below with its hash; what the publisher keeps for itself begins with a dot."""
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in root.rglob("*")
        if file.is_file() and file.parent != root
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class SecondMachine:
    """What listens on 127.0.0.1 and what it was given."""

    folder: Path
    config: Path
    port: int
    process: Any = None

    def start(self) -> None:
        assert SSHD
        command = [SSHD, "-D", "-e", "-f", str(self.config)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("sshd did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def machine(settings, tmp_path) -> Iterator[SecondMachine]:
    """A second machine whose key lets in rsync alone, and only to write below one folder."""
    missing = [name for name in ("rsync", "rrsync", "ssh", "ssh-keygen") if not shutil.which(name)]
    if missing or not SSHD:
        pytest.skip(f"{', '.join(missing) or 'sshd'} is not installed")
    place = tmp_path / "machine"
    folder = place / "zhanqun"
    folder.mkdir(parents=True)
    for name in ("host", "reader"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)]
        subprocess.run(command, check=True)
    public = (place / "reader.pub").read_text()
    (place / "allowed").write_text(f'restrict,command="rrsync -wo {folder}" {public}')
    port = free_port()
    config = place / "sshd.conf"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {place}/host\nPidFile none\n"
        f"AuthorizedKeysFile {place}/allowed\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    host_key = " ".join((place / "host.pub").read_text().split()[:2])
    write_settings(
        settings,
        tmp_path,
        f'[[mirror]]\nname = "second"\nlabel = "备用机"\nkind = "rsync"\nport = {port}\n'
        f'address = "{getpass.getuser()}@127.0.0.1"\nfolder = "."\n'
        f'key = "{place}/reader"\nhost_key = "{host_key}"\n',
    )
    found = SecondMachine(folder, config, port)
    found.start()
    yield found
    found.stop()


@dataclass
class Store:
    """An S3 store on 127.0.0.1, seen through another client than the one under test."""

    port: int
    client: Any = None
    server: Any = None

    def start(self) -> None:
        """Start with nothing: what moto held before lies in this process and is dropped."""
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()
        urlopen(Request(f"http://127.0.0.1:{self.port}/moto-api/reset", method="POST")).close()

    def stop(self) -> None:
        self.server.stop()

    def files(self) -> dict[str, str]:
        rows = self.client.list_objects_v2(Bucket="zhanqun").get("Contents", [])
        return {row["Key"]: hashlib.sha256(self.get(row["Key"])[0]).hexdigest() for row in rows}

    def get(self, key: str) -> tuple[bytes, dict[str, Any]]:
        answer = self.client.get_object(Bucket="zhanqun", Key=key)
        return answer["Body"].read(), answer


@pytest.fixture
def store(settings, tmp_path) -> Iterator[Store]:
    """An object store: moto's server, spoken to over HTTP."""
    pytest.importorskip("moto.server", reason="moto is not installed")
    import boto3

    found = Store(free_port())
    found.start()
    endpoint = f"http://127.0.0.1:{found.port}"
    found.client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="reader",
        aws_secret_access_key="reader",
        region_name="us-east-1",
    )
    found.client.create_bucket(Bucket="zhanqun")
    write_settings(
        settings,
        tmp_path,
        f'[[mirror]]\nname = "store"\nlabel = "对象存储"\nkind = "s3"\nendpoint = "{endpoint}"\n'
        'bucket = "zhanqun"\naccess_key = "ours"\nsecret_key = "a-secret"\n',
    )
    yield found
    found.stop()
