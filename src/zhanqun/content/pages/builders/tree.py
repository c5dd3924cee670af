"""The columns of a site as its pages show them (栏目树): which are shown, and what they inherit."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from zhanqun.content.pages.queries import Standing
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, Structure
from zhanqun.foundation.dependencies import depends_on


class Tree:
    """The columns of a site in tree order, and which of them have ever held something.

    A column without articles is not published (face, empty states); a group is shown once a
    column below it is. Asking for columns notes the keys that would change the answer.
    """

    def __init__(self, structure: Structure, standing: Standing) -> None:
        self._standing = standing
        self._lead_units = structure.lead_units
        self._all = {column.pk: column for column in structure.columns}
        self.open_columns = [c for c in structure.columns if c.state == sites.ColumnState.OPEN]
        self._by_path = {column.path: column for column in structure.columns}
        self._below: dict[str, list[Column]] = defaultdict(list)
        self._held: set[str] = set()
        for column in self.open_columns:
            self._below[column.path[: -Column.steplen]].append(column)
            if column.next_number > 1 or column.pk in standing.open:
                self._held.update(_paths_to(column.path))
        self._home = (structure.home_path, structure.home_id)
        self.home_id = structure.home_id

    def top(self) -> list[Column]:
        """The columns right below the home."""
        return self._children(*self._home)

    def navigation(self, most: int) -> list[Column]:
        """The first shown columns below the home; what changes them has a key of its own."""
        return list(islice(filter(self.is_shown, self._below[self._home[0]]), most))

    def children(self, column: Column) -> list[Column]:
        return self._children(column.path, column.pk)

    def siblings(self, column: Column) -> list[Column]:
        """The columns beside a column, itself among them."""
        above = self.above(column)
        return self.children(above[-1]) if above else self.top()

    def _children(self, path: str, page_id: int) -> list[Column]:
        depends_on(sites.children_key(page_id))
        return self._below[path]

    def shown(self, columns: Iterable[Column]) -> list[Column]:
        return [column for column in columns if self.is_shown(column)]

    def is_shown(self, column: Column) -> bool:
        return column.path in self._held and column.pk not in self._standing.waiting

    def is_arranged(self, column: Column) -> bool:
        """Whether its page is built of blocks (版面)."""
        return column.pk in self._standing.open

    def is_archived(self, column: Column) -> bool:
        return column.pk in self._standing.archived

    def key_of_siblings(self, column: Column) -> str:
        """The key of which columns are shown beside this one."""
        above = self.above(column)
        return sites.children_key(above[-1].pk if above else self._home[1])

    def at(self, column_id: int) -> Column | None:
        """An open column of the site."""
        column = self._all.get(column_id)
        return column if column and column.state == sites.ColumnState.OPEN else None

    def ever_at(self, column_id: int) -> Column | None:
        """A column of the site, closed or open."""
        return self._all.get(column_id)

    def at_address(self, address: str) -> Column | None:
        return next((c for c in self._all.values() if c.address == address), None)

    def above(self, column: Column) -> list[Column]:
        return [self._by_path[path] for path in _paths_to(column.path)[:-1]]

    def type_of(self, column: Column) -> str:
        """The column's own type, else that of the nearest column above (栏目类别)."""
        for row in self._upwards(column):
            depends_on(sites.type_key(row.pk))
            if row.column_type:
                return row.column_type
        return ""

    def cycle_of(self, column: Column) -> int | None:
        """The promised cycle in days, own or inherited (承诺更新周期)."""
        for row in self._upwards(column):
            depends_on(sites.cycle_key(row.pk))
            if row.cycle_days is not None:
                return row.cycle_days
        return None

    def lead_unit_of(self, column: Column) -> str:
        """The name of the lead unit, own or inherited (责任单位)."""
        for row in self._upwards(column):
            depends_on(sites.duty_key(row.pk))
            if row.pk in self._lead_units:
                return self._lead_units[row.pk]
        return ""

    def _upwards(self, column: Column) -> Iterable[Column]:
        return (self._by_path[path] for path in reversed(_paths_to(column.path)))


def _paths_to(path: str) -> list[str]:
    """The paths from the top column down to this one."""
    step = Column.steplen
    return [path[:length] for length in range(3 * step, len(path) + 1, step)]
