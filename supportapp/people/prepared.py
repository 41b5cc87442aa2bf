"""Statements put together once and asked by everybody: to put one together takes longer than to run it.

A statement is written for a stand-in: an actor who is made of parameters, so that the very same queries that start
from what an actor may see serve here too. Who is really asking is said when it is run; a statement that is run
without saying so has no values for its parameters, and fails.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar, TypeVarTuple, cast

from sqlalchemy import Date, Result, Select, Uuid, bindparam

from supportapp.access.actor import Actor, Role
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.people import queries

R = TypeVar("R")
Row = TypeVarTuple("Row")
TODAY: Any = bindparam("seen_on", type_=Date)
"""The day of asking, for use inside a prepared statement."""


@cache
def stand_in(role: Role) -> Actor:
    """Somebody of one role, made of parameters."""
    me: Any = bindparam("seen_by", type_=Uuid)
    part_of, kept_out_of = queries.part_of(role, me, TODAY), queries.kept_out_of(me)
    circles: Any = frozenset() if part_of is None else part_of.except_(kept_out_of)
    org: Any = bindparam("seen_org", type_=Uuid)
    return Actor(me, org, role, circles, cast(Any, kept_out_of))


def prepared(build: Callable[..., R]) -> Callable[..., R]:
    """Put a statement together once for each role and choice; `build` takes the stand-in, then the choices."""

    @cache
    def for_role(role: Role, *choices: Any) -> R:
        return build(stand_in(role), *choices)

    @wraps(build)
    def for_actor(actor: Actor, *choices: Any) -> R:
        return for_role(actor.role, *choices)

    return for_actor


def ask(actor: Actor, statement: Select[*Row], **values: Any) -> Result[*Row]:
    """Run a prepared statement for `actor`, with `values` for its other parameters."""
    seen, options = _seen_by(actor)
    return db.session.execute(statement, seen | values, execution_options=options)


def ask_for_columns(actor: Actor, statement: Select[*Row], **values: Any) -> Result[*Row]:
    """The same for a statement that gives columns and no entities: straight from the transaction's connection."""
    seen, options = _seen_by(actor)
    return db.session.connection().execute(statement, seen | values, execution_options=options)


def _seen_by(actor: Actor) -> tuple[dict[str, Any], dict[str, str]]:
    seen = {"seen_by": actor.person_id, "seen_org": actor.org_id, "seen_on": clock.today()}
    return seen, {"scoped_for": str(actor.person_id)}
