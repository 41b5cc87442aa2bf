"""Help and services: numbers to call now, who works with you, and who can meet which need, by nation."""

from typing import TypeVar

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Group, Nation, Need
from supportapp.core.errors import NotFound
from supportapp.people import queries as people
from supportapp.web import words
from supportapp.web.guard import guard_screen
from supportapp.web.render import page

bp = Blueprint("directory", __name__)
C = TypeVar("C", Nation, Need)

words.teach(
    {
        Need.TALK: _l("Talk to someone"),
        Need.SAFE: _l("Feel safe"),
        Need.RIGHTS: _l("Know my rights"),
        Need.HOME: _l("A home"),
        Need.MONEY: _l("Money"),
        Need.HEALTH: _l("Health and feelings"),
        Need.RAISING: _l("Raising a child in the family"),
        Need.REACHING: _l("Seeing or finding my family"),
    }
)


@bp.get("/help")
@guard_screen(Permission.OWN_PAGES)
def show_help(actor: Actor) -> Response:
    """Somebody to talk to now, the person's own workers, and where to look further."""
    nation = _own_nation(actor)
    return page(
        "directory/help.html",
        here="/help",
        urgent=load_catalogue().urgent(nation),
        workers=people.own_workers(actor),
        needs=tuple(Need),
        nation=nation,
    )


@bp.get("/services")
@guard_screen(Permission.SERVICES_READ)
def services(actor: Actor) -> Response:
    """Services by need and nation; a filter that is not one shows all."""
    nation = _chosen(Nation, "nation") or _own_nation(actor)
    need = _chosen(Need, "need")
    found = load_catalogue().services_for(nation, need)
    if actor.role is Role.FAMILY:
        found = tuple(service for service in found if service.group is not Group.WORKERS)
    return page(
        "directory/services.html",
        fragments=("list",),
        here="/help" if actor.role is Role.FAMILY else "/services",
        services=found,
        need=need,
        nation=nation,
        needs=words.choices(*Need),
        nations=words.choices(*Nation),
    )


@bp.get("/services/<slug>")
@guard_screen(Permission.SERVICES_READ)
def service(actor: Actor, slug: str) -> Response:
    """One service: what it does, what it costs to reach, and when that was checked."""
    found = load_catalogue().service(slug)
    if found is None:
        raise NotFound
    here = "/help" if actor.role is Role.FAMILY else "/services"
    return page("directory/service.html", here=here, service=found)


def _own_nation(actor: Actor) -> Nation:
    """Where the person's circle is; for staff, where their organisation is."""
    return people.nation_of(actor) or current_user.nation


def _chosen(kind: type[C], name: str) -> C | None:
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return None
