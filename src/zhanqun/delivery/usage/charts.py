"""A bar chart as numbers for an SVG (柱状图); its figures stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhanqun.delivery.usage.queries import Counted

WIDTH, HEIGHT = 720, 160


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    views: int


@dataclass(frozen=True)
class Chart:
    """bars: in a field of WIDTH by HEIGHT; most: views of the highest, which the upper edge stands
    for."""

    bars: tuple[Bar, ...]
    most: int

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def last(self) -> str:
        return self.bars[-1].label if self.bars else ""


def chart_of(rows: Sequence[Counted]) -> Chart:
    most = max((row.views for row in rows), default=0)
    step = WIDTH / max(len(rows), 1)
    bars = tuple(
        Bar(
            x=round(number * step + step * 0.1, 1),
            y=round(HEIGHT - _height(row.views, most), 1),
            width=round(step * 0.8, 1),
            height=_height(row.views, most),
            label=row.label,
            views=row.views,
        )
        for number, row in enumerate(rows)
    )
    return Chart(bars, most)


def _height(views: int, most: int) -> float:
    return round(HEIGHT * views / most, 1) if most else 0
