"""What an operator does before anybody signs in: an organisation, first accounts, a code. None commits."""

from uuid import UUID, uuid4

from sqlalchemy import select

from supportapp.access.actor import Actor, Role
from supportapp.accounts import phrases, queries, service
from supportapp.accounts.service import NicknameTaken
from supportapp.audit import service as audit
from supportapp.content.models import Nation
from supportapp.core.db import db
from supportapp.core.errors import Refused
from supportapp.core.protect import act_as, system
from supportapp.people import queries as people
from supportapp.people.models import Circle, Organisation, Person

WORDS_FOR_STAFF = 4


class CannotSetUp(Exception):
    """Why not, and what to do, in one line for the operator."""


def create_organisation(
    name: str, nation: Nation, *, lets_people_start_alone: bool, admin: str, worker: str = ""
) -> dict[str, str]:
    """A new organisation with an administrator, and a worker where one is named; nickname -> passphrase.

    Raises CannotSetUp where the organisation is there, or a nickname is taken.
    """
    if db.session.scalar(select(Organisation.id).where(Organisation.name == name)) is not None:
        raise CannotSetUp(f"There is an organisation called {name} already.")
    organisation = Organisation(
        id=uuid4(), name=name, nation=nation, lets_people_start_alone=lets_people_start_alone
    )
    db.session.add(organisation)
    db.session.flush()
    with system("set-up"):
        audit.record(
            None, "organisation:add", kind="organisation", object_id=organisation.id, org_id=organisation.id
        )
        made = {admin: _account(organisation.id, Role.ADMIN, admin)}
        if worker:
            made[worker] = _account(organisation.id, Role.WORKER, worker)
    return made


def _account(org_id: UUID, role: Role, nickname: str) -> str:
    if not nickname.strip():
        raise CannotSetUp("A nickname needs letters.")
    person = Person(id=uuid4(), org_id=org_id, role=role, full_name=nickname, known_as=nickname)
    db.session.add(person)
    db.session.flush()
    passphrase = phrases.three_words(WORDS_FOR_STAFF)
    try:
        service.open_account(person, nickname=nickname, passphrase=passphrase)
    except NicknameTaken:
        raise CannotSetUp(f"Somebody has the nickname {nickname} already. Choose another.") from None
    return passphrase


def invite(worker: str, reference: str, name: str) -> str:
    """A code for the person called `name` in the family `reference`, by its worker. Raises CannotSetUp."""
    actor = _worker(worker)
    circle = db.session.scalar(people.visible_circles(actor).where(Circle.reference == reference.upper()))
    if circle is None:
        raise CannotSetUp(f"{worker} works with no family {reference}.")
    wanted = name.casefold()
    found = [
        person
        for _membership, person in people.members(actor, circle.id)
        if wanted in (person.known_as.casefold(), person.full_name.casefold())
    ]
    if len(found) != 1:
        raise CannotSetUp(
            f"{'Nobody' if not found else 'More than one person'} in {reference} is called {name}."
        )
    act_as(actor.person_id)
    try:
        return service.make_invite(actor, circle.id, found[0].id)
    except Refused:
        raise CannotSetUp(
            f"{name}'s account opens more than the families that {worker} works with."
        ) from None


def _worker(nickname: str) -> Actor:
    account = queries.account(nickname)
    person = queries.person(account.person_id) if account else None
    if person is None or person.role is not Role.WORKER:
        raise CannotSetUp(f"No worker signs in as {nickname}.")
    return people.actor_for(person)
