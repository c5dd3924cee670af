"""When an answer proves what was published (核验规则)."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin

from zhanqun.delivery.integrity.proof.fetching import Answer

# Asked again so long after each failure; then it is an alarm.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 30, 120))
GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should be answered. status: 404 where nothing stands any more."""

    status: int
    sha256: str = ""
    location: str = ""


def objection(wanted: Wanted, answer: Answer, base_url: str) -> str:
    """What is wrong with an answer, for the person at the desk; "" when it proves."""
    if answer.status is None:
        return f"访问不到：{answer.error}"
    if wanted.status in GONE:
        return "" if answer.status in GONE else f"应已撤下，仍返回{answer.status}"
    if answer.status != wanted.status:
        return f"应返回{wanted.status}，实际返回{answer.status}"
    if wanted.status == 301:
        to = urljoin(base_url, answer.location)
        return "" if to == urljoin(base_url, wanted.location) else f"跳转到了{to}"
    return "" if answer.sha256 == wanted.sha256 else "内容与发布的不一致"
