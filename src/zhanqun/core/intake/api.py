"""The door (受理入口): everything that citizens send in comes through here and gets a receipt.

For rooms above:

1. Register a kind at start-up: `register_kind(Kind(code="letter", title=…, schema=Schema(…)))`.
   The public form, its check page and its receipt, the desk's form for paper, telephone and visits,
   and the check of every payload all follow from the schema.
2. Register a receiver for it: `receivers.register("letter", open_case)`. It is called with an
   `Arrival` in the transaction in which the envelope is stored, or released where it was held;
   nothing that is held or rejected ever reaches it. What it raises is logged and rolled back alone:
   the envelope stays, unfetched. Whatever is not stamped as fetched is offered again every minute,
   so a receiver stamps, and bears a second call. What it stamps and opens is of `told_at`: what
   was held is told days after it was stored. `Kind.still_open` says what it is still handling,
   which is never erased.
3. Keep the envelope's `uid` (a plain UUID, never a foreign key). Say that you have it with
   `stamp_fetched(uid=…, now=…)`; read it with `arrival_of(uid)`, all waiting ones with
   `waiting("letter")`.
4. Answer with `give_feedback(envelope=uid, kind="reply", title="已答复", text=…, now=…)`. The
   receipt page shows stamps and feedback, and reads nothing else.
5. Ask the writer on the receipt page, once: `give_feedback(…, ask=Ask(code="satisfaction",
   title=…, choices=(("5", "非常满意"), …), text_label="说说原因"))`, or without news
   `ask_writer(envelope=uid, ask=…, now=…)`, such as an offer to withdraw; `close_ask` ends it. The
   answer is kept here, and told to `answer_receivers.register("letter", take_answer)` as a
   `WriterAnswer`, in the transaction that stores it. A `DomainError` refuses the answer: nothing is
   stored and the writer reads its message. Any other fault is rolled back alone and offered again
   every minute, so bear a second call. No envelope is locked meanwhile: lock your own row first.
"""

from zhanqun.core.intake.asks import Ask, WriterAnswer
from zhanqun.core.intake.channels import Channel
from zhanqun.core.intake.error_reports import CODE as ERROR_REPORT_CODE
from zhanqun.core.intake.errors import (
    AlreadySent,
    AskClosed,
    KeyExpired,
    KeyUnknown,
    KindUnknown,
    PayloadRefused,
    TooManyFiles,
)
from zhanqun.core.intake.frames import Frame, Place, frames
from zhanqun.core.intake.hints import Hint, hints
from zhanqun.core.intake.keys import new_key
from zhanqun.core.intake.kinds import Kind, Note, form_path, kind_of, register_kind
from zhanqun.core.intake.numbers import numbers_in
from zhanqun.core.intake.proofs import Challenge, challenge_of
from zhanqun.core.intake.public.paths import RECEIPT_PATH
from zhanqun.core.intake.queries import (
    Arrival,
    arrival_of,
    envelopes_visible_to,
    feedback_of,
    files_that_came,
    payload_of,
    waiting,
)
from zhanqun.core.intake.receipts import Receipt
from zhanqun.core.intake.schema import Choice, Field, FieldKind, Part, Schema
from zhanqun.core.intake.services.asking import answer_ask, ask_writer, close_ask
from zhanqun.core.intake.services.feedback import Term, give_feedback
from zhanqun.core.intake.services.receiving import (
    Circumstances,
    IncomingFile,
    receive,
    stamp_fetched,
)
from zhanqun.core.intake.services.telling import answer_receivers, receivers

__all__ = [
    "AlreadySent",
    "Arrival",
    "Ask",
    "AskClosed",
    "Challenge",
    "Channel",
    "Choice",
    "Circumstances",
    "ERROR_REPORT_CODE",
    "Field",
    "FieldKind",
    "Frame",
    "Hint",
    "IncomingFile",
    "KeyExpired",
    "KeyUnknown",
    "Kind",
    "KindUnknown",
    "Note",
    "Part",
    "PayloadRefused",
    "Place",
    "RECEIPT_PATH",
    "Receipt",
    "Schema",
    "Term",
    "TooManyFiles",
    "WriterAnswer",
    "answer_ask",
    "answer_receivers",
    "arrival_of",
    "ask_writer",
    "challenge_of",
    "close_ask",
    "envelopes_visible_to",
    "feedback_of",
    "files_that_came",
    "form_path",
    "frames",
    "give_feedback",
    "hints",
    "kind_of",
    "new_key",
    "numbers_in",
    "payload_of",
    "receive",
    "receivers",
    "register_kind",
    "stamp_fetched",
    "waiting",
]
