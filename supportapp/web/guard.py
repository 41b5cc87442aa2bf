"""Every route names its permission here; a route that names none does not start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from flask import Flask, g
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from supportapp.access.actor import Actor, Scope
from supportapp.access.policy import Permission, allows
from supportapp.core.errors import NotFound, Refused
from supportapp.core.protect import act_as
from supportapp.web import transaction

View = Callable[..., ResponseReturnValue]
_signed_in: Callable[[View], View] = login_required  # it ships no types


class HasScope(Protocol):
    """A record that says where it stands."""

    def scope(self) -> Scope:
        """Its organisation, circle and holders."""


R = TypeVar("R", bound=HasScope)


def current_actor() -> Actor:
    """The person behind this request. Only behind `guard`."""
    actor: Actor = g.actor
    return actor


def guard(
    permission: Permission, load: Callable[..., R], *, read: Permission
) -> Callable[[Callable[..., ResponseReturnValue]], View]:
    """Load the record that the URL names, and check `permission` before the view runs.

    `load` takes the actor and the URL's values. A record that the actor may not `read` answers 404,
    as an absent one does; one that may be read but not used so answers 403. The view is called with
    the actor and the record.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> View:
        @wraps(view)
        @_signed_in
        def guarded(**values: Any) -> ResponseReturnValue:
            actor = _enter()
            record = load(actor, **values)
            scope = record.scope()
            if not allows(actor, read, scope):
                raise NotFound
            if not allows(actor, permission, scope):
                raise Refused
            return view(actor, record)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def guard_screen(permission: Permission) -> Callable[[Callable[..., ResponseReturnValue]], View]:
    """For a screen about no one record: the actor's own day, a list that starts from what they may see.

    An actor for whom the screen does not exist gets the same 404 as for an address that does not.
    The view is called with the actor and the URL's values.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> View:
        @wraps(view)
        @_signed_in
        def guarded(**values: Any) -> ResponseReturnValue:
            actor = _enter()
            if not allows(actor, permission, Scope(actor.org_id)):
                raise NotFound
            return view(actor, **values)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Mark a view that anybody may call, signed in or not. It begins its own write if it writes."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def require_marks(app: Flask) -> None:
    """Refuse to start while any view bears neither `guard` nor `public`."""
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "permission")]
    if bare:
        raise RuntimeError(f"routes without a permission: {', '.join(sorted(bare))}")


def _enter() -> Actor:
    """The actor, loaded afresh inside the request's own transaction, so that no leaver slips in between."""
    transaction.begin()
    actor: Actor = current_user.as_actor()
    g.actor = actor
    act_as(actor.person_id)
    return actor
