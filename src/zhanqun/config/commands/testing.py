"""`make test`: everything, on a real PostgreSQL, with a real browser where one can be had."""

import os
import subprocess
import sys

from zhanqun.config.commands import preparation, tools
from zhanqun.config.commands.steps import ROOT, say

# All tests: side by side on the processors there are, each file in one process, in their order.
ALL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")


def run(arguments: list[str]) -> int:
    """Run pytest with the given arguments; its own closing line comes last but for one sentence
    where something had to be skipped."""
    preparation.prepare()
    chromium, nginx = tools.chromium(), tools.nginx()
    libreoffice = tools.libreoffice()
    environment = os.environ | {
        "ZHANQUN_CHROMIUM": chromium or "",
        "ZHANQUN_NGINX": nginx or "",
        "ZHANQUN_LIBREOFFICE": libreoffice or "",
    }
    command = [sys.executable, "-m", "pytest", "-q", *(arguments or ALL)]
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    needed = [("Chromium", chromium), ("nginx", nginx)]
    needed.append(("LibreOffice", libreoffice))
    missing = [name for name, path in needed if not path]
    if missing:
        say(
            f"未找到 {' 和 '.join(missing)}，相关测试已跳过。"
            f" {' and '.join(missing)} could not be had, so the tests that need it were skipped."
        )
    return result
