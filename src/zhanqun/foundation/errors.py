"""Refusals: a rule said no, with a stable code and facts for the message."""

from typing import Any


class DomainError(Exception):
    """A rule said no.

    `code` is stable and for machines; `message` is what a person reads (Chinese, marked for
    translation) and is formatted with the facts; `status` is the HTTP status at the edge.
    """

    code = "domain.refused"
    message: Any = ""
    status = 400

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message).format(**self.facts) if self.message else self.code
