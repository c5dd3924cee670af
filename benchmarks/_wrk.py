"""The load generator wrk, with a script that names addresses, and pauses as readers do."""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _servers import weigh

SCRIPT = """
local lines, pause, flood = {}, %(pause)d, %(flood)s
local host = {["Host"] = "%(host)s", ["Accept-Encoding"] = "br, gzip"}
function init()
  math.randomseed(%(seed)d)
  for line in io.lines("%(lines)s") do
    lines[#lines + 1] = flood and line or wrk.format("GET", line, host)
  end
end
function request()
  if not flood then return lines[math.random(#lines)] end
  host["X-Forwarded-For"] = flood == "one" and "10.1.1.1"
    or string.format("10.%%d.%%d.%%d", math.random(250), math.random(250), math.random(250))
  local line = flood == "word" and lines[1] or lines[math.random(#lines)]
  return wrk.format("GET", line, host)
end
-- At random, so that requests come one by one, and however long an answer takes the others go on.
if pause > 0 then function delay() return math.random(0, 2 * pause) end end
counts = {}
if flood then function response(status) counts[status] = (counts[status] or 0) + 1 end end
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function done(summary, latency)
  local parts = {}
  for _, thread in ipairs(threads) do
    for status, n in pairs(thread:get("counts")) do
      parts[#parts + 1] = string.format('"%%d": %%d', status, n)
    end
  end
  print(string.format(
    'RESULT {"rate": %%f, "p50": %%f, "p95": %%f, "p99": %%f, "bad": %%d, "statuses": {%%s}}',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.timeout, table.concat(parts, ", ")))
end
"""


class Wrk:
    """Asks for these lines at random, for some seconds.

    flood: "many" names a source address of its own for every request, "one" always the same,
    "word" asks always for the first line; "" asks for pages as they are.
    """

    def __init__(self, program: str, folder: Path, host: str, seconds: int) -> None:
        self.program, self.folder, self.host, self.seconds = program, folder, host, seconds

    def start(
        self,
        port: int,
        lines: Sequence[str],
        *,
        flood: str = "",
        connections: int,
        pause_ms: int = 0,
        nice: int = 0,
    ) -> Any:
        name = f"wrk-{flood or 'pages'}-{pause_ms}"
        (self.folder / f"{name}.txt").write_text("\n".join(lines))
        script = self.folder / f"{name}.lua"
        facts = {"pause": pause_ms, "flood": f'"{flood}"' if flood else "false", "host": self.host}
        facts |= {"lines": self.folder / f"{name}.txt", "seed": random.randrange(10**6)}
        script.write_text(SCRIPT % facts)
        command = [self.program, "-t1", f"-c{connections}", f"-d{self.seconds}s"]
        command += ["-s", str(script), f"http://127.0.0.1:{port}/"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        weigh(process.pid, nice)
        return process

    def run(self, port: int, lines: Sequence[str], **options: Any) -> dict[str, Any]:
        return self.result(self.start(port, lines, **options))

    @staticmethod
    def result(process: Any) -> dict[str, Any]:
        out, _none = process.communicate()
        line = next(line for line in out.splitlines() if line.startswith("RESULT "))
        found: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
        return found
