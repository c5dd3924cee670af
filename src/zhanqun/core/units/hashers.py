"""How passwords are stored, beyond Django's own ways."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

ONE_TIME = "one_time"


class OneTimePasswordHasher(PBKDF2PasswordHasher):
    """A password that somebody else knows (一次性密码): it opens the desk, then must be changed.

    The stored password itself says so; whatever replaces it takes the mark away too.
    """

    algorithm = ONE_TIME
