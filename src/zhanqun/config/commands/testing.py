"""`make test`: everything, on a real PostgreSQL, with a real browser where one can be had."""

import os
import subprocess
import sys

from zhanqun.config.commands import preparation, tools
from zhanqun.config.commands.steps import ROOT, say

# All tests: side by side, each file in one process, in their order. One process more than there are
# processors, since many tests wait for the processes that they started.
PROCESSES = min(4, (os.cpu_count() or 1) + 1)
ALL = ("-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder")


def run(arguments: list[str]) -> int:
    """Run pytest with the given arguments; its own closing line comes last but for one sentence
    where something had to be skipped."""
    preparation.prepare()
    programs = {
        "Chromium": ("ZHANQUN_CHROMIUM", tools.chromium()),
        "nginx": ("ZHANQUN_NGINX", tools.nginx()),
        "clamd": ("ZHANQUN_CLAMD_PROGRAM", tools.clamd()),
        "rsync 和 sshd": ("ZHANQUN_RSYNC", tools.rsync()),
        "LibreOffice": ("ZHANQUN_LIBREOFFICE", tools.libreoffice()),
    }
    environment = os.environ | {name: path or "" for name, path in programs.values()}
    # Many processes start: what one has compiled the next one reads.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", "-q", *(arguments or ALL)]
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    missing = [program for program, (_name, path) in programs.items() if not path]
    if missing:
        say(
            f"未找到 {' 和 '.join(missing)}，相关测试已跳过。"
            f" {' and '.join(missing)} could not be had, so the tests that need it were skipped."
        )
    return result
