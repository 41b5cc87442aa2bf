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

# argon2id, 46 MiB, one pass, one lane: the first choice of OWASP's password storage cheat sheet, 2026-11-23.
_cost = {"time": 1, "KiB": 47_104}
_code_cost = {"time": 1, "KiB": 8_192}
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


def lower_cost_for_tests() -> None:
    """Make hashing cheap in this process. For the test suite only."""
    _cost.update(KiB=8)
    _code_cost.update(KiB=8)
    for made in (_hasher, _nobody, _code_hasher, _no_code):
        made.cache_clear()


def hash_passphrase(passphrase: str) -> str:
    """The argon2id hash to keep. About 50 ms of one core and 46 MiB. Raises Busy when too many wait."""
    with _turn():
        return _hasher().hash(passphrase)


def is_old(kept: str) -> bool:
    """Whether a hash was made at another cost than today's, and is to be made anew with the words at hand."""
    return _hasher().check_needs_rehash(kept)


def hash_code(secret: str) -> str:
    """The argon2id hash of a code's secret. A few milliseconds: it is random, and lives for three days."""
    return _code_hasher().hash(secret)


def code_matches(kept: str | None, secret: str) -> bool:
    """Whether `secret` is the one behind the hash `kept`; just as slow where `kept` is None."""
    try:
        return _code_hasher().verify(kept or _no_code(), secret) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def matches(kept: str | None, passphrase: str) -> bool:
    """Whether `passphrase` is the one behind the hash `kept`; as slow as ever where `kept` is None."""
    if len(passphrase) > MOST_LETTERS:
        passphrase = ""
    with _turn():
        try:
            return _hasher().verify(kept or _nobody(), passphrase) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def _made(cost: dict[str, int]) -> PasswordHasher:
    return PasswordHasher(time_cost=cost["time"], memory_cost=cost["KiB"], parallelism=1)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return _made(_cost)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash("nobody has this passphrase")


@lru_cache(maxsize=1)
def _code_hasher() -> PasswordHasher:
    return _made(_code_cost)


@lru_cache(maxsize=1)
def _no_code() -> str:
    return _code_hasher().hash("no such code")


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
