"""The fewest rows that tests of the foundation need."""

from uuid import UUID, uuid4

from supportapp.access.actor import Actor, Role
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import system
from supportapp.people.models import Circle, Organisation


def worker() -> Actor:
    """A worker of a new organisation, committed."""
    organisation = Organisation(id=uuid4(), name=f"Org {uuid4()}", nation=Nation.ENGLAND)
    db.session.add(organisation)
    db.session.commit()
    return Actor(uuid4(), organisation.id, Role.WORKER)


def circle(actor: Actor) -> UUID:
    """The id of a new circle of the actor's organisation, committed."""
    with system("test"):
        row = Circle(
            id=uuid4(),
            org_id=actor.org_id,
            reference=uuid4().hex[:6],
            nation=Nation.ENGLAND,
            created_at=clock.now(),
        )
        db.session.add(row)
        db.session.commit()
    return row.id
