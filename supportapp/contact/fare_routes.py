"""Travel costs: write down a fare with its receipt; where the money stands."""

from datetime import date
from uuid import UUID, uuid4

from flask import Response

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import fare_queries, fare_service, files, photos, queries
from supportapp.contact.blueprint import bp
from supportapp.contact.fare_forms import FareForm, FareStateForm, in_pounds
from supportapp.contact.fare_queries import HeldFare, Totals
from supportapp.contact.fare_service import FareEntry, OtherFare
from supportapp.contact.models import Side
from supportapp.contact.own_models import Fare, FareState
from supportapp.contact.queries import HeldSession
from supportapp.core.errors import NotFound
from supportapp.web.forms import offer
from supportapp.web.guard import guard, guard_screen
from supportapp.web.language import gettext
from supportapp.web.render import page, saved
from supportapp.web.uploads import sent_files, takes_files
from supportapp.web.viewed import note_view
from supportapp.web.words import label

READ, WRITE, SEE = Permission.FARE_READ, Permission.FARE_WRITE, Permission.CONTACT_READ
ONE, JOURNEY = "/fares/<uuid:fare_id>", "/family-time/<uuid:session_id>/fare"
CHECKED_ON = date(2026, 11, 23)  # when the words about who may help with the cost were last checked

bp.add_app_template_filter(in_pounds, "pounds")


@bp.get(JOURNEY)
@guard(WRITE, queries.session, read=SEE)
def new_fare(actor: Actor, found: HeldSession) -> Response:
    """The form for what a journey to one family time cost."""
    return _form(actor, found, FareForm(key=uuid4()))


@bp.post(JOURNEY)
@takes_files(photos.reader("receipt", most=1))
@guard(WRITE, queries.session, read=SEE)
def add_fare(actor: Actor, found: HeldSession) -> Response:
    """Keep it, with a photo of the receipt where there is one."""
    form, sent = FareForm(), sent_files()
    _fit(form, actor, found)
    fits = form.validate()
    if sent.problem:
        form.receipt.errors = [sent.problem]
    person_id = _traveller(form, actor, found)
    if not fits or sent.problem or person_id is None:
        return _form(actor, found, form, status=422)
    entry = FareEntry(
        person_id=person_id,
        pence=form.pence.data,
        what=form.what.data or "",
        payer=form.payer.data or None,
        receipt=sent.pictures[0] if sent.pictures else None,
    )
    try:
        one = fare_service.add(actor, found, entry, key=form.fare_id)
    except OtherFare as other:
        return _another(actor, found, form, other.fare)
    return saved(f"/fares/{one.id}", "fare")


@bp.get("/fares")
@guard_screen(Permission.FAMILY_TIME)
def fares(actor: Actor) -> Response:
    """What all journeys cost, by family, with what was asked for and paid back."""
    found = fare_queries.fares(actor)
    sums = fare_queries.totals(actor)
    names = fare_queries.families(actor, list(sums)) if actor.role is Role.WORKER else {}
    groups = [
        (names.get(circle_id, []), _total_words(sums[circle_id]), _of(found, circle_id)) for circle_id in sums
    ]
    return page("contact/fares.html", here="/family-time", groups=groups, checked_on=CHECKED_ON)


@bp.get(ONE)
@guard(READ, fare_queries.fare, read=READ)
def fare(actor: Actor, found: HeldFare) -> Response:
    """One fare, and where its money stands."""
    return _fare(actor, found, FareStateForm(state=found.fare.state.value))


@bp.post(f"{ONE}/state")
@guard(WRITE, fare_queries.fare, read=READ)
def set_fare_state(actor: Actor, found: HeldFare) -> Response:
    """Say where the money stands."""
    form = FareStateForm()
    if not form.validate():
        return _fare(actor, found, form, status=422)
    fare_service.set_state(actor, found, FareState(form.state.data), form.day)
    return saved(f"/fares/{found.fare.id}", "changed")


@bp.get(f"{ONE}/receipt")
@guard(READ, fare_queries.fare, read=READ)
def receipt(actor: Actor, found: HeldFare) -> Response:
    """The photo of a receipt."""
    body = files.read(found.fare.id) if found.fare.receipt_type else None
    if body is None:
        raise NotFound
    note_view(actor, "receipt", found.fare.id, found.fare.circle_id)
    return Response(body, content_type=found.fare.receipt_type)


def _fit(form: FareForm, actor: Actor, found: HeldSession) -> None:
    """A worker says whose journey it was; everybody else writes down their own."""
    if actor.role is Role.WORKER:
        adults = found.held.on(Side.SEEING, Side.CARING)
        form.person.choices = offer((str(party.person_id), party.shown_as) for party in adults)
    elif form.person:
        del form.person


def _traveller(form: FareForm, actor: Actor, found: HeldSession) -> UUID | None:
    if not form.person:
        return actor.person_id
    adults = {str(party.person_id): party.person_id for party in found.held.on(Side.SEEING, Side.CARING)}
    chosen = adults.get(str(form.person.data or ""))
    if chosen is None and not form.person.errors:
        form.person.errors = [gettext("Choose whose journey it was.")]
    return chosen


def _another(actor: Actor, found: HeldSession, form: FareForm, there: Fare) -> Response:
    """The form was sent before with something else in it: that stays, and this can be sent as one more."""
    form.key.data = str(uuid4())
    money = in_pounds(there.pence)
    form.pence.errors = [
        gettext("You saved %(money)s with this form before. Save again to add this as one more.", money=money)
    ]
    return _form(actor, found, form, status=409)


def _form(actor: Actor, found: HeldSession, form: FareForm, *, status: int = 200) -> Response:
    _fit(form, actor, found)
    facts = {
        "session": found.session,
        "on": fare_queries.local_day(found.session.starts_at, found.held.arrangement.zone),
        "taken": photos.TAKEN,
        "checked_on": CHECKED_ON,
    }
    return page("contact/fare_new.html", fragments=(), status=status, form=form, **facts)


def _fare(actor: Actor, found: HeldFare, form: FareStateForm, *, status: int = 200) -> Response:
    note_view(actor, "fare", found.fare.id, found.fare.circle_id)
    one = found.fare
    back = {FareState.NOTED: None, FareState.CLAIMED: FareState.NOTED}.get(
        one.state, FareState.CLAIMED if one.claimed_on else FareState.NOTED
    )
    facts = {"found": found, "fare": one, "step_back": back, "checked_on": CHECKED_ON}
    return page("contact/fare.html", fragments=(), status=status, form=form, **facts)


def _of(found: list[HeldFare], circle_id: UUID) -> list[HeldFare]:
    return [each for each in found if each.fare.circle_id == circle_id]


def _total_words(sums: Totals) -> list[str]:
    """ "Asked for: £12.40", for each state in which something stands."""
    return [
        gettext("%(state)s: %(money)s", state=label(state), money=in_pounds(sums[state]))
        for state in FareState
        if sums.get(state)
    ]
