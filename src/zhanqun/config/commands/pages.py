"""`make pages`: every kind of page in every mode, and the pages of the demo city, before the judges
that inspectors use: axe, the HTML checker of the W3C, Lighthouse (页面验收)."""

import os
import shutil
import subprocess
import sys

from zhanqun.config.commands import tools
from zhanqun.config.commands.city import served_city
from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, run_logged, say, step

# Judges that no other command needs, with a lock of their own.
JUDGES = ROOT / "tests" / "pages" / "tools"
# What they measured, a line a file.
FIGURES = VAR / "pages"


def run(arguments: list[str]) -> int:
    """Run tests/pages in full; arguments go to pytest."""
    install_judges()
    shutil.rmtree(FIGURES, ignore_errors=True)
    with served_city() as port:
        environment = os.environ | {
            "ZHANQUN_PAGES": str(port),
            "ZHANQUN_CHROMIUM": tools.chromium() or "",
            "ZHANQUN_NGINX": tools.nginx() or "",
            "ZHANQUN_JAVA": tools.java() or "",
        }
        command = [sys.executable, "-m", "pytest", "-q", "-rs", "tests/pages", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    for file in sorted(FIGURES.glob("*.txt")):
        say(f"{file.stem}: {file.read_text(encoding='utf-8').strip()}")
    return result


def install_judges() -> None:
    """Lighthouse and the HTML checker; where they cannot be had, their tests say so."""
    if (JUDGES / "node_modules").exists() or not shutil.which("npm"):
        return
    try:
        with step("页面检查工具 judges of pages"):
            install = ["npm", "ci", "--ignore-scripts", "--prefix", str(JUDGES)]
            run_logged("judges", list(install), dict(os.environ))
    except CommandFailed as failure:
        say(str(failure))
