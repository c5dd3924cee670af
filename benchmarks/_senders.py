"""Letters prepared beforehand, proofs solved, and wrk to send each of them once."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ONE_WITH_FILE_IN = 10
BOUNDARY = "zq-letter"
# Requests lie in one file, each after a line with its length; none is sent twice.
SCRIPT = """
local at, letters, out = 0, {}, nil
counts = {}
function init()
  local file = io.open("%(letters)s", "rb")
  for line in file:lines() do letters[#letters + 1] = file:read(tonumber(line)) end
  out = io.open("%(receipts)s", "w")
  out:setvbuf("line")
end
function request()
  at = at + 1
  if at >= #letters then wrk.thread:stop() end
  return letters[math.min(at, #letters)]
end
function response(status, headers, body)
  counts[status] = (counts[status] or 0) + 1
  local number = status == 200 and string.match(body, 'p%%-status__code">([^<]+)<')
  if number then out:write(number, "\\n") end
end
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function done(summary, latency)
  local parts = {}
  for _, thread in ipairs(threads) do
    for status, n in pairs(thread:get("counts")) do
      parts[#parts + 1] = string.format('"%%d": %%d', status, n)
    end
  end
  print(string.format('RESULT {"rate": %%f, "p50": %%f, "p95": %%f, "p99": %%f, "statuses": {%%s}}',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, table.concat(parts, ", ")))
end
"""


@dataclass(frozen=True)
class Letter:
    """One form, filled in and solved. values: its fields; address: whose."""

    values: dict[str, str]
    address: str
    has_file: bool


def letters(count: int) -> list[Letter]:
    """Filled in some minutes ago by different people, each with a key and a proof of its own."""
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_letter, range(count), chunksize=100))


def _letter(serial: int) -> Letter:
    from zhanqun.core.intake import api as intake
    from zhanqun.core.intake import keys

    opened_at = datetime.now(UTC) - timedelta(minutes=5)
    key = keys.new_key(intake.ERROR_REPORT_CODE, opened_at)
    challenge = intake.challenge_of(key)
    proof = next(str(n) for n in range(10**7) if challenge.is_met_by(str(n)))
    values = {
        # Each its own, by which `doubled` knows it again.
        "page": f"http://www.qingyun.localhost/a/202606/{serial}.html",
        "sort": "wrong_words",
        "text": f"第{serial}处：第二段把“恢复”写成了“回复”，请更正。" + "说明得再详细一些。" * 20,
        "name": "李女士",
        "tel": f"139{serial:08d}",
        "key": key.token,
        "proof": proof,
        "act": "send",
    }
    address = f"10.{serial >> 16 & 255}.{serial >> 8 & 255}.{serial & 255}"
    return Letter(values, address, serial % ONE_WITH_FILE_IN == 0)


def doubled(pages: Iterable[str]) -> int:
    """How many of these letters are there twice or more, whether their sender learnt of it or not.

    pages: of the letters stored, the page that each reports.
    """
    return sum(number > 1 for number in Counter(pages).values())


def request_of(letter: Letter, host: str, photo: bytes) -> bytes:
    """The bytes that a browser sends."""
    if letter.has_file:
        kind, body = f"multipart/form-data; boundary={BOUNDARY}", _multipart(letter, photo)
    else:
        kind, body = "application/x-www-form-urlencoded", urlencode(letter.values).encode()
    head = (
        f"POST /intake/error-report/ HTTP/1.1\r\nHost: {host}\r\n"
        f"X-Forwarded-For: {letter.address}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _multipart(letter: Letter, photo: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in letter.values.items()
    ]
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="photo.png"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), photo, f"\r\n--{BOUNDARY}--\r\n".encode()])


def send(
    program: str, folder: Path, port: int, requests: Sequence[bytes], *, at_once: int, seconds: int
) -> dict[str, Any]:
    """What wrk measured, and the numbers of all receipts that came back."""
    prepared, receipts = folder / "letters.bin", folder / "receipts.txt"
    prepared.write_bytes(b"".join(b"%d\n%b" % (len(one), one) for one in requests))
    script = folder / "letters.lua"
    script.write_text(SCRIPT % {"letters": prepared, "receipts": receipts})
    command = [program, "-t1", f"-c{at_once}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(script), f"http://127.0.0.1:{port}/"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in out.splitlines() if line.startswith("RESULT "))
    found: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
    return found | {"receipts": receipts.read_text().split()}
