"""Make .venv and install one of the locks into it: bootstrap.py base|dev|bench.

Runs on a bare Python, so it uses nothing but the standard library. Does nothing where the lock
is the one already installed.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "installed-lock"
OLDEST_PYTHON = (3, 11)
# Each lock holds the ones before it.
LOCKS = ("base", "dev", "bench")


def main(kind):
    if sys.version_info < OLDEST_PYTHON:
        fail(
            "需要 Python 3.11 或更高版本，现为 "
            + sys.version.split()[0]
            + "。 Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3.11"
        )
    if is_installed(kind):
        return
    started = time.monotonic()
    print(f"· 安装依赖 ({kind}) locked Python packages …", flush=True)
    if not works():
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], VENV_FAILED)
    install("--require-hashes", "--no-deps", "-r", str(ROOT / "requirements" / f"{kind}.txt"))
    install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(f"{kind} {lock_hash(kind)}\n", encoding="ascii")
    print(f"  {time.monotonic() - started:.1f} s", flush=True)


VENV_FAILED = (
    "无法建立虚拟环境。 The virtual environment could not be made; on Debian install the package"
    " python3-venv."
)
INSTALL_FAILED = "依赖未能安装，原因见上。 The packages could not be installed; pip says why above."


def is_installed(kind):
    """Whether the present lock is installed, or one that holds it."""
    if not works() or not STAMP.exists():
        return False
    installed = STAMP.read_text(encoding="ascii").split()
    return any(installed == [name, lock_hash(name)] for name in LOCKS[LOCKS.index(kind) :])


def works():
    """Whether .venv holds a Python of this version, in the place it was made for."""
    python = VENV / "bin" / "python"
    version = "import sys; print(sys.version_info[:2] == {!r}, sys.prefix)"
    if not python.exists():
        return False
    done = subprocess.run(
        [str(python), "-c", version.format(tuple(sys.version_info[:2]))],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() == f"True {VENV}"


def lock_hash(kind):
    lock = ROOT / "requirements" / f"{kind}.txt"
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def install(*arguments):
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    run([*pip, *arguments], INSTALL_FAILED, os.environ | quiet)


def run(command, complaint, environment=None):
    """Run quietly; show everything it said only where it fails."""
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        fail(complaint)


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
