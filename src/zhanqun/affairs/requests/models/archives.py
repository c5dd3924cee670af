"""The file of an ended request, packed for the archive (办件档案)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.states import UNDER_WAY, ArchiveState
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import ids


def _private() -> Any:
    """Where no web server serves it."""
    return attachments.private_storage()


class Archive(models.Model):
    """The zip of a request (办件档案), made in the background; of one request the last one alone.

    ticket: of the asking it is made for, new each time. done, total: pieces packed so far, and all
    of them. mark: what it was made of, by which it is known whether the request changed since.
    """

    request = models.OneToOneField(Request, models.CASCADE, related_name="archive")
    ticket = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=ArchiveState, default=ArchiveState.WAITING
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    mark = models.CharField(max_length=64, blank=True)
    file = models.FileField(storage=_private, upload_to="requests", max_length=200, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("生成时间"), null=True)

    class Meta:
        verbose_name = _("办件档案")

    def __str__(self) -> str:
        return f"{self.request}：{self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
