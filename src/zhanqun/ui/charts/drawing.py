"""A chart as SVG (绘图): static, in colours of the theme, as wide as its page lets it.

Across everything is in per cent, down in the height of the letters: words keep their size on a
phone and grow with the reader's letters. No colour stands alone: bars and slices carry their
names, lines their marks and dashes.
"""

import math
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from zhanqun.ui.charts.reading import KINDS, Chart, Series

# Bars: the widest takes so much of the width; its words stand behind it.
BAR_WIDTH, BAR, NAME, GAP = 58.0, 1.25, 1.6, 0.7
# Lines: where the plot begins and ends, its height, and how many names fit below it on a phone.
LEFT, RIGHT, PLOT, TOP, NAMES_BELOW = 3.0, 96.0, 14.0, 1.6, 5
STEPS = 4
# Slices: the radius in units of the circle's own drawing.
RADIUS = 50.0
# How the series and the slices look, in the order of the table.
FILLS = ("p-chart__fill-1", "p-chart__fill-2", "p-chart__fill-3", "p-chart__fill-4")
LINES = ("p-chart__line-1", "p-chart__line-2", "p-chart__line-3", "p-chart__line-4")
MARKS = ("p-chart__fill-1", "p-chart__ring-2", "p-chart__fill-3", "p-chart__ring-4")
SLICES = ("p-chart__slice-1", "p-chart__slice-2", "p-chart__slice-3", "p-chart__slice-4")
SHARES = ("p-chart__share-1", "p-chart__share-2", "p-chart__share-3", "p-chart__share-4")


def draw(chart: Chart) -> str:
    """The SVG of a chart, with a name for who cannot see it; its table stands below it."""
    drawers = {"bar": _bars, "line": _lines, "pie": _pie}
    parts, height = drawers[chart.kind](chart)
    label = escape(_name_of(chart))
    return (
        f'<svg class="p-chart__svg" role="img" aria-label="{label}" width="100%"'
        f' height="{_n(height)}em">{"".join(parts)}</svg>'
    )


def _name_of(chart: Chart) -> str:
    """Kind, title and extremes: what a glance would tell."""
    told = [_("{kind}：{title}").format(kind=KINDS[chart.kind], title=chart.title)]
    for one in chart.series:
        known = [n for n, figure in enumerate(one.figures) if figure is not None]
        if not known:
            continue
        most = max(known, key=lambda n: one.figures[n] or 0.0)
        least = min(known, key=lambda n: one.figures[n] or 0.0)
        text = _("{name}最高{top}（{at_top}），最低{low}（{at_low}）")
        told.append(
            text.format(
                name=one.name,
                top=chart.places[most],
                at_top=one.words[most],
                low=chart.places[least],
                at_low=one.words[least],
            )
        )
    return "；".join([*told, _("数据见下表")])


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(x: str, y: float, words: str, css: str = "", anchor: str = "") -> str:
    name = f' class="{css}"' if css else ""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{_n(y)}em"{name}{end}>{escape(words)}</text>'


def _bars(chart: Chart) -> tuple[list[str], float]:
    """One bar a figure, lying, since names in Chinese need room beside them."""
    figures = [f for one in chart.series for f in one.figures if f is not None]
    low, high = min(0.0, *figures), max(0.0, *figures)
    scale = BAR_WIDTH / ((high - low) or 1.0)
    zero = -low * scale
    parts, y = [], 0.0
    for place, name in enumerate(chart.places):
        parts.append(_text("0", y + 1.1, name, "p-chart__place"))
        y += NAME
        for number, one in enumerate(chart.series):
            parts += _bar(one, place, number, (zero, scale, y), is_only=len(chart.series) == 1)
            y += BAR
        y += GAP
    if low == 0:
        return parts, y
    axis = f'<line class="p-chart__axis" x1="{_n(zero)}%" x2="{_n(zero)}%" y1="0" y2="{_n(y)}em"/>'
    return [*parts, axis], y


def _bar(
    one: Series, place: int, number: int, at: tuple[float, float, float], *, is_only: bool
) -> Iterator[str]:
    zero, scale, y = at
    figure = one.figures[place]
    end = zero
    if figure is not None:
        width = abs(figure) * scale
        start = zero if figure >= 0 else zero - width
        end = max(zero, start + width)
        yield (
            f'<rect class="{FILLS[number]}" x="{_n(start)}%" y="{_n(y)}em"'
            f' width="{_n(width)}%" height="1em"/>'
        )
    said = one.words[place] or "—"
    words = said if is_only else f"{one.name} {said}"
    yield (
        f'<text class="p-chart__figure" x="{_n(end)}%" dx=".4em" y="{_n(y + 0.88)}em">'
        f"{escape(words)}</text>"
    )


def _lines(chart: Chart) -> tuple[list[str], float]:
    figures = [f for one in chart.series for f in one.figures if f is not None]
    low, high, step = _scale(min(figures), max(figures))
    foot = TOP + PLOT

    def down(figure: float) -> float:
        return foot - (figure - low) / (high - low) * PLOT

    parts = [
        f'<line class="p-chart__grid" x1="0" x2="100%" y1="{_n(down(at))}em"'
        f' y2="{_n(down(at))}em"/>' + _text("0", down(at) - 0.25, f"{at:.10g}", "p-chart__tick")
        for at in (low + step * n for n in range(round((high - low) / step) + 1))
    ]
    parts += _names_below(chart, foot + 1.5)
    for number, one in enumerate(chart.series):
        points = [
            None if figure is None else (_across(place, len(chart.places)), down(figure))
            for place, figure in enumerate(one.figures)
        ]
        parts += _line(points, number)
    if len(chart.series) == 1:
        return parts, foot + 2.2
    return parts + _legend(chart, foot + 3.4), foot + 2.6 + 1.6 * len(chart.series)


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """From where to where a scale goes, in steps of 1, 2 or 5; from nought where that is near."""
    if low > 0 and low < high * 0.6:
        low = 0.0
    rough = (high - low or abs(high) or 1.0) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    first = math.floor(low / step) * step
    last = math.ceil(high / step) * step
    return first, last if last > first else first + step, step


def _across(place: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * (place / (count - 1) if count > 1 else 0.5)


def _names_below(chart: Chart, y: float) -> Iterator[str]:
    """As many names as fit on a phone: the first, the last and some between."""
    count = len(chart.places)
    shown = min(count, NAMES_BELOW)
    for place in {round(n * (count - 1) / (shown - 1)) if shown > 1 else 0 for n in range(shown)}:
        anchor = "start" if place == 0 and count > 1 else "middle"
        x = f"{_n(_across(place, count))}%"
        if place == count - 1 and count > 1:
            anchor, x = "end", "100%"
        x = "0" if anchor == "start" else x
        yield _text(x, y, chart.places[place], "p-chart__tick", anchor)


def _line(points: list[tuple[float, float] | None], number: int) -> Iterator[str]:
    """Straight pieces, since points in per cent cannot be one path; then a mark at each point."""
    for one, other in zip(points, points[1:], strict=False):
        if one and other:
            yield (
                f'<line class="{LINES[number]}" x1="{_n(one[0])}%" y1="{_n(one[1])}em"'
                f' x2="{_n(other[0])}%" y2="{_n(other[1])}em"/>'
            )
    for point in points:
        if point:
            yield _mark(f"{_n(point[0])}%", point[1], number)


def _mark(x: str, y: float, number: int) -> str:
    """A disc, a ring, a large disc, a large ring."""
    radius = ".28em" if number < 2 else ".4em"
    return f'<circle class="{MARKS[number]}" cx="{x}" cy="{_n(y)}em" r="{radius}"/>'


def _legend(chart: Chart, y: float) -> list[str]:
    rows = []
    for number, one in enumerate(chart.series):
        at = y + 1.6 * number
        rows.append(
            f'<line class="{LINES[number]}" x1="0" x2="2.4em" y1="{_n(at)}em" y2="{_n(at)}em"/>'
        )
        rows.append(_mark("1.2em", at, number))
        rows.append(_text("3em", at + 0.35, one.name))
    return rows


def _pie(chart: Chart) -> tuple[list[str], float]:
    """Slices clockwise from the top, numbered as the list below them."""
    (one,) = chart.series
    figures = [figure or 0.0 for figure in one.figures]
    total, turned, size = sum(figures), 0.0, 13.0
    slices, rows = [], []
    for number, figure in enumerate(figures):
        share = figure / total
        slices.append(_slice(turned, share, number, _look(number, len(figures))))
        turned += share
        words = f"{number + 1}  {chart.places[number]}  {one.words[number] or '—'}"
        if not one.words[number].endswith(("%", "％")):
            words += f"（{share:.1%}）"
        rows.append(_text("0", size + 1.9 + 1.6 * number, words))
    circle = (
        f'<svg x="0" y="0" width="{_n(size)}em" height="{_n(size)}em" viewBox="-51 -51 102 102">'
        f"{''.join(slices)}</svg>"
    )
    return [circle, *rows], size + 1.2 + 1.6 * len(figures)


def _look(number: int, count: int) -> int:
    """Which of the four looks a slice has: never that of a neighbour."""
    is_beside_first = number == count - 1 and number % 4 == 0 and number > 0
    return 2 if is_beside_first else number % 4


def _slice(start: float, share: float, number: int, look: int) -> str:
    css = f"p-chart__slice {SLICES[look]}"
    middle = (start + share / 2) * 2 * math.pi
    x, y = math.sin(middle) * 34, -math.cos(middle) * 34
    words = (
        f'<text class="p-chart__share {SHARES[look]}" x="{_n(x)}" y="{_n(y + 3)}"'
        f' text-anchor="middle">{number + 1}</text>'
        if share >= 0.03
        else ""
    )
    if share >= 0.9999:
        return f'<circle class="{css}" r="{_n(RADIUS)}"/>{words}'
    if share <= 0:
        return ""
    ends = [(start + part) * 2 * math.pi for part in (0, share)]
    (x1, y1), (x2, y2) = [(math.sin(e) * RADIUS, -math.cos(e) * RADIUS) for e in ends]
    large = 1 if share > 0.5 else 0
    path = f"M0 0L{_n(x1)} {_n(y1)}A{_n(RADIUS)} {_n(RADIUS)} 0 {large} 1 {_n(x2)} {_n(y2)}Z"
    return f'<path class="{css}" d="{path}"/>{words}'
