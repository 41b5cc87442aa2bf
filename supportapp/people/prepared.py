"""Statements put together once and asked by everybody: to put one together takes longer than to run it.

A statement is written for a stand-in: an actor who is made of parameters, so that the very same queries that start
from what an actor may see serve here too. Who is really asking is said when it is run; a statement that is run
without saying so has no values for its parameters, and fails.
"""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import Any, Protocol, TypeVar, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Result, Select, Text, Uuid, bindparam, literal, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from supportapp.access.actor import Actor, Role
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.people import queries

R = TypeVar("R")
Row = TypeVarTuple("Row")
TODAY: Any = bindparam("seen_on", type_=Date)
"""The day of asking, for use inside a prepared statement."""
Key = Any
"""An id as the database driver gives it, good for nothing but finding the rows that belong together."""


class Asking(Protocol):
    """Runs prepared statements that give columns, for one actor."""

    def __call__(self, statement: Select[*Row], **values: Any) -> Result[*Row]: ...


@cache
def stand_in(role: Role) -> Actor:
    """Somebody of one role, made of parameters."""
    me: Any = bindparam("seen_by", type_=Uuid)
    part_of, kept_out_of = queries.part_of(role, me, TODAY), queries.kept_out_of(me)
    circles: Any = frozenset() if part_of is None else part_of
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


def key(column: InstrumentedAttribute[UUID]) -> ColumnElement[Key]:
    """An id that is only compared: to make a UUID of each of a few hundred takes longer than to read them."""
    return type_coerce(column, Text)


def one_of(column: InstrumentedAttribute[R], choices: Iterable[R]) -> ColumnElement[bool]:
    """Whether `column` holds one of `choices`. With bare values, `in_` has the SQL written anew at each asking."""
    return column.in_([literal(choice, column.type) for choice in choices])


def ask(actor: Actor, statement: Select[*Row], **values: Any) -> Result[*Row]:
    """Run a prepared statement for `actor`, with `values` for its other parameters."""
    seen, options = _seen_by(actor)
    return db.session.execute(statement, seen | values, execution_options=options)


def ask_for_columns(actor: Actor, statement: Select[*Row], **values: Any) -> Result[*Row]:
    """The same for a statement that gives columns and no entities: straight from the transaction's connection."""
    return asking(actor)(statement, **values)


def asking(actor: Actor) -> Asking:
    """`ask_for_columns` for several statements in a row: who asks, and on which connection, is looked up once."""
    seen, options = _seen_by(actor)
    connection = db.session.connection()

    def ask(statement: Select[*Row], **values: Any) -> Result[*Row]:
        return connection.execute(statement, seen | values, execution_options=options)

    return ask


def _seen_by(actor: Actor) -> tuple[dict[str, Any], dict[str, str]]:
    seen = {"seen_by": actor.person_id, "seen_org": actor.org_id, "seen_on": clock.today()}
    return seen, {"scoped_for": str(actor.person_id)}
