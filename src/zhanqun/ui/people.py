"""Who asks (操作人)."""

from typing import Any

from django.http import HttpRequest


def person_of(request: HttpRequest) -> Any:
    """The signed-in person, as our user model; desk views let nobody else pass."""
    return request.user
