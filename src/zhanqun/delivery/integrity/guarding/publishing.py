"""Letting the publisher finish (等待发布落定).

It writes files first and its records when the batch is complete, within half a second. Until
then a new page looks like a foreign file.
"""

import time

from zhanqun.delivery.staticsite import api as staticsite

# A transaction that stays open longer is stuck and does not hold up protection.
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.03


def let_publishers_finish() -> None:
    """Return when all that publishers had begun is committed or undone; hold up none of them."""
    begun = staticsite.writers()
    until = time.monotonic() + PATIENCE_SECONDS
    while begun and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
        begun &= staticsite.writers()
