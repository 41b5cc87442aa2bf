"""Passphrases: hashed with argon2id, checked in the same time whether or not the person exists."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from supportapp.core.errors import Busy

MOST_AT_ONCE = 2
WAIT_SECONDS = 4.0
MOST_LETTERS = 128  # a longer one never reaches the hash: hashing is slow on purpose

# argon2id, 46 MiB, one pass, one lane: the first choice of the OWASP password storage cheat sheet, read 2026-11-23.
_cost = {"time_cost": 1, "memory_cost": 47_104, "parallelism": 1}
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


def lower_cost_for_tests() -> None:
    """Make hashing cheap in this process. For the test suite only."""
    _cost.update(time_cost=1, memory_cost=8)
    _hasher.cache_clear()
    _nobody.cache_clear()


def hash_passphrase(passphrase: str) -> str:
    """The argon2id hash to keep. About 50 ms of one core and 46 MiB. Raises Busy when too many wait."""
    with _turn():
        return _hasher().hash(passphrase)


def matches(kept: str | None, passphrase: str) -> bool:
    """Whether `passphrase` is the one behind the hash `kept`; as slow as ever where `kept` is None."""
    if len(passphrase) > MOST_LETTERS:
        passphrase = ""
    with _turn():
        try:
            return _hasher().verify(kept or _nobody(), passphrase) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher(**_cost)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash("nobody has this passphrase")


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
