"""The alert bar in traditional characters (繁体预警条), a file beside the other one."""

from zhanqun.delivery.traditional.pages import is_chinese, traditional_page
from zhanqun.delivery.traditional.table import read_table
from zhanqun.foundation.dependencies import depends_on, once

TERMS_KEY = "traditional:terms"


def twin_of(bar: bytes) -> bytes | None:
    """The bar converted; None on a site that is not in Chinese."""
    text = bar.decode()
    if not is_chinese(text):
        return None
    depends_on(TERMS_KEY)
    return traditional_page(text, once(("traditional terms",), read_table)).encode()
