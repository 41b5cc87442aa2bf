"""Counts tries against buckets, so that a guesser waits and nobody is locked out. None commits.

A bucket is an account as strangers reach it, one device that is known, or one network. Its name is a keyed
hash: the table tells nobody's name and nobody's address.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import uuid4

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from supportapp.accounts.models import Tries
from supportapp.accounts.rules import Limit, Seen, after_try, neighbourhood
from supportapp.core import clock
from supportapp.core.db import db


class Slowed(Exception):
    """Too many tries: none is taken for so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where tries are counted, and how many are free there."""

    name: str
    limit: Limit


def bucket(what: str, value: str, limit: Limit) -> Bucket:
    """The bucket of one account, device or network."""
    key = (current_app.secret_key or "").encode() if isinstance(current_app.secret_key, str) else b""
    return Bucket(hmac.digest(key, f"{what}:{value}".encode(), "sha256").hex(), limit)


def of_address(what: str, address: str | None, limit: Limit) -> Bucket:
    """The bucket of a network for one kind of try."""
    return bucket(what, neighbourhood(address), limit)


def refuse_if_slowed(buckets: Sequence[Bucket]) -> None:
    """Raises Slowed while any of the buckets is full. Takes no lock."""
    names = [each.name for each in buckets]
    free_at = db.session.scalar(select(func.max(Tries.free_at)).where(Tries.bucket.in_(names)))
    if free_at is not None and (left := (free_at - clock.now()).total_seconds()) > 0:
        raise Slowed(ceil(left))


def hold(buckets: Sequence[Bucket]) -> None:
    """Lock the buckets until the transaction ends, so that tries made at once count one by one.

    Raises Slowed as `refuse_if_slowed` does: another try may have filled a bucket meanwhile.
    """
    now = clock.now()
    rows = [
        {"id": uuid4(), "bucket": each.name, "count": 0, "since": now, "free_at": now}
        for each in sorted(buckets, key=lambda each: each.name)
    ]
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(dialect.insert(Tries).values(rows).on_conflict_do_nothing(index_elements=["bucket"]))
    _locked(buckets)
    refuse_if_slowed(buckets)


def count(buckets: Sequence[Bucket]) -> None:
    """One more try in each of the buckets that are held."""
    now = clock.now()
    limits = {each.name: each.limit for each in buckets}
    for row in _locked(buckets):
        seen = after_try(limits[row.bucket], Seen(row.count, row.since, row.free_at), now)
        row.count, row.since, row.free_at = seen.count, seen.since, seen.free_at
    db.session.flush()


def forget(one: Bucket) -> None:
    """A try that was right: the ones before it were slips of the finger."""
    db.session.execute(delete(Tries).where(Tries.bucket == one.name))


def _locked(buckets: Sequence[Bucket]) -> Sequence[Tries]:
    names = [each.name for each in buckets]
    rows = select(Tries).where(Tries.bucket.in_(names)).order_by(Tries.bucket).with_for_update()
    return db.session.scalars(rows.execution_options(populate_existing=True)).all()
