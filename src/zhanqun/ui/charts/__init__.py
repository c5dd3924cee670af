"""Charts of tables (图表): what a table says, and a drawing of it without any script.

A table of running text with the class `chart-bar`, `chart-line` or `chart-pie` is drawn above its
own numbers; where it cannot be, it stays a table and `NotAChart` says why.
"""

from zhanqun.ui.charts.drawing import draw
from zhanqun.ui.charts.reading import KINDS, Chart, NotAChart, Series, kind_of, read

__all__ = ["KINDS", "Chart", "NotAChart", "Series", "draw", "kind_of", "read"]
