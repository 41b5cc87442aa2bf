"""The organisations of the demo world, their staff, and the accounts that people sign in by."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service as accounts
from supportapp.accounts.passphrases import hash_passphrase
from supportapp.audit import service as audit
from supportapp.core.db import db
from supportapp.demo.story import Household
from supportapp.people.models import Organisation, Person

HERE = "Rowan Tree Family Support (demo)"
ELSEWHERE = "Alder Bridge Families (demo)"

OFFICE = {
    "maya": ("Maya Osei", Role.MANAGER),
    "olu": ("Olu Bakare", Role.ADMIN),
    "pat": ("Pat Devlin", Role.PRIVACY),
    "rosa": ("Rosa Lindqvist", Role.WORKER),
}
AWAY = {"stan": ("Stan Whitcombe", Role.MANAGER)}


def actor_of(person: Person, circle_id: UUID | None = None) -> Actor:
    """`person` as somebody who acts, in one circle or in none."""
    circles = frozenset() if circle_id is None else frozenset({circle_id})
    return Actor(person.id, person.org_id, person.role, circles)


def add_staff(households: Iterable[Household]) -> dict[str, Person]:
    """Both organisations and everybody who works there, by nickname."""
    workers = {
        nickname: (worker.name, Role.WORKER)
        for household in households
        for nickname, worker in household.workers.items()
    }
    here = Organisation(id=uuid4(), name=HERE, lets_people_start_alone=True)
    elsewhere = Organisation(id=uuid4(), name=ELSEWHERE)
    db.session.add_all((here, elsewhere))
    db.session.flush()
    return _people(here, {**workers, **OFFICE}) | _people(elsewhere, AWAY)


def _people(organisation: Organisation, named: Mapping[str, tuple[str, Role]]) -> dict[str, Person]:
    found = {
        nickname: Person(
            id=uuid4(), org_id=organisation.id, role=role, full_name=name, known_as=name.split()[0]
        )
        for nickname, (name, role) in named.items()
    }
    db.session.add_all(found.values())
    db.session.flush()
    for person in found.values():
        audit.record(
            None,
            "person:add",
            kind="person",
            object_id=person.id,
            org_id=organisation.id,
            role=person.role.value,
        )
    return found


def open_accounts(people: Mapping[str, Person], passphrase: str) -> None:
    """An account for each, by nickname. The passphrase is hashed once for all: hashing is slow on purpose."""
    kept = hash_passphrase(passphrase)
    for nickname, person in people.items():
        accounts.open_account(person, nickname=nickname, kept_hash=kept)
