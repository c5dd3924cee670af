"""What stands at a mirror (镜像现有文件), compared without holding it all in memory."""

import sqlite3
from collections.abc import Iterable, Iterator

from zhanqun.delivery.mirrors.entries import CHUNK

TABLE = """
create table files (name text primary key, mark text, is_ours integer default 0) without rowid
"""


class Inventory:
    """Names with a mark each, by the million, in a file of SQLite's that has no name and vanishes
    with this object. It lies in SQLITE_TMPDIR, TMPDIR, /var/tmp or /tmp.

    files: names below the public root there, and what tells their content, such as MD5.
    Raises sqlite3.OperationalError where that folder is full.
    """

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        # An empty name asks SQLite for such a file. Nothing is ever committed.
        self._table = sqlite3.connect("")
        self._table.execute(TABLE)
        self._table.executemany("insert or replace into files (name, mark) values (?, ?)", files)

    def mark(self, name: str) -> str:
        """ "" for a name that does not stand there."""
        row = self._table.execute("select mark from files where name = ?", [name]).fetchone()
        return str(row[0]) if row else ""

    def account_for(self, names: Iterable[str]) -> None:
        rows = ((name,) for name in names)
        self._table.executemany("update files set is_ours = 1 where name = ?", rows)

    def rest(self) -> Iterator[list[str]]:
        """The names that nobody accounted for, sorted, in parts of CHUNK."""
        rows = self._table.execute("select name from files where not is_ours order by name")
        while part := rows.fetchmany(CHUNK):
            yield [name for (name,) in part]
