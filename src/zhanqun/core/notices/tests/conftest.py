"""Mail that really leaves: a server in a thread, and the settings that lead to it."""

import pytest
from django.contrib.auth import get_user_model

from mail_server import running_mail_server

FROM = "zhanqun@qingyun.gov.example"


@pytest.fixture
def mail_to(settings):
    """Send mail to a port, as the environment would have it."""

    def mail_to(port: int, **how) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = FROM
        settings.EMAIL_TIMEOUT = 5
        for name, value in how.items():
            setattr(settings, name, value)

    return mail_to


@pytest.fixture
def server(mail_to):
    with running_mail_server() as running:
        mail_to(running.port)
        yield running


@pytest.fixture
def addressed(town):
    """Everybody of the town has a mail address: name@qingyun.gov.example."""
    for username, person in town.people.items():
        person.email = f"{username}@qingyun.gov.example"
    get_user_model().objects.bulk_update(town.people.values(), ["email"])
    return town
