"""Arrangements: those of a family, one of them for both sides, and the sentence in which a worker writes one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from htmx_flask import request as htmx_request

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact import arrangement_pages as pages
from supportapp.contact import arrangement_queries, plan_changes, queries
from supportapp.contact import arrangement_service as service
from supportapp.contact.arrangement_forms import ArrangementForm, arrangement_form, candidates, stored
from supportapp.contact.blueprint import bp
from supportapp.contact.models import Audience, Kind
from supportapp.contact.pattern_forms import PatternForm
from supportapp.contact.previews import Preview, preview
from supportapp.contact.queries import HeldArrangement
from supportapp.contact.recurrence import is_zone
from supportapp.core.clock import HOME_ZONE
from supportapp.core.errors import Stale
from supportapp.people import queries as people
from supportapp.people.models import Circle
from supportapp.web.guard import guard
from supportapp.web.language import gettext
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, WRITE = Permission.CONTACT_READ, Permission.CONTACT_WRITE
FAMILY = "/families/<uuid:circle_id>"
ONE = "/arrangements/<uuid:arrangement_id>"


@bp.get(f"{FAMILY}/family-time")
@guard(WRITE, people.circle, read=Permission.FAMILY_READ)
def family_time(actor: Actor, circle: Circle) -> Response:
    """Every arrangement of one family in plain words, and the dates to come."""
    return pages.family_time(actor, circle)


@bp.get(f"{FAMILY}/arrangements/new")
@guard(WRITE, people.circle, read=Permission.FAMILY_READ)
def new_arrangement(actor: Actor, circle: Circle) -> Response:
    """The empty sentence."""
    form, pattern = _empty(actor, circle), PatternForm()
    return _new(circle, form, pattern)


@bp.post(f"{FAMILY}/arrangements/new")
@guard(WRITE, people.circle, read=Permission.FAMILY_READ)
def add_arrangement(actor: Actor, circle: Circle) -> Response:
    """Show the dates, or save the arrangement and make them."""
    form, pattern = _empty(actor, circle), PatternForm()
    pattern.kind = _kind(form)
    if "show" in request.form:
        return _new(circle, form, pattern, shows=True, status=_shown_status(pattern))
    if not all([form.validate(), pattern.validate()]):
        return _new(circle, form, pattern, status=422)
    held = service.add_arrangement(
        actor,
        circle.id,
        form.entry(),
        form.party_entries(),
        [pattern.pattern] if pattern.pattern else [],
    )
    return saved(url_for(".show_arrangement", arrangement_id=held.arrangement.id), "arrangement")


def _shown_status(pattern: PatternForm) -> int:
    """Asking for the dates saves nothing: what is missing is said, by htmx beside the dates, else as ever."""
    return 200 if pattern.validate() or htmx_request.htmx else 422


def _empty(actor: Actor, circle: Circle) -> ArrangementForm:
    found = candidates(people.members(actor, circle.id))
    children = [each.key for each in found if each.is_child]
    return arrangement_form(found)(children=children if len(children) == 1 else [], zone=HOME_ZONE)


def _kind(form: ArrangementForm) -> Kind:
    return Kind(form.kind.data) if form.kind.data in set(Kind) else Kind.FACE_TO_FACE


def _new(
    circle: Circle, form: ArrangementForm, pattern: PatternForm, *, shows: bool = False, status: int = 200
) -> Response:
    return page(
        "contact/arrangement_new.html",
        fragments=("dates",),
        status=status,
        circle=circle,
        form=form,
        pattern=pattern,
        preview=_preview(form, pattern) if shows else None,
        is_part=bool(htmx_request.htmx),
        audiences=Audience,
        where=url_for(".add_arrangement", circle_id=circle.id),
    )


def _preview(form: ArrangementForm, pattern: PatternForm) -> Preview:
    if pattern.pattern is None:
        return Preview()
    zone = form.zone.data or HOME_ZONE
    with_times = pattern.has_times
    return preview(pattern.pattern, zone=zone if is_zone(zone) else HOME_ZONE, with_times=with_times)


@bp.get(ONE)
@guard(READ, queries.arrangement, read=READ)
def show_arrangement(actor: Actor, held: HeldArrangement) -> Response:
    """One arrangement in plain words, each reader with the texts that are for them."""
    return pages.show(actor, held)


@bp.get(f"{ONE}/edit")
@guard(WRITE, queries.arrangement, read=READ)
def edit_arrangement(actor: Actor, held: HeldArrangement) -> Response:
    """The form to change what was agreed."""
    return _edit(actor, held, _filled(actor, held))


@bp.post(f"{ONE}/edit")
@guard(WRITE, queries.arrangement, read=READ)
def change_arrangement(actor: Actor, held: HeldArrangement) -> Response:
    """Keep the change; where somebody else changed it meanwhile, show both and lose nothing."""
    form = _filled(actor, held)
    if not form.validate() or not _keeps_sides(actor, held, form):
        return _edit(actor, held, form, status=422)
    try:
        service.change_arrangement(actor, held, form.entry(), version=_version(form))
    except Stale:
        theirs = _theirs(form, _filled(actor, held, is_typed=False))
        form.version.data = str(held.arrangement.version)
        return _edit(actor, held, form, status=409, theirs=theirs)
    plan_changes.set_people(actor, held, form.party_entries())
    return saved(url_for(".show_arrangement", arrangement_id=held.arrangement.id), "changed")


def _keeps_sides(actor: Actor, held: HeldArrangement, form: ArrangementForm) -> bool:
    """Whether nobody would come to read what was written for others; else it is said beside their name."""
    try:
        plan_changes.check_sides(actor, held, form.party_entries())
    except plan_changes.OthersWords as found:
        words = gettext(
            "They could read what was written for others. End this plan, and add a new one for them."
        )
        form[f"side_{found.person_id.hex}"].errors = [words]
        return False
    return True


def _version(form: ArrangementForm) -> int:
    typed = form.version.data or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _filled(actor: Actor, held: HeldArrangement, *, is_typed: bool = True) -> ArrangementForm:
    one = held.arrangement
    found = candidates(people.members(actor, one.circle_id), held)
    venue = arrangement_queries.place_of(actor, one.id)
    viewers: frozenset[UUID] = arrangement_queries.viewers_of(actor, venue) if venue else frozenset()
    data = stored(found, one, queries.terms_of(actor, [one.id]).get(one.id, {}), venue, viewers)
    form = arrangement_form(found)(**({} if is_typed else {"formdata": None}), data=data)
    if venue and venue.release_minutes:
        form.offer_release(venue.release_minutes, pages.release_words(venue.release_minutes))
    return form


def _theirs(mine: ArrangementForm, stored_form: ArrangementForm) -> Sequence[tuple[str, str]]:
    """What somebody else wrote where it differs from what was typed, with the name of each box."""
    return [
        (str(box.label.text), _told(box))
        for box in stored_form
        if box.name not in ("csrf_token", "version") and (box.data or "") != (mine[box.name].data or "")
    ]


def _told(box: Any) -> str:
    data = box.data if isinstance(box.data, list) else [box.data]
    names = {choice.value: str(choice.label) for choice in getattr(box, "choices", ())}
    return ", ".join(str(names.get(value, value)) for value in data if value not in (None, "", []))


def _edit(
    actor: Actor,
    held: HeldArrangement,
    form: ArrangementForm,
    *,
    status: int = 200,
    theirs: Sequence[tuple[str, str]] | None = None,
) -> Response:
    note_view(actor, "arrangement", held.arrangement.id, held.arrangement.circle_id)
    return page(
        "contact/arrangement_edit.html",
        status=status,
        held=held,
        form=form,
        theirs=theirs,
        audiences=Audience,
    )
