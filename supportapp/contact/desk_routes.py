"""The notes that no worker has read yet, and the button that says: read."""

from typing import Any
from uuid import UUID

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact import note_cards, note_queries, note_service
from supportapp.contact.blueprint import bp
from supportapp.contact.note_queries import HeldNote
from supportapp.core.errors import Refused
from supportapp.web.guard import guard, guard_screen
from supportapp.web.render import page, part
from supportapp.web.viewed import note_view

CHECK, READ = Permission.NOTES_TO_CHECK, Permission.NOTE_READ
PAGE = "contact/notes.html"
MOST = 30


@bp.get("/notes")
@guard_screen(CHECK)
def notes(actor: Actor) -> Response:
    """What families and colleagues wrote, by family, oldest first."""
    families = note_cards.to_check(actor, most=MOST)
    for held, _ in families:
        note_view(actor, "notes", held.arrangement.circle_id, held.arrangement.circle_id)
    return page(PAGE, fragments=("notes",), **_facts(families))


@bp.post("/notes/<uuid:note_id>/check")
@guard(CHECK, note_queries.note, read=READ)
def check(actor: Actor, found: HeldNote) -> Response:
    """Say that a note was read; doing it twice, or two workers at once, is the same as once."""
    if found.note.author_id == actor.person_id:
        raise Refused
    before = _ids(note_cards.to_check(actor, most=MOST))
    note_service.check(actor, found)
    families = note_cards.to_check(actor, most=MOST)
    left, place = _ids(families), before.index(found.note.id) if found.note.id in before else 0
    focus = left[min(place, len(left) - 1)] if left else None
    return part(PAGE, "notes", "/notes?said=note-read", focus=focus, changed=True, **_facts(families))


def _ids(families: note_cards.Families) -> list[UUID]:
    return [row.note.id for _, rows in families for row in rows]


def _facts(families: note_cards.Families) -> dict[str, Any]:
    return {
        "here": "/family-time",
        "families": families,
        "most": MOST,
        "is_full": len(_ids(families)) == MOST,
    }
