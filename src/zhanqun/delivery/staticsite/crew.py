"""Processes that work off a full build side by side (并行重建).

Imported by a fresh interpreter before the rooms are loaded, so that it imports none above.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context


@contextmanager
def helpers(overhaul_id: int, number: int) -> Iterator[None]:
    """So many further processes work beside; they end when nothing is left."""
    context = get_context("spawn")
    crew = [context.Process(target=_help, args=[overhaul_id]) for _one in range(number)]
    for process in crew:
        process.start()
    try:
        yield
    except BaseException:
        for process in crew:
            process.terminate()
        raise
    finally:
        for process in crew:
            process.join()


def _help(overhaul_id: int) -> None:
    import django

    django.setup()
    from zhanqun.delivery.staticsite.models import Overhaul
    from zhanqun.delivery.staticsite.publisher import finish

    for _batch in finish(Overhaul.objects.get(pk=overhaul_id)):
        pass
