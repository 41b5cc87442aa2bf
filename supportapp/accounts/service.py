"""Accounts, the codes that lead to them, and their end. Each change leaves an audit event; none commits."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor
from supportapp.accounts import passphrases, queries, rules
from supportapp.accounts.models import Account, CodeKind, JoinCode, SignIn, Tries
from supportapp.audit import service as audit
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Refused
from supportapp.core.protect import scoped, system
from supportapp.people import queries as people
from supportapp.people import service as people_service
from supportapp.people.models import Person

KEEP_SIGN_INS, KEEP_TRIES, KEEP_CODES = timedelta(days=30), timedelta(days=1), timedelta(days=90)


class NicknameTaken(Exception):
    """Somebody signs in under this nickname already."""


class CodeRefused(Exception):
    """No code, or one that is wrong, used, ended or too old: whoever asks is not told which."""


def open_account(
    person: Person,
    *,
    nickname: str,
    passphrase: str = "",
    kept_hash: str = "",
    code: JoinCode | None = None,
) -> Account:
    """Let `person` sign in. An account that is there gets the new nickname and passphrase; its sign-ins end.

    `kept_hash` stands for a passphrase that was hashed before the write began. Raises NicknameTaken.
    """
    kept_hash = kept_hash or passphrases.hash_passphrase(passphrase)
    account = db.session.scalar(select(Account).where(Account.person_id == person.id))
    is_new = account is None
    if account is None:
        account = Account(id=uuid4(), person_id=person.id, created_at=clock.now())
    else:
        end_all(person.id)
    _name(account, nickname, kept_hash)
    _note_account(person, account, "account:open" if is_new else "account:renew", code)
    return account


def _note_account(person: Person, account: Account, action: str, code: JoinCode | None) -> None:
    actor = Actor(person.id, person.org_id, person.role)
    circle_id, content = (code.circle_id, _made_by(code)) if code else (None, {})
    audit.record(actor, action, content, kind="account", object_id=account.id, circle_id=circle_id)


def _made_by(code: JoinCode) -> dict[str, str]:
    return {"made_by": str(code.worker_id)}


def _name(account: Account, nickname: str, kept_hash: str) -> None:
    key = queries.nickname_key(nickname)
    taken = select(Account.id).where(Account.nickname_key == key, Account.id != account.id)
    if db.session.scalar(taken) is not None:
        raise NicknameTaken
    try:
        with db.session.begin_nested():
            account.nickname, account.nickname_key, account.passphrase_hash = nickname, key, kept_hash
            db.session.add(account)
    except IntegrityError:  # somebody took it in this very moment
        raise NicknameTaken from None


def is_taken(nickname: str) -> bool:
    """Whether somebody signs in under this nickname."""
    found = select(Account.id).where(Account.nickname_key == queries.nickname_key(nickname))
    return db.session.scalar(found) is not None


def make_invite(actor: Actor, circle_id: UUID, person_id: UUID) -> str:
    """A code for a member of one of the actor's circles, to be handed over in person; shown this once only.

    Older codes of that person end. Whoever has an account already makes a new passphrase with it.
    Raises Refused where the circle is not the actor's, or the account opens more than the actor's circles.
    """
    if circle_id not in actor.circle_ids or queries.beyond_reach(actor, [person_id]):
        raise Refused
    _end_invites(person_id)
    return _make_code(actor, CodeKind.INVITE, person_id=person_id, circle_id=circle_id)


def _end_invites(person_id: UUID) -> None:
    now = clock.now()
    for code in queries.open_invites(person_id):
        code.ended_at = now
    db.session.flush()


def make_link_code(actor: Actor) -> str:
    """A code that brings the worker `actor` beside somebody who started alone; shown this once only."""
    return _make_code(actor, CodeKind.LINK)


def _make_code(
    actor: Actor, kind: CodeKind, *, person_id: UUID | None = None, circle_id: UUID | None = None
) -> str:
    prefix, secret = rules.make_code()
    while db.session.scalar(scoped(select(JoinCode.id).where(JoinCode.prefix == prefix), "join")) is not None:
        prefix, secret = rules.make_code()
    code = JoinCode(
        id=uuid4(),
        kind=kind,
        org_id=actor.org_id,
        worker_id=actor.person_id,
        person_id=person_id,
        circle_id=circle_id,
        prefix=prefix,
        secret_hash=passphrases.hash_code(secret),
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=rules.CODE_HOURS),
    )
    db.session.add(code)
    db.session.flush()
    audit.record(actor, f"code:{kind.value}", kind="code", object_id=code.id, circle_id=circle_id)
    return rules.show_code(prefix, secret)


def is_right(kind: CodeKind, typed: str) -> bool:
    """Whether the secret half of a code fits its first half. Slow on purpose: ask before the write begins."""
    prefix, secret = rules.read_code(typed) or ("", "")
    return passphrases.code_matches(queries.secret_hash(prefix, kind), secret)


def take_code(kind: CodeKind, typed: str, *, fits: bool) -> JoinCode:
    """The code that was typed, if it is open and `fits`. A wrong try counts against it; the fifth ends it.

    Raises CodeRefused; the caller keeps what was written then.
    """
    prefix, _secret = rules.read_code(typed) or ("", "")
    code = queries.code(prefix, kind)
    if code is None or not holds(code) or code.expires_at <= clock.now():
        raise CodeRefused
    if not fits:
        _count_wrong_try(code)
        raise CodeRefused
    return code


def holds(code: JoinCode) -> bool:
    """Whether a code was neither used nor ended, and its worker could make the same one today."""
    if code.used_at is not None or code.ended_at is not None:
        return False
    worker = queries.works_as(code.worker_id)
    if worker is None or worker.org_id != code.org_id:
        return False
    return code.kind is CodeKind.LINK or _invites_still(people.actor_for(worker), code)


def _invites_still(worker: Actor, code: JoinCode) -> bool:
    if code.person_id is None or code.circle_id not in worker.circle_ids:
        return False
    invited = people.actor_for(queries.person(code.person_id))
    return code.circle_id in invited.circle_ids and not queries.beyond_reach(worker, [code.person_id])


def _count_wrong_try(code: JoinCode) -> None:
    code.wrong_tries += 1
    if code.wrong_tries >= rules.WRONG_TRIES_PER_CODE:
        code.ended_at = clock.now()
        with system("join"):
            audit.record(
                None, "code:end", kind="code", object_id=code.id, circle_id=code.circle_id, org_id=code.org_id
            )
    db.session.flush()


def use_invite(code: JoinCode, *, known_as: str, nickname: str, kept_hash: str) -> Person:
    """Open the account that an invite stands for, once. Raises CodeRefused or NicknameTaken."""
    if code.person_id is None or not holds(code):
        raise CodeRefused
    person = queries.person(code.person_id)
    open_account(person, nickname=nickname, kept_hash=kept_hash, code=code)
    code.used_at, person.known_as = clock.now(), known_as
    db.session.flush()
    _end_invites(person.id)
    actor = people.actor_for(person)
    audit.record(actor, "code:use", _made_by(code), kind="code", object_id=code.id, circle_id=code.circle_id)
    return person


def use_link_code(actor: Actor, typed: str) -> None:
    """Let the worker who made the code stand beside the actor, in each circle that they began and have alone.

    Raises CodeRefused, also where there is no such circle; the caller keeps what was written then.
    """
    code = take_code(CodeKind.LINK, typed, fits=is_right(CodeKind.LINK, typed))
    kept_out = set(db.session.scalars(scoped(people.kept_out_of(code.worker_id), "join")))
    alone = [circle_id for circle_id in queries.circles_alone(actor) if circle_id not in kept_out]
    if code.org_id != actor.org_id or not alone:
        raise CodeRefused
    code.used_at, code.person_id = clock.now(), actor.person_id
    db.session.flush()
    for circle_id in alone:
        people_service.assign(actor, circle_id, code.worker_id)
        audit.record(actor, "code:use", _made_by(code), kind="code", object_id=code.id, circle_id=circle_id)


def end_all(person_id: UUID, but: UUID | None = None) -> int:
    """End every sign-in of a person, apart from `but`; gives how many ended."""
    open_ones = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if but is not None:
        open_ones = open_ones.where(SignIn.id != but)
    ended = db.session.execute(open_ones.values(ended_at=clock.now()).returning(SignIn.id))
    return len(ended.all())


def tidy() -> None:
    """Delete what nobody needs any more: old sign-ins, old tries, and codes that were never used."""
    now = clock.now()
    past = now - KEEP_SIGN_INS
    with system("tidy") as whose:
        db.session.execute(delete(SignIn).where((SignIn.expires_at < past) | (SignIn.ended_at < past)))
        db.session.execute(delete(Tries).where(Tries.free_at < now - KEEP_TRIES))
        unused = delete(JoinCode).where(JoinCode.expires_at < now - KEEP_CODES, JoinCode.used_at.is_(None))
        db.session.execute(scoped(unused, whose))
