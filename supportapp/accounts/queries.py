"""Reads of accounts and sign-ins."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from supportapp.access.actor import Actor, Role
from supportapp.accounts.models import Account, CodeKind, JoinCode, KnownDevice, SignIn
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people.models import (
    Assignment,
    Circle,
    Membership,
    Organisation,
    Part,
    Person,
    TextSize,
    Theme,
)


class Profile(NamedTuple):
    """What every page needs to know of the person who is signed in; columns, since no page changes it in passing."""

    id: UUID
    org_id: UUID
    role: Role
    full_name: str
    known_as: str
    zone: str
    language: str
    theme: Theme
    text_size: TextSize
    wants_calm: bool


class SignedIn(NamedTuple):
    """Somebody signed in on this device: the sign-in's id, the organisation's name and nation, and the person."""

    sign_in_id: UUID
    organisation: str
    nation: Nation
    person: Profile


def hashed(token: str) -> str:
    """What is kept of a random token. It has 256 bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(token: str) -> SignedIn | None:
    """Who stands behind a cookie's token, if sign-in and account still hold. One statement."""
    values = {"token": hashed(token), "now": clock.now()}
    row = db.session.connection().execute(_SIGNED_IN, values).one_or_none()
    return SignedIn(row[0], row[1], row[2], Profile(*row[3:])) if row else None


# Put together once: it is asked before every page.
_SIGNED_IN = scoped(
    select(
        SignIn.id,
        Organisation.name,
        Organisation.nation,
        *(getattr(Person, field) for field in Profile._fields),
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Organisation, Organisation.id == Person.org_id)
    .join(Account, Account.person_id == Person.id)
    .where(
        SignIn.token_hash == bindparam("token"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
        Account.disabled_at.is_(None),
    ),
    "sign-in",
)


def account(nickname: str) -> Account | None:
    """The open account with this nickname, however it is typed."""
    return db.session.scalar(
        select(Account).where(Account.nickname_key == nickname_key(nickname), Account.disabled_at.is_(None))
    )


def nickname_key(nickname: str) -> str:
    """Two nicknames that look the same to a person are the same."""
    return " ".join(nickname.split()).casefold()


def knows_device(person_id: UUID, device_token: str) -> bool:
    """Whether this person signed in on this browser before."""
    known = select(KnownDevice.id).where(KnownDevice.token_hash == device_hash(person_id, device_token))
    return bool(device_token) and db.session.scalar(known) is not None


def device_hash(person_id: UUID, device_token: str) -> str:
    """What is kept of one person's use of a browser; two people may share a browser."""
    return hashed(f"{device_token}.{person_id}")


def open_organisations() -> Sequence[Organisation]:
    """The organisations that let people start alone, by name. At most 50."""
    rows = select(Organisation).where(Organisation.lets_people_start_alone)
    return db.session.scalars(rows.order_by(Organisation.name).limit(50)).all()


def person(person_id: UUID) -> Person:
    """The person behind an account, for signing them in."""
    return db.session.execute(scoped(select(Person).where(Person.id == person_id), "sign-in")).scalar_one()


def own_sign_ins(actor: Actor) -> Sequence[SignIn]:
    """Where the actor is signed in now, the newest first. At most 50."""
    mine = select(SignIn).where(
        SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
    )
    return db.session.scalars(mine.order_by(SignIn.created_at.desc()).limit(50)).all()


def code(prefix: str, kind: CodeKind) -> JoinCode | None:
    """The code with these first four characters, even if used; locked until the transaction ends."""
    return _code(JoinCode.prefix == prefix, JoinCode.kind == kind)


def code_by_id(code_id: UUID) -> JoinCode | None:
    """The code that was checked a moment ago; locked until the transaction ends."""
    return _code(JoinCode.id == code_id)


def _code(*tests: ColumnElement[bool]) -> JoinCode | None:
    found = select(JoinCode).where(*tests).with_for_update()
    return db.session.scalar(scoped(found, "join").execution_options(populate_existing=True))


def open_invites(person_id: UUID) -> Sequence[JoinCode]:
    """Every invite code of one person that was neither used nor ended, whoever made it; for ending them."""
    found = select(JoinCode).where(
        JoinCode.kind == CodeKind.INVITE,
        JoinCode.person_id == person_id,
        JoinCode.used_at.is_(None),
        JoinCode.ended_at.is_(None),
    )
    return db.session.scalars(scoped(found.order_by(JoinCode.id).with_for_update(), "join")).all()


def secret_hash(prefix: str, kind: CodeKind) -> str | None:
    """The hash behind a code's first four characters, read without a lock."""
    found = select(JoinCode.secret_hash).where(JoinCode.prefix == prefix, JoinCode.kind == kind)
    return db.session.scalar(scoped(found, "join"))


def visible_codes(actor: Actor) -> Select[JoinCode]:
    """The codes of the families that a worker works with, and the link codes that they made."""
    codes = scoped(select(JoinCode).where(JoinCode.org_id == actor.org_id), actor.person_id)
    if actor.role is not Role.WORKER:
        return codes.where(JoinCode.id.is_(None))
    return codes.where(JoinCode.circle_id.in_(actor.circle_ids) | (JoinCode.worker_id == actor.person_id))


def codes_of(actor: Actor, circle_id: UUID) -> Sequence[JoinCode]:
    """The invite codes of one circle, newest first, ended ones too. At most 50."""
    codes = visible_codes(actor).where(JoinCode.circle_id == circle_id, JoinCode.kind == CodeKind.INVITE)
    return db.session.scalars(codes.order_by(JoinCode.created_at.desc()).limit(50)).all()


def people_with_account(actor: Actor, person_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these people can sign in. The caller names only people that the actor may see."""
    rows = (
        select(Account.person_id)
        .join(Person, Person.id == Account.person_id)
        .where(Person.org_id == actor.org_id, Person.id.in_(person_ids), Account.disabled_at.is_(None))
    )
    return set(db.session.scalars(scoped(rows, actor.person_id)))


def beyond_reach(actor: Actor, person_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these people have an account that opens more than the actor's own circles. One statement.

    A code renews a whole account: who works with one of somebody's circles may not open another with it.
    """
    elsewhere = select(Membership.id).where(
        Membership.person_id == Person.id,
        Membership.part != Part.CHILD,
        Membership.circle_id.not_in(actor.circle_ids),
    )
    rows = (
        select(Account.person_id)
        .join(Person, Person.id == Account.person_id)
        .where(Person.id.in_(person_ids), or_(Person.role != Role.FAMILY, elsewhere.exists()))
    )
    return set(db.session.scalars(scoped(rows, actor.person_id)))


def circles_alone(actor: Actor) -> Sequence[UUID]:
    """The circles that the actor began alone and still has alone: no other adult ever, and no worker.

    A worker who is let in reads everything of a circle, so that nobody else's may be in it. One statement.
    """
    others = select(Membership.id).where(
        Membership.circle_id == Circle.id,
        Membership.person_id != actor.person_id,
        Membership.part != Part.CHILD,
    )
    workers = select(Assignment.id).where(
        Assignment.circle_id == Circle.id,
        or_(Assignment.ends_on.is_(None), Assignment.ends_on >= clock.today()),
    )
    rows = select(Circle.id).where(
        Circle.org_id == actor.org_id,
        Circle.id.in_(actor.circle_ids),
        Circle.started_alone,
        ~others.exists(),
        ~workers.exists(),
    )
    return db.session.scalars(scoped(rows.order_by(Circle.id), actor.person_id)).all()


def works_as(person_id: UUID) -> Person | None:
    """The worker who made a code, if they are a worker still who can sign in."""
    rows = (
        select(Person)
        .join(Account, Account.person_id == Person.id)
        .where(Person.id == person_id, Person.role == Role.WORKER, Account.disabled_at.is_(None))
    )
    return db.session.scalar(scoped(rows, "join"))
