"""Programs that only tests need (测试所需程序): found or fetched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from zhanqun.config.commands.steps import CommandFailed, run_logged, step

# The one without windows first: the same browser, in much less of the machine.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHINESE_FONTS = "fonts-noto-cjk"
NGINX_BROTLI = "libnginx-mod-http-brotli-static"
LIBREOFFICE_NAMES = ("soffice", "libreoffice")
LIBREOFFICE_PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")


def chromium() -> str | None:
    """Path of a browser: a system one, else Debian's as root, else Playwright's; else None."""
    return (
        os.environ.get("ZHANQUN_CHROMIUM")
        or _first_on_path(CHROMIUM_NAMES)
        or _playwright_chromium()
        or _debian("chromium", (CHROMIUM_NAMES[0], CHINESE_FONTS), CHROMIUM_NAMES)
        or _debian("chromium", ("chromium", CHINESE_FONTS), CHROMIUM_NAMES)
        or _install_playwright_chromium()
    )


def nginx() -> str | None:
    """Path of nginx: a system one, else Debian's as root; else None."""
    # Debian keeps it where only root's PATH looks.
    return (
        os.environ.get("ZHANQUN_NGINX")
        or _first_on_path(("nginx", "/usr/sbin/nginx"))
        or _debian("nginx", ("nginx-light", NGINX_BROTLI), ("nginx", "/usr/sbin/nginx"))
        or _debian("nginx", ("nginx-light",), ("nginx", "/usr/sbin/nginx"))
    )


def libreoffice() -> str | None:
    """Path of LibreOffice: a system one, else Debian's as root; else None."""
    return (
        os.environ.get("ZHANQUN_LIBREOFFICE")
        or _first_on_path(LIBREOFFICE_NAMES)
        or _debian("libreoffice", LIBREOFFICE_PACKAGES, LIBREOFFICE_NAMES)
    )


def clamd() -> str | None:
    """Path of the virus scanner: a system one, else Debian's as root; else None."""
    return (
        os.environ.get("ZHANQUN_CLAMD_PROGRAM")
        or _first_on_path(("clamd", "/usr/sbin/clamd"))
        or _debian("clamd", ("clamav-daemon",), ("clamd", "/usr/sbin/clamd"))
    )


def java() -> str | None:
    """Path of Java, for the HTML checker: a system one, else Debian's; else None."""
    return _first_on_path(("java",)) or _debian("java", ("default-jre-headless",), ("java",))


def wrk() -> str | None:
    """Path of the load generator of the benchmarks: a system one, else Debian's; else None."""
    return _first_on_path(("wrk",)) or _debian("wrk", ("wrk",), ("wrk",))


def rsync() -> str | None:
    """Path of rsync, with ssh and its server beside: for the tests of mirrors; else None."""
    needed = ("rsync", "ssh", "/usr/sbin/sshd")
    if all(map(shutil.which, needed)):
        return shutil.which("rsync")
    return _debian("rsync", ("rsync", "openssh-client", "openssh-server"), ("rsync",))


def _first_on_path(names: tuple[str, ...]) -> str | None:
    return next((path for path in map(shutil.which, names) if path), None)


def _debian(name: str, packages: tuple[str, ...], programs: tuple[str, ...]) -> str | None:
    """Install Debian's packages where we are root; None where that cannot be done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    try:
        with step(f"安装 {' '.join(packages)}"):
            run_logged(f"apt-update-{name}", ["apt-get", "update", "-q"], environment)
            run_logged(f"apt-{name}", list(install), environment)
    except CommandFailed:
        return None
    return _first_on_path(programs)


def _playwright_chromium() -> str | None:
    """Where Playwright keeps its own browser, if it is there."""
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from playwright.sync_api import sync_playwright as p\n"
            "with p() as playwright: print(playwright.chromium.executable_path)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def _install_playwright_chromium() -> str | None:
    try:
        with step("安装 Playwright Chromium"):
            run_logged(
                "playwright",
                [sys.executable, "-m", "playwright", "install", "chromium"],
                dict(os.environ),
            )
    except CommandFailed:
        return None
    return _playwright_chromium()
