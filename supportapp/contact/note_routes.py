"""Write a note about a date or a letter, or keep it for later."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MultiDict

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import (
    draft_service,
    letter_queries,
    note_cards,
    note_queries,
    note_service,
    photos,
    queries,
    session_service,
)
from supportapp.contact.blueprint import bp
from supportapp.contact.letter_queries import HeldLetter
from supportapp.contact.naming import known_in
from supportapp.contact.note_forms import NoteForm, typed_fields
from supportapp.contact.note_models import Draft, Lane
from supportapp.contact.note_service import OtherWords
from supportapp.contact.note_subjects import Subject, called, listed, of_letter, of_session, worker_names
from supportapp.contact.queries import HeldSession
from supportapp.web.guard import guard
from supportapp.web.language import gettext
from supportapp.web.render import page, part, saved
from supportapp.web.uploads import sent_files, takes_files

READ, ADD, CORRECT = Permission.NOTE_READ, Permission.NOTE_ADD, Permission.NOTE_CORRECT
LETTER = "/letters/<uuid:letter_id>"
ABOUT, LETTER_READ = Permission.CONTACT_READ, Permission.LETTER_READ


@dataclass(frozen=True, slots=True)
class Writing:
    """A note being written: who writes, what it is about, and its form."""

    actor: Actor
    subject: Subject
    form: NoteForm

    def page(self, *, status: int = 200, **more: Any) -> Response:
        """The form's page with the names of who may read each lane; or the line that says whether it is kept."""
        actor, subject = self.actor, self.subject
        known = known_in(actor, subject.held)
        if actor.role is Role.FAMILY:
            workers = listed(worker_names(known, but=actor.person_id)) or gettext("your worker")
            self.form.only_worker.label.text = gettext("Something only for %(names)s", names=workers)
        return page(
            "contact/note_form.html",
            fragments=("what_s",),
            status=status,
            form=self.form,
            subject=subject,
            question=note_cards.question(subject),
            called=called(actor, subject),
            choices=note_cards.choices(actor, subject, known),
            taken=photos.TAKEN,
            **more,
        )


def write(actor: Actor, subject: Subject, form: NoteForm) -> Writing:
    """Fit a form to what it is about and to who writes."""
    form.about(subject)
    form.lane.data = form.lane.data or Lane.TO_WORKER.value
    if actor.role is Role.FAMILY:
        del form.recorded_by
    return Writing(actor, subject, form)


@bp.get("/family-time/<uuid:session_id>/note")
@guard(ADD, queries.session, read=ABOUT)
def write_note(actor: Actor, found: HeldSession) -> Response:
    """The form for a note about one date, with what was typed before."""
    return empty(actor, of_session(found))


@bp.post("/family-time/<uuid:session_id>/note")
@takes_files(photos.reader("photos"))
@guard(ADD, queries.session, read=ABOUT)
def add_note(actor: Actor, found: HeldSession) -> Response:
    """Save a note, once however often it is sent."""
    return add(actor, of_session(found), found)


@bp.post("/family-time/<uuid:session_id>/draft")
@takes_files(lambda: None)
@guard(ADD, queries.session, read=ABOUT)
def keep_draft(actor: Actor, found: HeldSession) -> Response:
    """Keep what was typed so far, for its writer alone."""
    return keep(actor, of_session(found))


@bp.post("/family-time/<uuid:session_id>/draft/discard")
@takes_files(lambda: None)
@guard(ADD, queries.session, read=ABOUT)
def discard_draft(actor: Actor, found: HeldSession) -> Response:
    """Start again, with the way back."""
    return discard(actor, of_session(found))


@bp.get(f"{LETTER}/note")
@guard(ADD, letter_queries.letter_to_note, read=LETTER_READ)
def write_letter_note(actor: Actor, found: HeldLetter) -> Response:
    """The form for a note about one letter."""
    return empty(actor, of_letter(found))


@bp.post(f"{LETTER}/note")
@takes_files(photos.reader("photos"))
@guard(ADD, letter_queries.letter_to_note, read=LETTER_READ)
def add_letter_note(actor: Actor, found: HeldLetter) -> Response:
    """Save a note about a letter."""
    return add(actor, of_letter(found))


@bp.post(f"{LETTER}/draft")
@takes_files(lambda: None)
@guard(ADD, letter_queries.letter_to_note, read=LETTER_READ)
def keep_letter_draft(actor: Actor, found: HeldLetter) -> Response:
    """Keep what was typed about a letter."""
    return keep(actor, of_letter(found))


@bp.post(f"{LETTER}/draft/discard")
@takes_files(lambda: None)
@guard(ADD, letter_queries.letter_to_note, read=LETTER_READ)
def discard_letter_draft(actor: Actor, found: HeldLetter) -> Response:
    """Start again with a note about a letter."""
    return discard(actor, of_letter(found))


def empty(actor: Actor, subject: Subject) -> Response:
    """The form as somebody finds it: with their draft, or new."""
    draft = note_queries.own_draft(actor, draft_service.subject_of(subject.about))
    typed = MultiDict(draft.fields) if draft else None
    writing = write(actor, subject, NoteForm(formdata=typed))
    writing.form.begin(planned=typed is None or "happened_on" not in typed)
    if draft:
        writing.form.client_key.data = str(draft.client_key)
    return writing.page(kept_at=draft.saved_at if draft else None)


def add(actor: Actor, subject: Subject, date: HeldSession | None = None) -> Response:
    """Save what was sent; where something needs mending nothing is stored, and nothing typed is lost."""
    writing, sent = write(actor, subject, NoteForm()), sent_files()
    form = writing.form
    fine = form.validate() and subject.has_begun
    if sent.problem:
        form.photos.errors = [sent.problem]
    if not fine or sent.problem:
        return writing.page(status=422, lost_photos=sent.count)
    entries, key = form.entries(photos=sent.signs), form.key
    try:
        notes, is_new = note_service.add_notes(actor, subject.about, entries, client_key=key)
    except OtherWords as other:
        form.begin(planned=False)
        return writing.page(status=409, theirs=other.note, lost_photos=sent.count)
    if is_new:
        photos.keep_photos(notes[0], sent.pictures)
        draft_service.forget_draft(actor, subject.about)
        if date is not None:
            note_service.hold_date(actor, date.session.id)
            session_service.outcome_from_note(actor, date, notes[0])
    return saved(f"/notes/{notes[0].id}", "note")


def keep(actor: Actor, subject: Subject) -> Response:
    """Keep a draft; with script in place, without it from the button beside "Save"."""
    form = NoteForm()
    names = {field.name for field in form} - {"csrf_token", "client_key", "written_at", "photos"}
    fields, key = typed_fields(request.form, names), form.key
    if not subject.has_begun:
        return write(actor, subject, form).page(status=422)
    try:
        now, is_first = draft_service.keep_draft(actor, subject.about, fields, client_key=key)
    except draft_service.TooLong:
        return write(actor, subject, form).page(
            status=422, is_too_long=True, is_part="HX-Request" in request.headers
        )
    except draft_service.SentAlready:
        writing = write(actor, subject, form)
        form.begin(planned=False)
        return writing.page(status=409, is_sent=True)
    back = f"{subject.path}/note" if request.form.get("back") == "form" else f"{subject.path}?said=draft"
    return part("contact/note_form.html", "what_s", back, kept_at=now, is_first=is_first)


def discard(actor: Actor, subject: Subject) -> Response:
    """A new form, and the old words behind a button."""
    draft = draft_service.forget_draft(actor, subject.about)
    writing = write(actor, subject, NoteForm(formdata=None))
    writing.form.begin(planned=True)
    return writing.page(undo=_hidden(draft) if draft else None)


def _hidden(draft: Draft) -> list[tuple[str, str]]:
    typed = MultiDict(draft.fields)
    return [("client_key", str(draft.client_key)), *typed.items(multi=True)]
