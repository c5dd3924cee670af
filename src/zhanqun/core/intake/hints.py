"""What may answer a sender before they send (也许已有答案).

The door knows no business: rooms above register by kind how to find it. What they find is a
courtesy; that it is late or fails is nobody's concern but the log's.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection, transaction

from zhanqun.core.intake.frames import Place
from zhanqun.foundation.registries import Registry

logger = logging.getLogger(__name__)
MILLISECONDS, MOST = 150, 5


@dataclass(frozen=True)
class Hint:
    """A page that may answer it. note: what it is, such as 常见问题."""

    title: str
    url: str
    note: str = ""


Find = Callable[[Place, Mapping[str, str]], Sequence[Hint]]
# Kind of envelope -> (where the form stands, what is typed) -> hints, the likest first.
hints: Registry[Find] = Registry("hints before sending")


def hints_for(kind: str, place: Place, payload: Mapping[str, str]) -> tuple[Hint, ...]:
    """At most so many, within so many milliseconds; none where finding fails."""
    if kind not in hints:
        return ()
    try:
        with transaction.atomic(), connection.execute_wrapper(_Limit()):
            return tuple(hints.get(kind)(place, payload))[:MOST]
    except (DatabaseError, TimeoutError) as failure:
        logger.warning("No hints before sending (%s): %s", kind, failure)
    except Exception:
        logger.exception("Finding hints before sending failed: %s", kind)
    return ()


class _Limit:
    """Each query gets what time is left; the transaction's end takes the limit away again."""

    def __init__(self) -> None:
        self.until = monotonic() + MILLISECONDS / 1000

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        left = round((self.until - monotonic()) * 1000)
        if left <= 0:
            raise TimeoutError("time is up")
        execute(f"set local statement_timeout = {left}", None, False, context)
        return execute(sql, params, many, context)
