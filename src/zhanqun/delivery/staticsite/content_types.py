"""What kind of file an address is (文件类型), by its ending: one table for nginx, for the demo's
own serving and for mirrors."""

import re
from pathlib import PurePosixPath

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/json",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "txt": "text/plain",
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "ts": "video/mp2t",
    "vtt": "text/vtt",
    "ics": "text/calendar",
}
OTHER = "application/octet-stream"

# Written by us, in UTF-8. Attachments under /f/ are not: their encoding is their author's.
IN_UTF8 = (
    "text/html",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/calendar",
    "application/xml",
    "application/atom+xml",
    "application/rss+xml",
)
FOR_EVER, ASK_EACH_TIME = "public, max-age=31536000, immutable", "no-cache"
# A hash in the name: whatever stands there stays the same for ever.
HASHED_NAME = r"^/static/.+\.[0-9a-f]{12}\.[a-z0-9]+$"


def content_type(path: str) -> str:
    """The Content-Type of an address, with the charset where it is certain."""
    found = TYPES.get(PurePosixPath(path).suffix.lstrip(".").lower(), OTHER)
    in_utf8 = found in IN_UTF8 and not path.startswith("/f/")
    return f"{found}; charset=utf-8" if in_utf8 else found


def cache_control(path: str) -> str:
    """For how long an address may be kept: for ever under a name that tells its content; else
    it is asked for each time, so that what is withdrawn is gone at once."""
    return FOR_EVER if re.match(HASHED_NAME, path) else ASK_EACH_TIME
