"""Why a file is not taken, or not given out."""

from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError


class FileRefused(DomainError):
    """The file is not of an allowed kind, or its content is not what its name says."""

    code = "attachments.refused"
    message = _("文件“{name}”不能上传：{why}。")


class FileInQuarantine(DomainError):
    """The file is not scanned yet, or has a virus: nobody opens it (隔离中)."""

    code = "attachments.in_quarantine"
    message = _("文件“{name}”在隔离区（{state}），现在不能打开。")
    status = 409


class FileGone(DomainError):
    """The bytes of an infected file were deleted after their time."""

    code = "attachments.gone"
    message = _("文件“{name}”查出病毒后已按期删除，不能再查毒。")
    status = 410
