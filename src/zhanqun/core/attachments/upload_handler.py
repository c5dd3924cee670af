"""Files as they come in (接收上传): to disk, and no further than they may be kept."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from zhanqun.core.attachments.kinds import limit_for


class LimitedUploads(TemporaryFileUploadHandler):
    """Counts while it receives: what is beyond the limit of the file's kind is not written.

    Such a file ends just above its limit, so that whoever keeps it refuses it by its size.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept_bytes <= limit_for(self.file_name or ""):
            super().receive_data_chunk(raw_data, start)
            self.kept_bytes += len(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return super().file_complete(min(file_size, self.kept_bytes))
