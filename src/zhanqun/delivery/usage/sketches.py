"""How many different ones there were, without keeping any (基数估计, HyperLogLog)."""

import hashlib
import math

# 2^12 registers: 4 KB a site and day, a standard error of 1.6 %.
BITS = 12
REGISTERS = 1 << BITS
_REST = 64 - BITS
_ALPHA = 0.7213 / (1 + 1.079 / REGISTERS)


class Sketch:
    """A set that tells its size, roughly, and nothing of its members (访客草图)."""

    def __init__(self, kept: bytes = b"") -> None:
        self._registers = bytearray(kept or REGISTERS)

    def add(self, member: bytes, salt: bytes) -> None:
        digest = hashlib.blake2b(member, key=salt, digest_size=8).digest()
        number = int.from_bytes(digest)
        register, rest = number >> _REST, number & ((1 << _REST) - 1)
        rank = _REST - rest.bit_length() + 1
        if rank > self._registers[register]:
            self._registers[register] = rank

    def merge(self, kept: bytes) -> None:
        if kept:
            self._registers = bytearray(map(max, self._registers, kept))

    def size(self) -> int:
        total = sum(2.0**-rank for rank in self._registers)
        guess = _ALPHA * REGISTERS**2 / total
        empty = self._registers.count(0)
        # Few members: the registers still empty tell more (linear counting).
        if guess <= 2.5 * REGISTERS and empty:
            guess = REGISTERS * math.log(REGISTERS / empty)
        return round(guess)

    def __bytes__(self) -> bytes:
        return bytes(self._registers)
