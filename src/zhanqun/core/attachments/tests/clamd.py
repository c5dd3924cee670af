"""A real clamd for tests, with a signature of our own and nothing from the network."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# The string that scanners are tried with, in pieces, so that this file itself is not found.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE" + b"!$H+H*"
SIGNATURE = "Zhanqun.Test.EICAR"
START_SECONDS = 30
CONFIGURATION = """
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength {stream_max}
MaxFileSize {stream_max}
MaxScanSize {scan_max}
AlertExceedsMax yes
"""


@dataclass
class Clamd:
    """A running scanner: its socket, and its process."""

    address: str
    process: subprocess.Popen

    def stop_short(self):
        """Hold it in the middle of whatever it does."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def kill(self):
        self.process.kill()
        self.process.wait()


@contextmanager
def running_clamd(folder: Path, *, stream_max="20M", scan_max="40M"):
    """clamd on a socket in `folder`, until the block ends."""
    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    (signatures / "own.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n", encoding="ascii")
    configuration = folder / "clamd.conf"
    limits = {"stream_max": stream_max, "scan_max": scan_max}
    configuration.write_text(CONFIGURATION.format(folder=folder, **limits), encoding="ascii")
    command = [os.environ["ZHANQUN_CLAMD_PROGRAM"], "--config-file", str(configuration)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    clamd = Clamd(str(folder / "clamd.ctl"), process)
    try:
        _wait_until_it_answers(clamd, folder / "log")
        yield clamd
    finally:
        clamd.kill()


def _wait_until_it_answers(clamd, log):
    until = time.monotonic() + START_SECONDS
    while True:
        with socket.socket(socket.AF_UNIX) as connection:
            if connection.connect_ex(clamd.address) == 0:
                return
        assert clamd.process.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.05)
