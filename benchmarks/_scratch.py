"""A scratch installation for benchmarks: its own durable PostgreSQL, files and settings."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
# ext4 passes over inodes deleted within five minutes, one by one: where much was just deleted, a
# new file takes fifty times as long. Name another folder for each run, right below the root.
BASE = Path(os.environ.get("ZHANQUN_BENCH_SCRATCH") or ROOT / "var" / "bench-scratch")


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """Start afresh, migrate, set Django up; yields the environment for child processes."""
    from zhanqun.config import database

    shutil.rmtree(BASE, ignore_errors=True)
    BASE.mkdir(parents=True)
    server = database.server_at(BASE / "postgres", durable=True)
    with database.shared_server(server):
        environment = {
            "DJANGO_SETTINGS_MODULE": "_settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT / "src")]),
            "DATABASE_URL": server.owner_url,
            "ZHANQUN_PUBLIC_ROOT": str(BASE / "public"),
            "ZHANQUN_PRIVATE_ROOT": str(BASE / "private"),
        }
        os.environ.update(environment)
        import django
        from django.core.management import call_command

        django.setup()
        # The scratch server is this benchmark's alone: no test database beside it.
        call_command("migrate", verbosity=0, interactive=False)
        yield dict(os.environ)
        from django.db import connections

        connections.close_all()
    shutil.rmtree(BASE, ignore_errors=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what goes on and how long it took."""
    begun = time.perf_counter()
    print(f"{what} …", flush=True)
    yield
    print(f"  {time.perf_counter() - begun:.0f} s", flush=True)


def percentile(values: Sequence[float], part: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))]


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")


def keep(result: dict[str, object]) -> None:
    """Write the figures as JSON to where `make bench` wants them."""
    path = os.environ.get("ZHANQUN_BENCH_RESULT")
    if path:
        Path(path).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
