"""Index numbers are given, kept and never changed (编索引号)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import queries
from zhanqun.affairs.disclosure.index_numbers import SERIAL_MOST, index_number, year_of
from zhanqun.affairs.disclosure.models import IndexNumber, Publisher, Serial
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class IndexNumberTaken(DomainError):
    code = "disclosure.index_number_taken"
    message = _("索引号“{number}”已经用在《{title}》（{unit}）上，请核对后改正。")
    status = 409


class IndexNumberFixed(DomainError):
    code = "disclosure.index_number_fixed"
    message = _("这篇稿件的索引号是“{number}”，编定以后不能更改，也不能删去。")
    status = 409


class SerialsUsedUp(DomainError):
    code = "disclosure.serials_used_up"
    message = _("{organ_code}在{year}年的索引号已经用完（五位流水号），请联系系统管理员。")


def number_for(
    article: Article, draft: Article, publisher: Publisher, by: User, now: datetime
) -> IndexNumber:
    """The number of an article that the caller has locked: the one it has, the one that was typed
    or imported, else the publisher's next. Raises IndexNumberTaken, SerialsUsedUp.
    """
    row = queries.index_number_of(article)
    if row is not None:
        return row
    if draft.index_no:
        return _kept(article, draft.index_no, now)
    published = draft.original_published_at or article.first_published_at or now
    year = year_of(draft.written_on, clock.day_of(published))
    row = _generated(article, publisher.organ_code, year, now)
    after = {"number": row.text}
    audit.record("disclosure.index_number_given", article, by=by, at=now, after=after)
    return row


def _kept(article: Article, text: str, now: datetime) -> IndexNumber:
    row = keep_if_free(article, text, now)
    if row is None:
        other = IndexNumber.objects.select_related("article__unit").get(text=text).article
        raise IndexNumberTaken(number=text, title=other.title, unit=other.unit)
    return row


def keep_if_free(
    article: Article, text: str, now: datetime, *, is_generated: bool = False
) -> IndexNumber | None:
    """A number becomes the article's, which has none, unless another article has it."""
    row = IndexNumber(text=text, article=article, given_at=now, is_generated=is_generated)
    IndexNumber.objects.bulk_create([row], ignore_conflicts=True)
    return IndexNumber.objects.filter(text=text, article=article).first()


def _generated(article: Article, organ_code: str, year: int, now: datetime) -> IndexNumber:
    """With the next serial that no imported number has; its lock lasts as long as the act."""
    Serial.objects.bulk_create([Serial(organ_code=organ_code, year=year)], ignore_conflicts=True)
    serial = Serial.objects.select_for_update().get(organ_code=organ_code, year=year)
    while serial.last < SERIAL_MOST:
        serial.last += 1
        text = index_number(organ_code, year, serial.last)
        if row := keep_if_free(article, text, now, is_generated=True):
            serial.save(update_fields=["last"])
            return row
    raise SerialsUsedUp(organ_code=organ_code, year=year)


@transaction.atomic
def put_number_in(article: Article, by: User, now: datetime) -> None:
    """Before a version is handed in: a document of a publisher, or what is filed, bears its
    number, so that what is approved carries it (送审时编索引号).
    """
    draft = library.working_copy(article)
    entry = queries.entry_of(article)
    publisher = entry.publisher if entry else _publisher_numbering(article)
    if publisher is None:
        return
    row = number_for(article, draft, publisher, by, now)
    content = {} if draft.index_no == row.text else {"index_no": row.text}
    if entry is not None and not draft.topic_class:
        content["topic_class"] = entry.topic
    if not content:
        return
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id or 0,
        content=content,
        by=by,
        now=now,
    )


def _publisher_numbering(article: Article) -> Publisher | None:
    return queries.publisher_of(article.unit_id) if article.is_document else None


def keep_typed_number(draft: Article, digest: str, by: User, now: datetime) -> None:
    """A version was saved (registered with the library). Raises IndexNumberFixed."""
    row = queries.index_number_of(draft)
    if row is None:
        if draft.index_no:
            keep_if_free(draft, draft.index_no, now)
    elif draft.index_no != row.text:
        _correct(row, draft, by, now)


def _correct(row: IndexNumber, draft: Article, by: User, now: datetime) -> None:
    """What was typed may be corrected until it is public; what was generated stays."""
    public = Article.objects.only("first_published_at", "index_no").get(pk=draft.pk)
    if not draft.index_no:
        if public.first_published_at and public.index_no:
            raise IndexNumberFixed(number=row.text)
        let_go(draft, by, now)
        return
    if row.is_generated or public.first_published_at:
        raise IndexNumberFixed(number=row.text)
    if IndexNumber.objects.filter(text=draft.index_no).exists():
        return
    row.text = draft.index_no
    row.save(update_fields=["text"])


def let_go(article: Article, by: User, now: datetime) -> None:
    """A draft was put aside: a number that was typed is free again, a generated one is not."""
    IndexNumber.objects.filter(article=article, is_generated=False, entry=None).delete()
