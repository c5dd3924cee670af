"""What the publisher tells the rooms that follow the files (文件变动)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class FileChange:
    """One address of a site has other content than before.

    path: as in PublishedFile. status: 200, 410 or 301 as there; 404 where nothing stands any more.
    sha256: of what is to be read there now, "" for 404. publication_ids: the acts that wanted it.
    is_awaited: whether readers waited for it, as for news and for what is taken away.
    """

    site_id: int
    path: str
    status: int
    sha256: str
    publication_ids: tuple[int, ...] = ()
    is_awaited: bool = False


# Called inside the transaction that stores what was published; handlers write their own rows and
# jobs there, in as few queries as they can: readers wait.
files_changed: Registry[Callable[[Sequence[FileChange]], None]] = Registry("changes of files")


def announce(changes: Sequence[FileChange]) -> None:
    if changes:
        for _name, handler in files_changed:
            handler(changes)
