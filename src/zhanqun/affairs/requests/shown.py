"""What a publisher's public page says about applying to it (平台上的依申请公开)."""

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.api import PlatformBlock, Publisher
from zhanqun.content.pages.api import Link
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.api import RECEIPT_PATH


def on_platform(publisher: Publisher) -> PlatformBlock | None:
    """Beside the way to the form: how long it takes, and where its course is read."""
    if not publisher.takes_requests:
        return None
    note = _("收到申请之日起{days}个工作日内答复，不收取费用。")
    return PlatformBlock(
        links=(Link(_("查看申请的办理情况"), RECEIPT_PATH),),
        note=note.format(days=casework.clock_of("disclosure").amount),
    )
