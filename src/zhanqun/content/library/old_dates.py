"""What an old database says of dates, against what the page says (旧库日期核对).

A migration often brings a wrong column along: dates a month off, or the clock of the crawl.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from zhanqun.content.library.imports import PlannedImport

HEAD = ("行", "标题", "发文字号", "旧库的列", "页面日期", "旧库日期", "相差天数")


def lines(plans: Iterable[PlannedImport]) -> Iterator[list[object]]:
    """One for each date that differs: where, what the page says, what the old database says."""
    for plan in plans:
        number = plan.text.number.text if plan.text.number else ""
        for other in plan.text.other_dates:
            told = [other.name, other.ours, other.moment, other.days_apart]
            yield [plan.name, plan.text.title, number, *told]


def summary(plans: Iterable[PlannedImport]) -> str:
    """What stands behind the differences; "" where there are none."""
    rows = list(plans)
    wrong = [plan for plan in rows if plan.text.other_dates]
    if not wrong:
        return ""
    apart = [abs(other.days_apart) for plan in wrong for other in plan.text.other_dates]
    text = _("{rows}行中有{wrong}行的旧库日期与页面不符，相差{least}至{most}天。").format(
        rows=len(rows), wrong=len(wrong), least=min(apart), most=max(apart)
    )
    crawled = sum(map(_is_crawled, wrong))
    if crawled:
        text += _("其中{n}行两列的时刻完全相同，是抓取的时刻，不是发布的时刻。").format(n=crawled)
    return text


def _is_crawled(plan: PlannedImport) -> bool:
    """Two dates that cannot be of one moment carry the same time of day."""
    clocks = [other.moment.partition(" ")[2] for other in plan.text.other_dates]
    return len(clocks) > 1 and bool(clocks[0]) and len(set(clocks)) == 1
