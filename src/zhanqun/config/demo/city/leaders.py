"""The leaders of the demo city (演示领导人名单), in their order. Names are invented."""

from datetime import date

# Name, title, order, from, until.
LEADERS = (
    ("温景岚", "市委副书记、市长", 1, date(2026, 1, 20), None),
    ("温景岚", "常务副市长", 1, date(2021, 12, 20), date(2026, 1, 19)),
    ("陆青川", "常务副市长", 2, date(2026, 1, 20), None),
    ("阮知微", "副市长", 3, date(2021, 12, 20), None),
    ("沈柏舟", "副市长", 4, date(2021, 12, 20), None),
    ("覃雨禾", "副市长", 5, date(2026, 9, 9), None),
    ("顾闻笛", "副市长", 6, date(2023, 5, 8), None),
    ("池松年", "秘书长", 7, date(2022, 1, 10), None),
)
