"""The list of families: a worker's own with what is going on, a manager's by title only."""

from enum import StrEnum
from typing import TypeVar

from flask import Response, request

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.caseload import add_routes, family_routes, invite_routes, plan_routes
from supportapp.caseload.blueprint import bp
from supportapp.caseload.lines import lines
from supportapp.caseload.queries import families
from supportapp.caseload.rows import Asked, Show, Sort
from supportapp.caseload.rules import page_number
from supportapp.caseload.titles import titles
from supportapp.core import clock
from supportapp.core.errors import NotFound
from supportapp.web.forms import clean
from supportapp.web.guard import guard_screen
from supportapp.web.render import page

__all__ = ["add_routes", "bp", "family_routes", "invite_routes", "plan_routes"]

LONGEST_SEARCH = 100
Choice = TypeVar("Choice", bound=StrEnum)


@bp.get("/families")
@guard_screen(Permission.FAMILY_LIST)
def list_families(actor: Actor) -> Response:
    """The families of a worker, or the titles of an organisation's families for its manager."""
    return _titles(actor) if actor.role is Role.MANAGER else _families(actor)


def _families(actor: Actor) -> Response:
    asked, today = _asked(), clock.today()
    found = families(actor, asked)
    if not found.window.exists:
        raise NotFound
    return page(
        "caseload/families.html",
        fragments=("cases",),
        asked=asked,
        found=found,
        today=today,
        lines=lines(found.rows, today),
    )


def _titles(actor: Actor) -> Response:
    asked = _asked()
    found = titles(actor, asked.q, asked.page)
    if not found.window.exists:
        raise NotFound
    return page("caseload/titles.html", fragments=("cases",), asked=asked, found=found)


def _asked() -> Asked:
    number = page_number(request.args.get("page", "1"))
    if number is None:
        raise NotFound
    return Asked(
        q=" ".join(clean(request.args.get("q")).split())[:LONGEST_SEARCH],
        show=_one_of(Show, "show", Show.ALL),
        sort=_one_of(Sort, "sort", Sort.REVIEW),
        page=number,
    )


def _one_of(choices: type[Choice], name: str, usual: Choice) -> Choice:
    typed = request.args.get(name, "")
    return choices(typed) if typed in set(choices) else usual
