"""Read a note, put one's own right, take it back: what was written stays, and stands beside it."""

from typing import Any

from flask import Response, request

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import note_cards, note_queries, note_service
from supportapp.contact.blueprint import bp
from supportapp.contact.note_forms import CorrectionForm, WhyForm, read_key
from supportapp.contact.note_models import Note, Supersedes
from supportapp.contact.note_queries import HeldNote
from supportapp.contact.note_service import OtherWords
from supportapp.core.errors import Stale
from supportapp.web.guard import guard
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, CORRECT = Permission.NOTE_READ, Permission.NOTE_CORRECT
bp.add_app_template_filter(note_cards.moods)
bp.add_app_template_filter(note_cards.moment)


@bp.get("/notes/<uuid:note_id>")
@guard(READ, note_queries.note, read=READ)
def show_note(actor: Actor, found: HeldNote) -> Response:
    """One note: who wrote what, when, and who can read it."""
    note_view(actor, "note", found.note.id, found.note.circle_id)
    shown = note_cards.shown(actor, found)
    is_own = found.note.author_id == actor.person_id
    told: dict[str, Any] = {"said": shown.saved} if is_own and request.args.get("said") == "note" else {}
    return page("contact/note.html", shown=shown, is_own=is_own, **told)


@bp.get("/notes/<uuid:note_id>/correct")
@guard(CORRECT, note_queries.own_note, read=READ)
def put_right(actor: Actor, found: HeldNote) -> Response:
    """The form to say what is right about one's own note."""
    form = _correction(actor, found)
    form.begin(planned=False)
    form.show(found.note)
    return _put_right(actor, found, form)


@bp.post("/notes/<uuid:note_id>/correct")
@guard(CORRECT, note_queries.own_note, read=READ)
def correct(actor: Actor, found: HeldNote) -> Response:
    """Save what is right beside what was written first."""
    form = _correction(actor, found)
    if not form.validate():
        return _put_right(actor, found, form, status=422)
    try:
        if found.note.supersedes_as is Supersedes.WITHDRAWAL:
            raise Stale
        entry = form.entry(found.note.lane)
        note_service.correct(actor, found, entry, why=form.why.data, client_key=form.key)
    except (Stale, OtherWords):
        form.begin(planned=False)
        return _put_right(actor, found, form, status=409)
    return saved(f"/notes/{found.note.id}", "note-right")


def _correction(actor: Actor, found: HeldNote) -> CorrectionForm:
    form = CorrectionForm()
    form.about(note_cards.subject_of(actor, found))
    if actor.role is Role.FAMILY:
        del form.recorded_by
    return form


def _put_right(actor: Actor, found: HeldNote, form: CorrectionForm, *, status: int = 200) -> Response:
    newer = _newer(actor, found)
    return page(
        "contact/note_correct.html",
        status=409 if newer and status == 200 else status,
        form=form,
        note=found.note,
        newer=newer,
    )


def _newer(actor: Actor, found: HeldNote) -> Note | None:
    if found.note.supersedes_as is Supersedes.WITHDRAWAL:
        return found.note
    return note_queries.newer_than(actor, found.note)


@bp.get("/notes/<uuid:note_id>/withdraw")
@guard(CORRECT, note_queries.own_note, read=READ)
def take_back(actor: Actor, found: HeldNote) -> Response:
    """The form to take one's own note back."""
    return _take_back(actor, found, WhyForm(client_key=str(read_key(None))))


@bp.post("/notes/<uuid:note_id>/withdraw")
@guard(CORRECT, note_queries.own_note, read=READ)
def withdraw(actor: Actor, found: HeldNote) -> Response:
    """Take a note back: it stays readable to those who could read it, with the reason beside it."""
    form = WhyForm()
    if not form.validate():
        return _take_back(actor, found, form, status=422)
    try:
        if found.note.supersedes_as is Supersedes.WITHDRAWAL:
            raise Stale
        note_service.withdraw(actor, found, why=form.why.data, client_key=form.key)
    except (Stale, OtherWords):
        form.client_key.data = str(read_key(None))
        return _take_back(actor, found, form, status=409)
    return saved(f"/notes/{found.note.id}", "note-back")


def _take_back(actor: Actor, found: HeldNote, form: WhyForm, *, status: int = 200) -> Response:
    newer = _newer(actor, found)
    status = 409 if newer and status == 200 else status
    return page("contact/note_withdraw.html", status=status, form=form, note=found.note, newer=newer)
