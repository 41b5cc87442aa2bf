"""Signing in and out: a passphrase is checked with nothing held, a try is counted with the lock in hand."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import update

from supportapp.access.actor import Actor
from supportapp.accounts import passphrases, queries, rules, service, tries
from supportapp.accounts.models import Account, KnownDevice, SignIn
from supportapp.accounts.tries import Bucket
from supportapp.audit import service as audit
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import act_as
from supportapp.people import queries as people
from supportapp.people.models import Person
from supportapp.web import transaction


class DidNotMatch(Exception):
    """No such nickname, or another passphrase: whoever asks is not told which."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a browser sent to sign in: `address` is where it stands, `device` a token from an earlier time."""

    nickname: str
    passphrase: str
    address: str | None
    device: str


def check(attempt: Attempt) -> Person:
    """The person who signs in, with the write lock in hand. Raises DidNotMatch, or Slowed with no try taken.

    The tries are looked at twice: before the slow hash, and after it under the lock, so that a thousand
    tries made at once learn no more than five made one by one.
    """
    account = queries.account(attempt.nickname)
    person_id, kept = (account.person_id, account.passphrase_hash) if account else (None, None)
    buckets = _buckets(attempt, person_id)
    tries.refuse_if_slowed(buckets)
    db.session.rollback()
    is_right = passphrases.matches(kept, attempt.passphrase)
    is_old = is_right and kept is not None and passphrases.is_old(kept)
    fresh = passphrases.hash_passphrase(attempt.passphrase) if is_old else None
    transaction.begin_write()
    tries.hold(buckets)
    found = queries.account(attempt.nickname)
    if not is_right or found is None or found.passphrase_hash != kept:
        tries.count(buckets)
        transaction.keep()
        raise DidNotMatch
    return _let_in(found, buckets[0], fresh)


def _let_in(account: Account, bucket: Bucket, fresh_hash: str | None) -> Person:
    tries.forget(bucket)
    if fresh_hash is not None:
        account.passphrase_hash = fresh_hash
    return queries.person(account.person_id)


def _buckets(attempt: Attempt, person_id: UUID | None) -> list[Bucket]:
    """A device that is known stands apart: no stranger can slow it, not even from the same network."""
    if person_id is not None and queries.knows_device(person_id, attempt.device):
        return [tries.bucket("device", queries.device_hash(person_id, attempt.device), rules.PER_ACCOUNT)]
    return [
        tries.bucket("account", queries.nickname_key(attempt.nickname), rules.PER_ACCOUNT),
        tries.of_address("sign-in", attempt.address, rules.PER_ADDRESS),
    ]


def enter(person: Person, *, token: str, is_own_phone: bool) -> SignIn:
    """Sign `person` in on the browser that holds `token`."""
    act_as(person.id)
    actor, now = people.actor_for(person), clock.now()
    sign_in = SignIn(
        id=uuid4(),
        token_hash=queries.hashed(token),
        person_id=person.id,
        created_at=now,
        expires_at=now + rules.lasts(person.role, is_own_phone=is_own_phone),
        is_own_phone=is_own_phone,
    )
    db.session.add(sign_in)
    db.session.flush()
    audit.record(actor, "sign-in:open", kind="sign-in", object_id=sign_in.id)
    return sign_in


def know_device(person: Person, device: str) -> None:
    """Remember that `person` signed in on the browser that holds the token `device`."""
    if not queries.knows_device(person.id, device):
        kept = queries.device_hash(person.id, device)
        db.session.add(KnownDevice(person_id=person.id, token_hash=kept, created_at=clock.now()))
        db.session.flush()


def leave(actor: Actor, sign_in_id: UUID) -> None:
    """End one sign-in: whatever cookie that browser keeps, it opens nothing any more."""
    act_as(actor.person_id)
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended_at=clock.now()))
    audit.record(actor, "sign-in:end", kind="sign-in", object_id=sign_in_id)


def leave_others(actor: Actor, sign_in_id: UUID) -> int:
    """End every other sign-in of the actor; gives how many ended."""
    count = service.end_all(actor.person_id, but=sign_in_id)
    audit.record(actor, "sign-in:end", kind="person", object_id=actor.person_id, ended=str(count))
    return count
