"""`make bench`: run the benchmarks; each prints a table and writes JSON under var/bench/."""

import os
import subprocess
import sys

from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, say

BENCHMARKS = ROOT / "benchmarks"
RESULTS = VAR / "bench"


def run(arguments: list[str]) -> int:
    """Run the benchmarks named, or all; the first failure is the result.

    A benchmark is a module of its own that writes to the file named by ZHANQUN_BENCH_RESULT.
    """
    known = {path.stem: path for path in sorted(BENCHMARKS.glob("[a-z]*.py"))}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise CommandFailed(
            f"没有这个基准测试。 No such benchmark: {', '.join(unknown)};"
            f" there are: {', '.join(known)}"
        )
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in arguments or known:
        say(f"\n== {name}")
        environment = os.environ | {"ZHANQUN_BENCH_RESULT": str(RESULTS / f"{name}.json")}
        done = subprocess.run(
            [sys.executable, str(known[name])], cwd=ROOT, env=environment, check=False
        )
        if done.returncode:
            return done.returncode
    return 0
