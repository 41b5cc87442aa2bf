"""Changes: ask for one, take it back, answer."""

from flask import Response, url_for

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import naming, queries, request_queries, request_service
from supportapp.contact import outcome_words as said
from supportapp.contact.blueprint import bp
from supportapp.contact.queries import HeldSession
from supportapp.contact.request_forms import REASONS, AnswerForm, AskForm
from supportapp.contact.request_queries import HeldRequest
from supportapp.contact.request_service import Answered, AskedAlready, NotOn, TooLate
from supportapp.contact.session_models import ChangeRequest, RequestState
from supportapp.contact.session_service import TimeTaken
from supportapp.core import clock
from supportapp.core.errors import Refused
from supportapp.web.guard import guard
from supportapp.web.language import gettext
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, ASK = Permission.CONTACT_READ, Permission.CONTACT_ASK
ONE = "/family-time/<uuid:session_id>"
REQUEST = "/requests/<uuid:request_id>"


@bp.get(f"{ONE}/ask")
@guard(ASK, queries.session, read=READ)
def ask_for_change(actor: Actor, found: HeldSession) -> Response:
    """The form to ask for a change."""
    _only_family(actor)
    return _ask(actor, found, _form(actor, found))


@bp.post(f"{ONE}/ask")
@guard(ASK, queries.session, read=READ)
def send_question(actor: Actor, found: HeldSession) -> Response:
    """Ask; nothing of the date changes yet."""
    _only_family(actor)
    form = _form(actor, found)
    if not form.validate():
        return _ask(actor, found, form, status=422)
    try:
        request = request_service.ask(actor, found, form.entry)
    except TooLate:
        form.asked.errors = [_too_late(found)]
        return _ask(actor, found, form, status=422)
    except AskedAlready as there:
        return _ask(actor, found, form, status=409, there=there)
    return saved(url_for(".show_request", request_id=request.id), "asked")


def _only_family(actor: Actor) -> None:
    if actor.role is not Role.FAMILY:
        raise Refused  # a worker moves a date, and need not ask


def _form(actor: Actor, found: HeldSession) -> AskForm:
    form = AskForm()
    slots = request_queries.free_slots(actor, found.session.arrangement_id)
    side = found.held.side_of(actor.person_id)
    # Once a form is sent, what it may ask is for the service to say: with the reason why not.
    form.fit(found, slots, side, can_move=form.is_submitted() or not _is_late(found))
    return form


def _is_late(found: HeldSession) -> bool:
    return clock.now() > request_service.change_until(found)


def _too_late(found: HeldSession) -> str:
    if not said.is_to_come(found.session):
        return gettext("This family time has started, or it will not happen. It cannot be changed here.")
    until = said.day_and_time(request_service.change_until(found), found.held.arrangement.zone)
    return gettext(
        "The plan asks for changes before %(when)s. You can still tell us that you cannot come.", when=until
    )


def _ask(
    actor: Actor, found: HeldSession, form: AskForm, *, status: int = 200, there: AskedAlready | None = None
) -> Response:
    mine = there.request if there else None
    return page(
        "contact/ask.html",
        status=status,
        form=form,
        one=found.session,
        when=said.when_words(found.session, found.held.arrangement.zone),
        can_ask=said.is_to_come(found.session),
        late="" if not _is_late(found) else _too_late(found),
        who=request_queries.who_answers(actor, found.held, actor.person_id),
        there=there,
        mine=mine,
        mine_said=_wanted(mine, found) if mine else "",
    )


@bp.get(REQUEST)
@guard(READ, request_queries.request, read=READ)
def show_request(actor: Actor, held: HeldRequest) -> Response:
    """What was asked, for whoever asked and whoever answers."""
    return _request(actor, held, AnswerForm())


@bp.post(f"{REQUEST}/withdraw")
@guard(ASK, request_queries.request, read=READ)
def take_back_question(actor: Actor, held: HeldRequest) -> Response:
    """Take back what one asked, until somebody answers."""
    try:
        request_service.withdraw(actor, held)
    except Answered:
        return _request(actor, held, AnswerForm(), status=409)
    return saved(url_for(".show_session", session_id=held.request.session_id), "withdrawn")


@bp.post(f"{REQUEST}/answer")
@guard(ASK, request_queries.request, read=READ)
def answer_question(actor: Actor, held: HeldRequest) -> Response:
    """Say yes or no; only on a yes the date changes. Where somebody was sooner, say what they said."""
    form = AnswerForm()
    form.fit(held.found, held.request)
    if not request_service.may_answer(actor, held):
        raise Refused
    if held.request.state is RequestState.OPEN and not form.validate():
        return _request(actor, held, form, status=422)
    try:
        request_service.answer(actor, held, form.entry)
    except Answered:
        return _request(actor, held, form, status=409)
    except (TimeTaken, NotOn) as problem:
        form.answer.errors = [_problem(problem)]
        return _request(actor, held, form, status=422)
    return saved(url_for(".show_request", request_id=held.request.id), "answered")


def _problem(problem: Exception) -> str:
    if isinstance(problem, NotOn):
        return gettext("This cannot be changed any more. You can say “Not this time” and write why.")
    return gettext("That time is not free any more. Say “Not this time”, or move the date yourself.")


def _request(actor: Actor, held: HeldRequest, form: AnswerForm, *, status: int = 200) -> Response:
    request, found = held.request, held.found
    note_view(actor, "request", request.id, request.circle_id)
    form.fit(found, request)
    names = naming.names_in(actor, found.held)
    is_open = request.state is RequestState.OPEN
    return page(
        "contact/request.html",
        status=status,
        form=form,
        request=request,
        one=found.session,
        when=said.when_words(found.session, found.held.arrangement.zone),
        about=found.held.arrangement.title if actor.role is Role.WORKER else "",
        children=said.listed([party.shown_as for party in found.held.children]),
        wanted=_wanted(request, found),
        asker=naming.name_of(names, request.asked_by_id),
        answerer=naming.name_of(names, request.answered_by_id) if request.answered_by_id else "",
        answer_by=said.day_and_time(request.answer_by, found.held.arrangement.zone),
        is_mine=request.asked_by_id == actor.person_id,
        is_open=is_open,
        may_answer=is_open and request_service.may_answer(actor, held),
        who=request_queries.who_answers(actor, found.held, request.asked_by_id, request),
        late=status == 409,
    )


def _wanted(request: ChangeRequest, found: HeldSession) -> str:
    """The new time, the place or the neutral word that is asked for; empty where it is all in the wish."""
    if request.reason is not None:
        return str(REASONS.get(request.reason, ""))  # in the words of whoever cannot come
    if request.starts_at and request.ends_at:
        zone = found.held.arrangement.zone
        return said.span_words(request.starts_at, request.ends_at, zone)
    return ""
