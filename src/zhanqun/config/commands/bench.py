"""`make bench`: run the benchmarks; each prints a table and writes JSON under var/bench/."""

import os
import subprocess
import sys
from collections.abc import Mapping

from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, say

BENCHMARKS = ROOT / "benchmarks"
RESULTS = VAR / "bench"


def run(arguments: list[str]) -> int:
    """Run the benchmarks named, or all; the first failure is the result.

    What follows a name goes to that benchmark: `publish --articles 10000,100000`. A benchmark is
    a module of its own that writes to the file named by ZHANQUN_BENCH_RESULT.
    """
    known = {path.stem: path for path in sorted(BENCHMARKS.glob("[a-z]*.py"))}
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name, options in chosen(arguments, known) or [(name, []) for name in known]:
        say(f"\n== {name}")
        environment = os.environ | {"ZHANQUN_BENCH_RESULT": str(RESULTS / f"{name}.json")}
        command = [sys.executable, str(known[name]), *options]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


def chosen(arguments: list[str], known: Mapping[str, object]) -> list[tuple[str, list[str]]]:
    """The benchmarks named, each with the options that follow it. Raises CommandFailed."""
    found: list[tuple[str, list[str]]] = []
    for argument in arguments:
        if argument in known:
            found.append((argument, []))
        elif found and (argument.startswith("-") or found[-1][1]):
            found[-1][1].append(argument)
        else:
            raise CommandFailed(
                f"没有这个基准测试。 No such benchmark: {argument}; there are: {', '.join(known)}"
            )
    return found
