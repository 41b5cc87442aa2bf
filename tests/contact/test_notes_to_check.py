"""Notes to check: each until a worker has read it, by family, with what differs from the date."""

import re

from flask import Flask
from sqlalchemy import select

from supportapp.contact.note_models import NoteCheck
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.contact.notes import page_of, write
from tests.walker import Walker


def test_the_desk_lists_what_no_worker_read_and_moves_on_to_the_next(app: Flask) -> None:
    walker = Walker(app)
    notes_ids = walker.world.contact.notes
    page = walker.get("worker", "/notes").get_data(as_text=True)
    assert "zqsharednoteshared" in page
    assert "private" not in page
    first, second = notes_ids["shared"], notes_ids["to_worker"]
    part = walker.post(
        "worker", f"/notes/{first}/check", headers={"HX-Request": "true", "HX-Target": "notes"}
    )
    assert "<html" not in part.get_data(as_text=True)
    assert re.search(rf'href="/notes/{second}" autofocus', part.get_data(as_text=True))
    assert walker.post("worker", f"/notes/{first}/check").status_code == 303
    part = walker.post(
        "worker", f"/notes/{second}/check", headers={"HX-Request": "true", "HX-Target": "notes"}
    )
    assert b"All read." in part.data
    assert b"All read." in walker.get("worker", "/notes").data
    with app.app_context():
        assert len(db.session.scalars(scoped(select(NoteCheck), "test")).all()) == 2
    assert "Worker read it on" in walker.get("carer", f"/notes/{first}").get_data(as_text=True)
    assert "read it on" not in walker.get("parent", f"/notes/{first}").get_data(as_text=True)


def test_only_a_worker_of_the_family_says_that_a_note_was_read(app: Flask) -> None:
    walker = Walker(app)
    ids = walker.world.contact.notes
    for who, lane, status in (
        ("carer", "shared", 403),
        ("parent", "shared", 403),
        ("parent", "to_worker", 404),
        ("worker", "private", 404),
        ("idle_worker", "shared", 404),
        ("manager", "shared", 404),
    ):
        assert walker.post(who, f"/notes/{ids[lane]}/check").status_code == status, (who, lane)
    own = page_of(write(walker, "worker"))
    assert walker.post("worker", f"{own}/check").status_code == 403


def test_the_desk_says_where_a_note_and_its_date_differ(app: Flask) -> None:
    walker = Walker(app)
    assert "Nobody has said yet what became of this date." in walker.get("worker", "/notes").get_data(
        as_text=True
    )
    write(walker, "carer", went="no", words="it was called off")
    page = walker.get("worker", "/notes").get_data(as_text=True)
    assert "The note says “Yes, as planned”. The date says “This did not happen”." in page
    assert "Nobody has said yet" not in page
