"""What the serving benchmark asks: nginx with our configuration, a bare one, the application."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _scratch import BASE, ROOT

WORKERS = 2

MAIN = """{modules}daemon off; worker_processes {workers}; pid {folder}/nginx.pid;
error_log {folder}/error.log; worker_rlimit_nofile 8192;
{user}events {{ worker_connections 2048; }}
http {{
access_log off;
{temporary}
{servers}
}}
"""
BARE = """
types {{ text/html html; }}
server {{ listen 127.0.0.1:{port}; server_name {host}; root {root}; sendfile on; tcp_nopush on; }}
"""
# The flood names an address of its own per request, as from many readers.
MANY_ADDRESSES = "set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;"


FOLDERS = {"ours": BASE / "ours", "bare": BASE / "bare-nginx"}


@contextlib.contextmanager
def both(program: str, host: str, app: int) -> Iterator[tuple[int, int]]:
    """Both servers over the same addresses; bare: files of the very bytes that ours sends."""
    from zhanqun.delivery.staticsite.nginx import Options, nginx_config

    ours, bare = _free_port(), _free_port()
    module = next(Path("/usr/lib/nginx/modules").glob("ngx_http_brotli_static_module.so"), None)
    (BASE / "extra").mkdir()
    (BASE / "extra" / "site.conf").write_text(MANY_ADDRESSES)
    options = Options(
        listen=f"127.0.0.1:{ours}",
        app=f"127.0.0.1:{app}",
        brotli=bool(module),
        cache=str(BASE),
        extra=str(BASE / "extra"),
    )
    public, sent = BASE / "public" / host, BASE / "bare"
    for twin in public.rglob("*.html" + (".br" if module else ".gz")):
        place = sent / twin.relative_to(public).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(twin.read_bytes())
    for folder in (BASE, *BASE.parents[:2]):
        folder.chmod(0o755)
    modules = f"load_module {module};\n" if module else ""
    plain = BARE.format(port=bare, host=host, root=sent)
    with (
        _nginx(program, "ours", nginx_config(options), modules, ours),
        _nginx(program, "bare-nginx", plain, "", bare),
    ):
        yield ours, bare


@contextlib.contextmanager
def _nginx(program: str, name: str, servers: str, modules: str, port: int) -> Iterator[None]:
    folder = BASE / name
    folder.mkdir()
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        MAIN.format(
            modules=modules,
            workers=WORKERS,
            folder=folder,
            user="user root;\n" if os.geteuid() == 0 else "",
            temporary=temporary,
            servers=servers,
        )
    )
    process = subprocess.Popen([program, "-c", str(main)], start_new_session=True)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def workers_of(name: str) -> list[int]:
    """The worker processes of one nginx."""
    return _children(int((FOLDERS[name] / "nginx.pid").read_text()))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_seconds(processes: list[int]) -> float:
    """Time on processors of these processes so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in processes]
    ticks = sum(int(part) for line in fields for part in line.split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Application:
    """gunicorn with the real application, as in service."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        return [self.pid, *_children(self.pid)]

    def settle(self) -> None:
        """Return when it has worked off what was asked."""
        for _attempt in range(60):
            before = processor_seconds(self.processes())
            time.sleep(0.5)
            if processor_seconds(self.processes()) - before < 0.03:
                return
        raise SystemExit("the application does not come to rest")

    def weigh(self, nice: int) -> None:
        weigh(self.pid, nice)


def weigh(pid: int, nice: int) -> None:
    """Weigh a session of processes against the others, as CPUWeight does a service: nice 10 is
    about a tenth. Upwards only, so that it needs no rights. A kernel without groups for sessions
    leaves it."""
    group = Path(f"/proc/{pid}/autogroup")
    if nice and group.exists():
        group.write_text(str(nice))


@contextlib.contextmanager
def application(
    environment: dict[str, str], *, workers: int = 2, threads: int = 4
) -> Iterator[Application]:
    """threads: 1 is gunicorn's plain worker, as for what only nginx asks."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "zhanqun.config.wsgi", "--preload"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads)]
    command += ["--log-level", "error", "--no-control-socket"]
    with (BASE / "application.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=log, start_new_session=True
        )
    try:
        _wait_for(port)
        yield Application(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _attempt in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not start")
