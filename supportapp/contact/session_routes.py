"""One date: look at it, say that one will be there; a worker says what became of it, or moves it."""

from uuid import UUID

from flask import Response, url_for

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import outcome_words as said
from supportapp.contact import queries, session_queries, session_service
from supportapp.contact.arrangement_service import set_terms
from supportapp.contact.blueprint import bp
from supportapp.contact.models import TermKind
from supportapp.contact.queries import HeldSession, Terms
from supportapp.contact.request_service import change_until
from supportapp.contact.session_forms import MOVE, OutcomeForm
from supportapp.contact.session_queries import SessionPage
from supportapp.contact.session_service import TimeTaken
from supportapp.core import clock
from supportapp.core.errors import Stale
from supportapp.web.guard import guard
from supportapp.web.language import gettext
from supportapp.web.render import page, part, saved
from supportapp.web.viewed import note_view

READ, ASK, WRITE = Permission.CONTACT_READ, Permission.CONTACT_ASK, Permission.CONTACT_WRITE
ONE = "/family-time/<uuid:session_id>"
FACTS = (
    *(TermKind.ARRIVE_SEEING, TermKind.ARRIVE_CARING, TermKind.TRANSPORT_PARENT, TermKind.TRANSPORT_CHILD),
    *(TermKind.COST, TermKind.ARRANGED_BY, TermKind.RECORDING, TermKind.LANGUAGE, TermKind.CULTURE),
    *(TermKind.ACCESS, TermKind.BACKUP, TermKind.ESCALATION),
)
PLACES = (TermKind.PLACE_SEEING, TermKind.PLACE_CARING)
TOLD = (TermKind.WHY, TermKind.OFFERED, TermKind.CHILD_TOLD)


@bp.get(ONE)
@guard(READ, session_queries.session_page, read=READ)
def show_session(actor: Actor, found: SessionPage) -> Response:
    """One date with all that this reader may know of it."""
    note_view(actor, "session", found.session.id, found.session.circle_id)
    facts = _facts(actor, found) | _asking(actor, found)
    return page("contact/session.html", fragments=("going",), status=200, **facts)


@bp.post(f"{ONE}/going")
@guard(ASK, queries.session, read=READ)
def going(actor: Actor, found: HeldSession) -> Response:
    """Say that one will be there; only oneself and workers read that."""
    if said.is_to_come(found.session):
        session_service.say_going(actor, found)
    return _going(found, is_going=said.is_to_come(found.session))


@bp.post(f"{ONE}/going/undo")
@guard(ASK, queries.session, read=READ)
def undo_going(actor: Actor, found: HeldSession) -> Response:
    """Take that back."""
    session_service.take_back_going(actor, found)
    return _going(found, is_going=False)


def _going(found: HeldSession, *, is_going: bool) -> Response:
    one = found.session
    can_go = said.is_to_come(one)
    here = url_for(".show_session", session_id=one.id)
    return part(
        "contact/session.html", "going", here, one=one, is_going=is_going, can_go=can_go, changed=True
    )


@bp.get(f"{ONE}/outcome")
@guard(WRITE, queries.session, read=READ)
def outcome(actor: Actor, found: HeldSession) -> Response:
    """The form to say what became of a date, or to move it."""
    form = OutcomeForm()
    form.fit(found)
    form.show(found, queries.session_terms(actor, found.session.arrangement_id, found.session.id)[1])
    return _outcome(actor, found, form)


@bp.post(f"{ONE}/outcome")
@guard(WRITE, queries.session, read=READ)
def say_outcome(actor: Actor, found: HeldSession) -> Response:
    """Keep it; where somebody else said something meanwhile, show both and lose nothing."""
    form = OutcomeForm()
    form.fit(found)
    if not form.validate():
        return _outcome(actor, found, form, status=422)
    try:
        _keep(actor, found, form)
    except Stale:
        form.version.data = str(found.session.version)
        return _outcome(actor, found, form, status=409)
    except TimeTaken:
        form.on.errors = [gettext("There is another family time at that time. Choose another one.")]
        return _outcome(actor, found, form, status=422)
    return saved(url_for(".show_session", session_id=found.session.id), "outcome")


def _keep(actor: Actor, found: HeldSession, form: OutcomeForm) -> None:
    one, version = found.session, _number(form.version.data)
    if form.what.data != MOVE:
        session_service.say_outcome(actor, found, form.entry, version=version)
        return
    if one.version != version:
        raise Stale
    if form.moments is not None:
        session_service.move(actor, one, *form.moments, told_at=form.told_at)
    if form.venue_name.data:
        session_service.move_to_place(actor, one, form.venue_name.data, told_at=form.told_at)
    set_terms(actor, found.held.arrangement, form.terms, session_id=one.id)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _outcome(actor: Actor, found: HeldSession, form: OutcomeForm, *, status: int = 200) -> Response:
    one, zone = found.session, found.held.arrangement.zone
    note_view(actor, "session", one.id, one.circle_id)
    return page(
        "contact/outcome.html",
        status=status,
        form=form,
        one=one,
        held=found.held,
        when=said.when_words(one, zone),
        is_to_come=one.ends_at > clock.now(),
        theirs=said.TOLD[one.state] if status == 409 else "",
    )


def _facts(actor: Actor, found: SessionPage) -> dict[str, object]:
    one, held = found.session, found.held
    zone, seat = held.arrangement.zone, session_queries.seat_of(actor, held)
    general, own = queries.session_terms(actor, one.arrangement_id, one.id)
    # Of a date that is held elsewhere only what was written for it is told, and nothing of the usual place.
    usual = {kind: words for kind, words in general.items() if not one.venue_name or kind not in PLACES}
    told = usual | own
    kinds = FACTS if actor.role is Role.FAMILY else (*PLACES, *FACTS)
    history = session_queries.history(actor, found)
    return {
        "one": one,
        "held": held,
        "title": _title(actor, found, general),
        "day": said.day_of(one.starts_at, zone),
        "hours": said.hours(one.starts_at, one.ends_at, zone),
        "state_words": said.state_words(one, zone),
        "headline": said.headline(one, zone) if said.is_off(one) else "",
        "attribution": said.attribution(one, seat),
        "told": {kind: own[kind] for kind in TOLD if kind in own},
        "places": _places(actor, found, told),
        "exact": session_queries.exact_place(actor, one),
        "facts": [(kind, told[kind]) for kind in kinds if kind in told],
        "terms": general,
        "history": [(said.event_words(event, zone), name, event.at) for event, name in history],
        "notes": session_queries.notes_of(actor, found),
        "side": seat.side,
    }


def _asking(actor: Actor, found: SessionPage) -> dict[str, object]:
    """What this reader may do with the date, and what was asked about it."""
    one, held = found.session, found.held
    is_family = actor.role is Role.FAMILY
    can_go = is_family and said.is_to_come(one)
    until = change_until(HeldSession(one, held))
    is_limited = held.arrangement.notice_hours > 0 and clock.now() <= until
    return {
        "asked": _asked(actor, found),
        "is_going": actor.person_id in found.going,
        "others_going": [] if is_family else [name for name in map(held.name_of, found.going) if name],
        "can_go": can_go,
        "can_ask": can_go and found.waiting is None,
        "ask_until": said.day_and_time(until, held.arrangement.zone) if is_limited else "",
        "is_over": one.ends_at < clock.now(),
        "is_off": said.is_off(one),
        "moment": said.day_and_time,
    }


def _title(actor: Actor, found: SessionPage, general: Terms) -> str:
    if actor.role is Role.WORKER:
        return found.held.arrangement.title
    given = general.get(TermKind.TITLE_SEEING) or general.get(TermKind.TITLE_CARING)
    return said.title(given, [party.shown_as for party in found.held.children])


def _places(actor: Actor, found: SessionPage, told: Terms) -> list[str]:
    """The public name of the place, then what one's own side is told of it."""
    name = found.session.venue_name or found.held.arrangement.venue_name
    if actor.role is Role.WORKER:
        return [name] if name else []
    return [place for place in (name, *(told.get(kind) for kind in PLACES)) if place]


def _asked(actor: Actor, found: SessionPage) -> list[tuple[UUID, str, str]]:
    """What this reader may know of what was asked: the question, how it stands, and when it was asked."""
    zone = found.held.arrangement.zone
    return [
        (
            each.id,
            said.asked_words(each, is_mine=each.asked_by_id == actor.person_id),
            said.day_and_time(each.created_at, zone),
        )
        for each in found.requests[:5]
    ]
