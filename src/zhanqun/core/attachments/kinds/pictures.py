"""Pictures that are something else besides (图片夹带): pages, scripts, packages."""

import re
import zipfile
from typing import IO

from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments.kinds.plain import Check, Unfit, head_of

# Long enough that the packed colours of a picture hardly spell them.
_CODE = re.compile(rb"<script[\s>/]|<\?php\s|<html[\s>]|<svg[\s>]|javascript:", re.IGNORECASE)
_OVERLAP_BYTES = 16
_CHUNK_BYTES = 1024 * 1024


def without_foreign(check: Check) -> Check:
    """`check`, and that no page, script, PDF or zip rides on the picture."""

    def both(file: IO[bytes]) -> None:
        check(file)
        if _holds_code(file) or b"%PDF-" in head_of(file):
            raise Unfit(_("图片里夹带了网页、程序或PDF的内容，可能是恶意文件"))
        file.seek(0)
        if zipfile.is_zipfile(file):
            raise Unfit(_("图片后面接着一个压缩包，可能是恶意文件"))

    return both


def _holds_code(file: IO[bytes]) -> bool:
    file.seek(0)
    rest = b""
    while chunk := file.read(_CHUNK_BYTES):
        if _CODE.search(rest + chunk):
            return True
        rest = chunk[-_OVERLAP_BYTES:]
    return False
