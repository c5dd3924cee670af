"""Annual reports of the demo city on 2025 (演示年报): two departments, then the government.

Requests of 2025 were kept in books: the figures of the third table are entered from these, with
that reason beside each.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from zhanqun.affairs.annualreports import api as annualreports
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.core.units.api import User
from zhanqun.foundation import clock

YEAR = 2025
BOOKS = "2025年纸质登记簿"
# Publisher, day of publication, what came of whom and how it ended, what other systems count.
Row = Mapping[str, Mapping[str, int]]
REPORTS: tuple[tuple[str, datetime, Row, tuple[str, ...]], ...] = (
    (
        "jtj",
        datetime(2026, 1, 20, 9, tzinfo=clock.BEIJING),
        {
            "natural_person": {
                "new_received": 31, "carried_in": 2, "granted": 17, "partial": 3, "refused_4": 1,
                "cannot_1": 6, "cannot_2": 1, "not_handled_1": 2, "other_1": 1, "carried_out": 2,
            },
            "org_business": {"new_received": 6, "granted": 4, "refused_7": 1, "cannot_1": 1},
            "org_legal": {"new_received": 3, "granted": 2, "carried_out": 1},
        },
        ("4126", "1835", "42", "386.5"),
    ),
    (
        "mzj",
        datetime(2026, 1, 26, 9, tzinfo=clock.BEIJING),
        {
            "natural_person": {
                "new_received": 14, "granted": 8, "refused_4": 2, "cannot_1": 2, "cannot_3": 1,
                "not_handled_2": 1,
            },
            "org_public_good": {"new_received": 2, "granted": 2},
        },
        ("318", "6", "0", "0"),
    ),
    (
        "gov",
        datetime(2026, 3, 25, 9, tzinfo=clock.BEIJING),
        {
            "natural_person": {
                "new_received": 58, "carried_in": 4, "granted": 29, "partial": 6, "refused_5": 2,
                "refused_6": 4, "cannot_1": 12, "not_handled_1": 5, "carried_out": 4,
            },
            "org_research": {"new_received": 2, "granted": 2},
        },
        ("0", "0", "0", "0"),
    ),
)  # fmt: skip
BY_HAND = (
    ("t2.permits.decisions", "行政审批系统2025年统计"),
    ("t2.penalties.decisions", "行政执法平台2025年统计"),
    ("t2.coercion.decisions", "行政执法平台2025年统计"),
    ("t2.fees.amount", "非税收入系统2025年决算"),
)
TEXTS = {
    "proactive": "全年通过政府网站、政府公报主动公开信息，文件与解读同步发布，政策问答集中入库。\n"
    "规章、行政规范性文件集中公开，失效、废止的在原页面标明。",
    "on_request": "申请登记、审核、办理、答复、归档全程留痕，答复前由公开工作机构统一审核文书。\n"
    "与申请人主动沟通，帮助其明确申请内容，便民解答能当场答复的当场答复。",
    "management": "公文拟制时确定公开属性，不公开的说明理由；每年对不公开的信息重新评估一次。",
    "platform": "政府信息公开专栏统一名称和版式，网站适老化、无障碍改造完成，检索、下载功能可用。",
    "supervision": "将政府信息公开纳入年度考核，全年开展培训两次，没有发生责任追究的情形。",
    "problems": "主要问题：个别文件解读形式单一，基层工作人员对补正、征求意见的期限掌握不准。\n"
    "改进情况：增加图解和问答，期限由系统逐日说明并预警，对新任人员先培训后上岗。",
    "other": "2025年没有收取政府信息公开信息处理费。",
}
REMARK = "上年年报在旧系统，已逐项核对；其余单位的年报由各单位自行公布，不在汇总之内。"


def load_annual_reports(publishers: Mapping[str, Publisher], office: User) -> int:
    """Each written, checked, frozen and published in its turn; returns how many."""
    for code, published_at, requests, by_hand in REPORTS:
        facts: dict[str, Any] = {"by": office, "now": published_at}
        row = annualreports.begin_report(publisher_uid=publishers[code].uid, year=YEAR, **facts)
        annualreports.write_texts(uid=row.uid, base=row.texts_version, texts=TEXTS, **facts)
        figures = _figures(requests, by_hand)
        annualreports.enter_figures(uid=row.uid, figures=figures, **facts)
        annualreports.check_report(uid=row.uid, remark=REMARK, **facts)
        annualreports.freeze_report(uid=row.uid, **facts)
        annualreports.publish_report(uid=row.uid, **facts)
    return len(REPORTS)


def _figures(requests: Row, by_hand: tuple[str, ...]) -> dict[str, tuple[Decimal, str]]:
    found = {
        f"t3.{row}.{applicant}": (Decimal(number), BOOKS)
        for applicant, rows in requests.items()
        for row, number in rows.items()
    }
    others = zip(BY_HAND, by_hand, strict=True)
    return found | {place: (Decimal(number), note) for (place, note), number in others}
