"""Mail addresses of private persons (个人邮箱)."""

import re
from collections.abc import Iterator

from zhanqun.core.checks.privacy.found import Found

# Providers where persons, not offices, have their mailboxes.
PRIVATE_PROVIDERS = (
    "qq|foxmail|163|126|yeah|sina|sohu|139|189|21cn|aliyun|gmail|outlook|hotmail|icloud|yahoo|live"
)
_MAIL = re.compile(
    r"(?<![0-9A-Za-z._+\-])[0-9A-Za-z._+\-]{1,64}@(?:vip\.)?"
    rf"(?:{PRIVATE_PROVIDERS})\.(?:com|cn|net|com\.cn|net\.cn)(?![0-9A-Za-z])"
)


def personal_mail(text: str) -> Iterator[Found]:
    """Addresses at providers of private mailboxes."""
    for match in _MAIL.finditer(text) if "@" in text else ():
        yield Found("privacy.email", match.start(), match.end())
