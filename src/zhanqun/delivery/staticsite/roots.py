"""One public folder for all who publish (公开目录的标记).

Several publishers share the work where they share the folder. One with a folder of its own, as on a
second server beside the same database, would draw pages that nobody gets to see and call them
published. So a mark lies in the folder and stands in the database; who publishes has to find the
same in both.
"""

import socket
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.staticsite.models import PublicRoot
from zhanqun.foundation import ids
from zhanqun.foundation.errors import DomainError

MARK = ".public-root"
# Publishers report every 5 s, or after a large batch.
SILENT = timedelta(seconds=60)


class OtherRoot(DomainError):
    """Pages are published to another folder. Facts: machine, folder, own."""

    code = "staticsite.other_root"
    message = _(
        "本网站发布到 {machine} 的 {folder}，本机的 {own} 不是这个目录，没有发布。"
        "要分担发布，请共用那个目录；要改为发布到这里，请停掉那边的发布进程，"
        "一分钟后在这里执行 manage.py build_site。"
    )


@transaction.atomic
def join(now: datetime, *, is_new_place: bool = False) -> None:
    """Publish to this folder, beside those that share it. Raises OtherRoot.

    is_new_place: become the folder of this database, if no publisher of the former one is at work.
    """
    root = Path(settings.ZHANQUN_PUBLIC_ROOT)
    here = {"machine": socket.gethostname()[:100], "folder": str(root)[:300]}
    row, _is_first = PublicRoot.objects.select_for_update().get_or_create(
        pk=PublicRoot.ONLY, defaults=here | {"seen_at": now}
    )
    mark = _mark_in(root)
    # A folder that lost its mark is still where it was.
    is_same = mark == row.mark if mark else here == {"machine": row.machine, "folder": row.folder}
    if not is_same:
        if not is_new_place or now - row.seen_at <= SILENT:
            raise OtherRoot(machine=row.machine, folder=row.folder, own=root)
        row.mark = ids.new_uid()  # the former folder keeps its own
    PublicRoot.objects.filter(pk=row.pk).update(**here, mark=row.mark, seen_at=now)
    if mark != row.mark:
        root.mkdir(parents=True, exist_ok=True)
        (root / MARK).write_text(f"{row.mark}\n", "ascii")


def _mark_in(root: Path) -> UUID | None:
    try:
        return UUID((root / MARK).read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return None
