"""Dates that matter: each person's own, and how they want to meet them."""

from datetime import date

from flask import Blueprint, Response, request
from flask_login import current_user

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.core import clock
from supportapp.dates import models, queries, rules, service, words
from supportapp.dates.forms import DayForm, NamedForm, ShowingForm
from supportapp.dates.models import DayKind, MarkedDay, Showing
from supportapp.dates.queries import HeldDay
from supportapp.dates.service import DayEntry
from supportapp.web.forms import Form
from supportapp.web.guard import guard, guard_screen
from supportapp.web.render import page, saved

__all__ = ["bp", "models"]

bp = Blueprint("dates", __name__)
bp.add_app_template_filter(words.name_of, "day_name")

HERE = "/me/dates"
OWN = Permission.OWN_PAGES


@bp.get(HERE)
@guard_screen(OWN)
def index(actor: Actor) -> Response:
    """All one's own days, and a form for another one."""
    return _page(actor, DayForm(showing=Showing.QUIET.value))


@bp.post(HERE)
@guard_screen(OWN)
def add(actor: Actor) -> Response:
    """Add a day; or choose how to meet one of the two that have a name already."""
    if "named" in request.form:
        return _choose_named(actor)
    form = DayForm()
    if not form.validate():
        return _page(actor, form, status=422)
    month, day = form.on.data
    entry = DayEntry(DayKind(form.kind.data), form.title.data or "", month, day, Showing(form.showing.data))
    service.add(actor, entry)
    return saved(HERE, "day")


@bp.post(f"{HERE}/<uuid:day_id>")
@guard(OWN, queries.day, read=OWN)
def show(actor: Actor, found: HeldDay) -> Response:
    """Remind, show quietly, or hide."""
    form = ShowingForm()
    if not form.validate():
        return _page(actor, DayForm(formdata=None), status=422, choice=form)
    service.show(actor, found, Showing(form.showing.data))
    return saved(HERE, "changed")


@bp.post(f"{HERE}/<uuid:day_id>/remove")
@guard(OWN, queries.day, read=OWN)
def remove(actor: Actor, found: HeldDay) -> Response:
    """Take a day off the list. The answer holds what it was, so that Undo can put it back."""
    gone = found.day
    service.remove(actor, found)
    return _page(actor, DayForm(formdata=None, showing=Showing.QUIET.value), gone=gone)


def _choose_named(actor: Actor) -> Response:
    form = NamedForm()
    if not form.validate():
        return _page(actor, DayForm(formdata=None), status=422, choice=form)
    service.choose_named(actor, DayKind(form.kind.data), Showing(form.showing.data))
    return saved(HERE, "changed")


def _page(
    actor: Actor,
    form: DayForm,
    *,
    status: int = 200,
    choice: Form | None = None,
    gone: MarkedDay | None = None,
) -> Response:
    today = clock.today(current_user.person.zone)
    return page(
        "dates/dates.html",
        status=status,
        here="/me",
        form=form,
        rows=_rows(actor, today),
        showings=list(Showing),
        choice=choice,
        gone=gone,
    )


def _rows(actor: Actor, today: date) -> list[tuple[MarkedDay, date]]:
    """Each day with its next date, soonest first; the two that have a name stand there before anybody chose."""
    days = list(queries.days_of(actor))
    chosen = {one.kind for one in days}
    days += [MarkedDay(kind=kind, showing=Showing.HIDE) for kind in rules.MOVING if kind not in chosen]
    rows = [(one, rules.next_on(one, today)) for one in days]
    return sorted(rows, key=lambda row: (row[1], row[0].title or ""))
