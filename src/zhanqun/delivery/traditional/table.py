"""The table of terms in memory (繁体用字表), read again after two seconds."""

import hashlib
import logging
import time

from django.db import Error

from zhanqun.delivery.traditional.converting import EDITION, TermTable
from zhanqun.delivery.traditional.models import Term, TermKind

KEPT_SECONDS = 2
logger = logging.getLogger(__name__)
_kept: tuple[float, TermTable] = (float("-inf"), TermTable())


def term_table() -> TermTable:
    """The table as it is, or was two seconds ago; the last one while the database is away."""
    global _kept  # noqa: PLW0603 - one table per process
    read_at, table = _kept
    now = time.monotonic()
    if now - read_at < KEPT_SECONDS:
        return table
    try:
        table = read_table()
    except Error as failure:
        logger.warning("the table of terms cannot be read: %s", failure)
    _kept = (now, table)
    return table


def read_table() -> TermTable:
    rows = list(Term.objects.order_by("plain").values_list("kind", "plain", "traditional"))
    told = hashlib.sha256(repr((EDITION, rows)).encode()).hexdigest()[:12]
    return TermTable(
        words={plain: full for kind, plain, full in rows if kind != TermKind.SURNAME},
        surnames={plain: full for kind, plain, full in rows if kind == TermKind.SURNAME},
        version=told,
    )
