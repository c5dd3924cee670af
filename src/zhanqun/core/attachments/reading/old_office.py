"""Old Office and WPS files through LibreOffice (旧版文档转换), where the machine has it.

Headless, with a profile and a folder of its own that go with it, no macros, limits of time and
memory, and one at a time in a process: it is big, and what it opens comes from outside.
"""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 60
MEMORY_BYTES = 3 << 30
FILE_BYTES = 256 << 20
# Old ending -> new ending and LibreOffice's name of the filter that writes it.
NEW_OFFICE = {
    **dict.fromkeys(("doc", "dot", "wps", "wpt", "rtf", "odt"), ("docx", "MS Word 2007 XML")),
    **dict.fromkeys(("xls", "xlt", "et", "ods"), ("xlsx", "Calc MS Excel 2007 XML")),
    **dict.fromkeys(("ppt", "dps", "odp"), ("pptx", "Impress MS PowerPoint 2007 XML")),
}
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
            ("PowerPoint Document", "ppt"))  # fmt: skip
_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>"""
_one_at_a_time = threading.Lock()


class ConverterMissing(DomainError):
    """No LibreOffice here: the person has to save the file in a new format (另存为)."""

    code = "attachments.converter_missing"
    message = _(
        "服务器没有安装文档转换程序，不能读取{ending}文件。"
        "请用 WPS 或 Word 打开，“另存为”{wanted}后再上传。"
    )


class NotConverted(DomainError):
    """LibreOffice could not read the file, or not in time (转换失败)."""

    code = "attachments.not_converted"
    message = _(
        "文件无法转换（可能已损坏、设有密码或过于复杂）。"
        "请用 WPS 或 Word 打开，“另存为”{wanted}后再上传。"
    )


def program() -> str | None:
    """Path of LibreOffice: the setting's, else the one on PATH; None where there is none."""
    on_path = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    return settings.ZHANQUN_LIBREOFFICE or on_path


def is_locked(content: bytes) -> bool:
    """Whether it is an Office file under a password."""
    return content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content


def as_new_office(name: str, content: bytes) -> bytes:
    """The same document as .docx, .xlsx or .pptx (转换为新格式).

    name: its file name, whose ending counts where the content leaves the kind open.
    Raises ConverterMissing, NotConverted.
    """
    ending = _ending_of(name, content)
    new, filter_name = NEW_OFFICE[ending]
    soffice = program()
    if soffice is None:
        raise ConverterMissing(ending=f".{ending}", wanted=f" .{new} ")
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="zhanqun-office-") as folder:
        source = Path(folder) / f"in.{ending}"
        source.write_bytes(content)
        _write_settings(Path(folder) / "profile")
        _run(_command(soffice, Path(folder), f"{new}:{filter_name}", source), Path(folder), new)
        made = Path(folder) / "out" / f"in.{new}"
        if not made.is_file():
            raise NotConverted(wanted=f" .{new} ")
        return made.read_bytes()


def _ending_of(name: str, content: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(OLE):
        found = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in content)
        return next(found, ending if ending in NEW_OFFICE else "doc")
    return ending if ending in NEW_OFFICE else "doc"


def _write_settings(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")


def _command(soffice: str, folder: Path, target: str, source: Path) -> list[str]:
    return [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--convert-to", target,
        "--outdir", str(folder / "out"),
        str(source),
    ]  # fmt: skip


def _run(command: list[str], folder: Path, new: str) -> None:
    """Run it in a session of its own, so that its children end with it."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    child = subprocess.Popen(
        command,
        cwd=folder,
        env=kept | {"HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _limit(child.pid)
        child.wait(SECONDS)
    except subprocess.TimeoutExpired as late:
        raise NotConverted(wanted=f" .{new} ") from late
    finally:
        _end(child)


def _limit(pid: int) -> None:
    """Limits of memory and of what it writes; its children inherit them."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(ProcessLookupError):
        for kind, most in limits.items():
            resource.prlimit(pid, kind, (most, most))


def _end(child: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        child.wait()
