"""Changes to a plan that runs: a new pattern from a day, a pause, one more date, its end."""

from collections.abc import Callable

from flask import Response, request, url_for
from htmx_flask import request as htmx_request

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact import arrangement_pages as pages
from supportapp.contact import arrangement_queries, plan_changes, queries
from supportapp.contact import arrangement_service as service
from supportapp.contact.blueprint import bp
from supportapp.contact.change_forms import EndForm, OneTimeForm, PauseEndForm, PauseForm
from supportapp.contact.pattern_forms import PatternForm
from supportapp.contact.planning import pattern_of
from supportapp.contact.previews import Preview, preview
from supportapp.contact.queries import HeldArrangement
from supportapp.contact.recurrence import Occurrence, Pause
from supportapp.core import clock
from supportapp.core.errors import Refused, Stale
from supportapp.web.forms import read_version
from supportapp.web.guard import guard
from supportapp.web.language import gettext
from supportapp.web.render import page, saved

READ, WRITE = Permission.CONTACT_READ, Permission.CONTACT_WRITE
ONE = "/arrangements/<uuid:arrangement_id>"


@bp.get(f"{ONE}/pattern")
@guard(WRITE, queries.arrangement, read=READ)
def edit_pattern(actor: Actor, held: HeldArrangement) -> Response:
    """The sentence as it is now, to be changed from a day on."""
    _refuse_ended(held)
    form = _pattern_form(held, formdata=None)
    rows = queries.patterns_of(actor, held.arrangement.id)
    if rows:
        form.show(pattern_of(rows[-1]))
    return _pattern(actor, held, form)


@bp.post(f"{ONE}/pattern")
@guard(WRITE, queries.arrangement, read=READ)
def change_pattern(actor: Actor, held: HeldArrangement) -> Response:
    """Show the dates of a new plan, or let it begin on its day."""
    _refuse_ended(held)
    form = _pattern_form(held)
    is_fine = form.validate() and form.starts_later(clock.today(held.arrangement.zone))
    if "show" in request.form:
        status = 200 if is_fine or htmx_request.htmx else 422
        return _pattern(actor, held, form, shows=True, status=status)
    if not is_fine or form.pattern is None:
        return _pattern(actor, held, form, status=422)
    try:
        plan_changes.check_version(held, form.seen_version)
    except Stale:
        form.version.data = str(held.arrangement.version)
        return _pattern(actor, held, form, shows=True, status=409, was_changed=True)
    service.set_pattern(actor, held, form.pattern)
    return _saved(held, "plan")


def _pattern_form(held: HeldArrangement, **options: None) -> PatternForm:
    form = PatternForm(version=str(held.arrangement.version), **options)
    form.kind, form.needs_first_day = held.arrangement.kind, True
    return form


def _pattern(
    actor: Actor,
    held: HeldArrangement,
    form: PatternForm,
    *,
    shows: bool = False,
    status: int = 200,
    was_changed: bool = False,
) -> Response:
    one = held.arrangement
    pauses = [Pause(row.starts_on, row.ends_on) for row in queries.pauses_of(actor, one.id)]
    shown = Preview()
    if form.pattern:
        shown = preview(form.pattern, pauses, zone=one.zone, with_times=form.has_times)
    return page(
        "contact/pattern.html",
        fragments=("dates",),
        status=status,
        held=held,
        pattern=form,
        sentences=pages.sentences_of(one, queries.patterns_of(actor, one.id)),
        staying=len(arrangement_queries.standing_by_themselves(actor, one.id)),
        preview=shown if shows else None,
        is_part=bool(htmx_request.htmx),
        was_changed=was_changed,
        where=url_for(".change_pattern", arrangement_id=one.id),
    )


@bp.post(f"{ONE}/pauses")
@guard(WRITE, queries.arrangement, read=READ)
def add_pause(actor: Actor, held: HeldArrangement) -> Response:
    """Let an arrangement rest for some days."""
    _refuse_ended(held)
    form = PauseForm()
    form.today = clock.today(held.arrangement.zone)
    if not form.validate():
        return pages.show(actor, held, status=422, pause=form)
    service.add_pause(
        actor,
        held,
        first=form.pause_first.data,
        last=form.pause_last.data,
        why=form.pause_why.data or None,
    )
    return _saved(held, "pause")


@bp.post(f"{ONE}/pauses/<uuid:pause_id>")
@guard(WRITE, plan_changes.pause_at, read=READ)
def change_pause(actor: Actor, found: plan_changes.HeldPause) -> Response:
    """Take a pause away, or let it end on another day; days that are over stay as they were."""
    held, pause = found.held, found.pause
    _refuse_ended(held)
    today = clock.today(held.arrangement.zone)
    if pause.ends_on < today:
        raise Refused
    if "remove" in request.form:
        plan_changes.change_pause(actor, held, pause, None)
        return _saved(held, "pause")
    form = PauseEndForm(prefix=f"p{pause.id.hex}-")
    form.today, form.first = today, pause.starts_on
    if not form.validate():
        return pages.show(actor, held, status=422, pause_end=(pause.id, form))
    plan_changes.change_pause(actor, held, pause, form.last.data)
    return _saved(held, "pause")


@bp.post(f"{ONE}/extras")
@guard(WRITE, queries.arrangement, read=READ)
def add_extra(actor: Actor, held: HeldArrangement) -> Response:
    """One more date."""
    return _add_time(actor, held, pages.EXTRA, plan_changes.add_extra)


@bp.post(f"{ONE}/slots")
@guard(WRITE, queries.arrangement, read=READ)
def offer_slot(actor: Actor, held: HeldArrangement) -> Response:
    """Offer a free time, for whoever asks to move a date."""
    return _add_time(actor, held, pages.SLOT, plan_changes.offer_slot)


@bp.post(f"{ONE}/slots/<uuid:slot_id>")
@guard(WRITE, plan_changes.slot_at, read=READ)
def take_back_slot(actor: Actor, found: plan_changes.HeldSlot) -> Response:
    """Offer a free time no more, as long as nobody asked for it."""
    plan_changes.take_back_slot(actor, found)
    return _saved(found.held, "plan")


def _add_time(
    actor: Actor,
    held: HeldArrangement,
    what: str,
    keep: Callable[[Actor, HeldArrangement, Occurrence], object],
) -> Response:
    """Keep one time that was typed: a date, or a time that is offered. `what` names its form, and what is said."""
    _refuse_ended(held)
    one, form = held.arrangement, OneTimeForm(prefix=what)
    form.kind, form.zone, form.last_day = one.kind, one.zone, one.ended_on
    if form.validate():
        try:
            keep(actor, held, form.occurrence)
            return _saved(held, what)
        except plan_changes.Taken:
            form.say_taken()
    return pages.show(actor, held, status=422, times={what: form})


@bp.post(f"{ONE}/end")
@guard(WRITE, queries.arrangement, read=READ)
def end(actor: Actor, held: HeldArrangement) -> Response:
    """Set the last day of an arrangement."""
    _refuse_ended(held)
    form = EndForm()
    form.today = clock.today(held.arrangement.zone)
    if not form.validate():
        return pages.show(actor, held, status=422, end=form)
    try:
        plan_changes.check_version(held, read_version(form.version.data))
    except Stale:
        form.version.data = str(held.arrangement.version)
        form.end_on.errors = [gettext("Somebody changed this plan a moment ago. Look at it, and save again.")]
        return pages.show(actor, held, status=409, end=form)
    plan_changes.end_arrangement(actor, held, form.end_on.data)
    return _saved(held, "plan")


def _refuse_ended(held: HeldArrangement) -> None:
    """One that is over stays as it was."""
    if pages.has_ended(held.arrangement):
        raise Refused


def _saved(held: HeldArrangement, said: str) -> Response:
    return saved(url_for(".show_arrangement", arrangement_id=held.arrangement.id), said)
