"""PDF before it is kept (PDF处理): nothing in it acts by itself."""

import io
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

# Actions that run programs, send data away, or play what readers need plug-ins for.
# Source: ISO 32000-1:2008, 12.6.4.
_ACTING = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition",
        "/Movie", "/Sound", "/RichMediaExecute",
    }
)  # fmt: skip
# Trees of scripts and of files inside; elsewhere the same word may name a font.
_TREES = ("/JavaScript", "/EmbeddedFiles")
_ACTING_MARKS = frozenset(
    {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
)  # fmt: skip
_ACTION_KEYS = ("/A", "/OpenAction", "/Next", "/PA")
_SCRIPT_ADDRESS = ("javascript:", "vbscript:", "file:", "data:")
_END_MARK, _END_WITHIN = b"%%EOF", 2048


class BrokenPdf(Exception):
    """The file cannot be opened as a PDF, or is cut off."""


class LockedPdf(Exception):
    """The file opens with a password only."""


class SignedPdf(Exception):
    """A signed file holds active content: taking it out would break the signature."""


def without_active_content(file: IO[bytes]) -> IO[bytes] | None:
    """The PDF written anew without what acts by itself; None where there was nothing to take out.

    Document information stays. A signed file without active content is left byte for byte.
    Raises BrokenPdf, LockedPdf, SignedPdf.
    """
    pdf, is_repaired = _opened(file)
    with pdf:
        is_cleaned = _strip(pdf)
        if is_cleaned and _is_signed(pdf):
            raise SignedPdf
        if not (is_cleaned or is_repaired):
            return None
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out)
    out.seek(0)
    return out


def _opened(file: IO[bytes]) -> tuple[Pdf, bool]:
    """The file, and whether its table had to be repaired."""
    try:
        return _with_pages(_open(file, attempt_recovery=False)), False
    except BrokenPdf:
        if not _has_end(file):
            raise
        return _with_pages(_open(file, attempt_recovery=True)), True


def _open(file: IO[bytes], *, attempt_recovery: bool) -> Pdf:
    file.seek(0)
    try:
        return pikepdf.open(
            cast(BinaryIO, file), attempt_recovery=attempt_recovery, suppress_warnings=True
        )
    except pikepdf.PasswordError as failure:
        raise LockedPdf from failure
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as failure:
        raise BrokenPdf from failure


def _with_pages(pdf: Pdf) -> Pdf:
    try:
        if len(pdf.pages):
            return pdf
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        pass
    pdf.close()
    raise BrokenPdf


def _has_end(file: IO[bytes]) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_WITHIN))
    return _END_MARK in file.read()


def _strip(pdf: Pdf) -> bool:
    """Take out what acts; whether there was any."""
    found = False
    for owner in pdf.objects:
        for part in _parts(owner):
            found |= _strip_dictionary(part)
    return found


def _parts(owner: Any) -> Iterator[Any]:
    """The dictionaries of one object of the file, those inside it included."""
    waiting = [owner]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Stream | Dictionary):
            yield part
            values = (part[str(key)] for key in part)
            waiting += [value for value in values if _is_own(value)]
        elif isinstance(part, Array):
            waiting += [value for value in part.as_list() if _is_own(value)]


def _is_own(value: Any) -> bool:
    """Whether a value lies in its owner; what stands on its own is visited by itself."""
    return isinstance(value, Object) and not value.is_indirect


def _strip_dictionary(part: Any) -> bool:
    wrong = [key for key in _ACTION_KEYS if key in part and _acts(part[key])]
    wrong += [key for key in _TREES if key in part and _is_tree(part[key])]
    if "/AA" in part and _has_acting_part(part["/AA"]):
        wrong.append("/AA")
    if "/JS" in part and "/S" in part:
        wrong.append("/JS")
    if "/XFA" in part and "/Fields" in part:
        wrong.append("/XFA")
    if "/AF" in part and isinstance(part["/AF"], Array):
        wrong.append("/AF")
    for key in wrong:
        del part[key]
    return _strip_marks(part) or bool(wrong)


def _is_tree(value: Any) -> bool:
    return isinstance(value, Dictionary) and ("/Names" in value or "/Kids" in value)


def _has_acting_part(triggers: Any) -> bool:
    """Whether one of the acts that a page or field does by itself (附加动作) is of that kind."""
    return isinstance(triggers, Dictionary) and any(map(_acts, triggers.as_dict().values()))


def _strip_marks(part: Any) -> bool:
    """Take marks on a page (注释) that play or carry files off it."""
    marks = part.get("/Annots")
    if not isinstance(marks, Array):
        return False
    kept = [mark for mark in marks.as_list() if _subtype(mark) not in _ACTING_MARKS]
    if len(kept) == len(marks):
        return False
    part["/Annots"] = Array(kept)
    return True


def _subtype(mark: Any) -> str:
    return str(mark.get("/Subtype", "")) if isinstance(mark, Dictionary) else ""


def _acts(action: Any) -> bool:
    """Whether an action, or one of a list of them, is of the kind that acts."""
    if isinstance(action, Array):
        return any(_acts(row) for row in action.as_list() if isinstance(row, Dictionary))
    if not isinstance(action, Dictionary):
        return False
    if str(action.get("/S", "")) in _ACTING:
        return True
    address = str(action.get("/URI", "")).strip().lower()
    return address.startswith(_SCRIPT_ADDRESS)


def _is_signed(pdf: Pdf) -> bool:
    """Whether the file holds an electronic signature (电子签名、电子签章)."""
    return any(
        isinstance(part, Dictionary) and "/ByteRange" in part and "/Contents" in part
        for owner in pdf.objects
        for part in _parts(owner)
    )
