"""Proof of work (工作量证明): what a browser computes while a person fills in the form.

Challenges as ALTCHA's solver reads them (version 2, SHA-256): find a counter such that the digest
begins with the prefix. A challenge follows from the form's one-time key, so that none is stored and
none is good for two envelopes.
"""

import hashlib
import hmac
from dataclasses import dataclass

from zhanqun.core.intake import secret
from zhanqun.core.intake.keys import Key

ALGORITHM = "SHA-256"
# 4,096 attempts of 4 digests on average: some tenths of a second, a few seconds on an old phone.
PREFIX, COST, KEY_LENGTH = "0a7", 4, 32
COUNTER_MAX = 2**32


@dataclass(frozen=True)
class Challenge:
    """nonce, salt: 16 bytes in hex."""

    nonce: str
    salt: str

    def told(self) -> dict[str, object]:
        """As the solver wants it."""
        return {
            "parameters": {
                "algorithm": ALGORITHM,
                "nonce": self.nonce,
                "salt": self.salt,
                "cost": COST,
                "keyLength": KEY_LENGTH,
                "keyPrefix": PREFIX,
            }
        }

    def derived(self, counter: int) -> str:
        value = bytes.fromhex(self.salt + self.nonce) + counter.to_bytes(4)
        for _round in range(COST):
            value = hashlib.sha256(value).digest()
        return value.hex()

    def is_met_by(self, answer: str) -> bool:
        """answer: the counter found, as decimal digits."""
        if not (answer.isascii() and answer.isdigit() and len(answer) <= 10):
            return False
        counter = int(answer)
        return counter < COUNTER_MAX and self.derived(counter).startswith(PREFIX)


def challenge_of(key: Key) -> Challenge:
    raw = secret.digest("challenge", key.token).hex()
    return Challenge(nonce=raw[:32], salt=raw[32:])


def passed(key: Key) -> str:
    """A mark for the next step of the form: this key's proof or question was met."""
    return secret.digest("passed", key.token).hex()[:32]


def is_passed(key: Key, mark: str) -> bool:
    made = (one.hex()[:32].encode() for one in secret.digests("passed", key.token))
    return any(hmac.compare_digest(mark.encode(), one) for one in made)
