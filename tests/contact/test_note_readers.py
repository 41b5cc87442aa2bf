"""A shared note is read by those whose names stood beside it when it was written, and by nobody who came later."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from supportapp.contact.models import Side
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people.models import Membership
from tests.contact import scenes


@pytest.fixture
def newcomer(app, walker):
    """Somebody of the circle who gets a place in the arrangement after all of the notes were written."""
    contact, who = walker.world.contact, "former_member"
    with scenes.scene(app):
        rows = select(Membership).where(Membership.person_id == walker.world.people[who])
        db.session.scalars(scoped(rows, scenes.MARK)).one().ends_on = None
    scenes.add_party(app, contact.arrangement, walker.world.people[who], Side.CARING, "Zqlater")
    return who


def test_whoever_joins_later_reads_the_dates_and_none_of_the_notes_before(walker, newcomer):
    contact = walker.world.contact
    assert walker.get(newcomer, f"/family-time/{contact.past}").status_code == 200
    assert walker.get(newcomer, f"/notes/{contact.notes['shared']}").status_code == 404
    assert "zqsharednoteshared" not in walker.get(newcomer, f"/family-time/{contact.past}").text


def test_a_correction_has_the_readers_of_the_first_note(walker, newcomer):
    shared = walker.world.contact.notes["shared"]
    put_right = {"words": "zqputright", "why": "zqwhy", "client_key": str(uuid4()), "went": "as_planned"}
    answer = walker.post("carer", f"/notes/{shared}/correct", put_right)
    assert answer.status_code == 303, answer.text
    later = answer.location.split("?")[0]
    assert walker.get("parent", later).status_code == 200
    assert walker.get(newcomer, later).status_code == 404


def test_a_note_names_whom_it_was_shared_with_and_whoever_came_later_as_somebody_who_cannot_read_it(
    walker, newcomer
):
    page = walker.get("carer", f"/notes/{walker.world.contact.notes['shared']}").text
    assert "Zqlater" in page
    assert "Zqlater cannot" in page


def test_what_is_written_from_now_on_is_shared_with_the_newcomer_too(walker, newcomer):
    contact = walker.world.contact
    note = {"went": "as_planned", "words": "zqfromnow", "lane": "shared", "client_key": str(uuid4())}
    answer = walker.post("parent", f"/family-time/{contact.past}/note", note)
    assert answer.status_code == 303, answer.text
    assert "zqfromnow" in walker.get(newcomer, answer.location.split("?")[0]).text
