"""What editors may enter (检索词的规则): plain functions."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.search.editing.models import WORD_CHARS_MAX
from zhanqun.delivery.search.public.spool import folded
from zhanqun.foundation.errors import DomainError

GROUP_WORDS_MAX = 20


class TooFewWords(DomainError):
    """Nothing to find, or nothing to find it for."""

    code = "search.too_few_words"
    message = _("至少要有{least}个不同的词，每行写一个。")


class TooManyWords(DomainError):
    code = "search.too_many_words"
    message = _("一次最多{most}个词，请分开填写。")


class WordTooLong(DomainError):
    code = "search.word_too_long"
    message = _("“{word}”过长，一个词最多{most}个字。")


class AddressUnusable(DomainError):
    """Not an address that a page may lead to."""

    code = "search.address_unusable"
    message = _("地址“{url}”不能用，请填写以 https:// 或 http:// 开头的完整地址。")


def checked_words(words: Iterable[str], *, least: int = 1) -> list[str]:
    """Words without blanks around them and without repeats, in their order.

    Raises TooFewWords, TooManyWords, WordTooLong.
    """
    kept = list({folded(word): " ".join(word.split()) for word in words if word.strip()}.values())
    if len(kept) < least:
        raise TooFewWords(least=least)
    if len(kept) > GROUP_WORDS_MAX:
        raise TooManyWords(most=GROUP_WORDS_MAX)
    for word in kept:
        if len(word) > WORD_CHARS_MAX:
            raise WordTooLong(word=word[:WORD_CHARS_MAX], most=WORD_CHARS_MAX)
    return kept


def host_and_path(url: str) -> tuple[str, str]:
    """Host and path of a full address. Raises AddressUnusable."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise AddressUnusable(url=url) from None
    if parts.scheme not in ("http", "https") or not host:
        raise AddressUnusable(url=url)
    return host, parts.path or "/"
