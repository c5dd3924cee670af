from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.functional import LazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from zhanqun.core.attachments.deriving import DERIVABLE, Derived
from zhanqun.core.attachments.states import (
    RELEASED,
    SHORT_LABELS,
    TONES,
    UNSCANNED,
    ScanState,
)
from zhanqun.foundation import ids


class PrivateFiles(FileSystemStorage):
    """A folder that no web server serves, so its files have no address."""

    def url(self, name: str | None) -> str:
        raise ValueError("Private files are not accessible via a URL.")


class PrivateStorage(LazyObject):
    """Found when first used, so that the settings of the moment hold."""

    def _setup(self) -> None:
        self._wrapped = PrivateFiles(location=settings.ZHANQUN_PRIVATE_ROOT)


def private_storage() -> Any:
    """Where originals lie; a function, so that no migration carries a folder of one machine."""
    return PrivateStorage()


def _attachment_path(attachment: "Attachment", _name: str) -> str:
    return f"files/{attachment.key[:2]}/{attachment.key}"


# The value that the database itself gives where a process of the former version writes a row.
_NO_ROWS = models.Value([], models.JSONField())


class Attachment(models.Model):
    """One uploaded file (附件): private until a live page refers to it.

    `key` is opaque and stands in the address `/f/key/name`; `name` is the original name.
    `sha256` is of what is kept, `received_sha256` of what came in before it was cleaned.
    `parts` are the words in it: [[where, text], …], where "" is what every reader sees.
    `derived` is what was made of it (`Derived`); derived_at: None until that was tried.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    key = models.CharField(max_length=16, unique=True, default=ids.short_code)
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    received_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    treated = models.CharField(_("入库处理"), max_length=200, blank=True, db_default="")
    listing = models.JSONField(default=list, db_default=_NO_ROWS)  # of a zip: [[name, bytes], …]
    text = models.TextField(_("提取的文字"), blank=True)
    parts = models.JSONField(default=list, db_default=_NO_ROWS)
    read_at = models.DateTimeField(null=True, blank=True)
    scan = models.CharField(
        _("查毒"), max_length=10, choices=ScanState.choices, db_default=ScanState.OFF
    )
    scan_note = models.CharField(max_length=200, blank=True, db_default="")
    scanned_at = models.DateTimeField(null=True, blank=True)
    derived = models.JSONField(default=list, db_default=_NO_ROWS)
    derived_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(storage=private_storage, upload_to=_attachment_path, max_length=200)
    # Both empty where a citizen sent it in: the envelope says who may see it.
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+", null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    uploaded_at = models.DateTimeField()
    unit_id: int | None

    class Meta:
        verbose_name = _("附件")
        indexes = [
            models.Index(
                fields=["uploaded_at", "id"],
                condition=~models.Q(scan__in=sorted(RELEASED)),
                name="attachment_quarantine",
            ),
            models.Index(
                fields=["uploaded_at", "id"],
                condition=models.Q(derived_at=None, content_type__in=DERIVABLE),
                name="attachment_not_derived",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def derivatives(self) -> list[Derived]:
        """What was made of it: pictures by format and size, or a video's playlist and stream."""
        return [Derived(*row) for row in self.derived]

    @property
    def is_released(self) -> bool:
        """Whether the scanner lets it go live."""
        return self.scan in RELEASED

    @property
    def is_infected(self) -> bool:
        return self.scan == ScanState.INFECTED

    @property
    def is_open(self) -> bool:
        """Whether it may be opened at the desk: a picture that waits was drawn anew by us."""
        return self.is_released or (self.scan in UNSCANNED and self.is_image)

    @property
    def scan_label(self) -> str:
        """The state in few words, for beside a file's name."""
        return str(SHORT_LABELS[ScanState(self.scan)])

    @property
    def scan_tone(self) -> str:
        return TONES[ScanState(self.scan)]


class AttachmentUse(models.Model):
    """A live page refers to this file (附件引用). No rows: the file is private."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="uses")
    owner = models.CharField(max_length=60, db_index=True)  # such as "article:<uid>"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "owner"], name="attachment_use_once")
        ]


class PartialUpload(models.Model):
    """A large file on its way in, part by part (分片上传); its bytes lie beside the database."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    name = models.CharField(max_length=500)
    size_bytes = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()


class Picture(AbstractImage):
    """A picture for Wagtail's image chooser (图片); the original stays private."""

    file = models.ImageField(storage=private_storage, upload_to="images", max_length=200)

    admin_form_fields = ("title", "description", "file")
    objects = ImageQuerySet.as_manager()


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")
    file = models.ImageField(storage=private_storage, upload_to="renditions", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]
