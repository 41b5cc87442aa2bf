"""What needs mending, what is sent twice, what a device gets wrong: said in words, and nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.contact.session_models import ContactSession
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact.notes import address, form, notes, write, written
from tests.walker import Walker


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"words": " "}, "Write what happened."),
        ({"went": ""}, "Choose if it went ahead."),
        ({"went": "perhaps"}, "Choose one of the answers shown."),
        ({"lane": "everyone"}, "Choose one of the answers shown."),
        ({"seemed_after": ["furious"]}, "problem"),
        ({"reason": "blame"}, "Choose one of the answers shown."),
        ({"happened_on": ["1", "1", "2099"]}, "The date must be in the past."),
        ({"happened_on": ["31", "2", "2026"]}, "no such day"),
        ({"happened_time": "25pm"}, "There is no such time."),
        ({"happened_time": "soon"}, "Write the time like 10am or 15:45."),
        ({"began": "3pm", "ended": "2pm"}, "The end must be after the start."),
        ({"lane": "private", "only_me": "twice"}, "The whole note has this reader."),
        ({"words": "a" * 20_001}, "This is too long."),
    ],
)
def test_what_needs_mending_is_said_beside_it_and_nothing_typed_is_lost(
    app: Flask, wrong: dict[str, Any], message: str
) -> None:
    walker = Walker(app)
    before = len(notes(app))
    typed = {"strengths": "kept strengths", "child_voice": "kept voice", **wrong}
    answer = write(walker, "carer", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in page
    assert "<title>Error: " in page
    for word in ("kept strengths", "kept voice", *(["we made pancakes"] if "words" not in wrong else [])):
        assert word in page
    assert len(notes(app)) == before


def test_nobody_writes_about_a_date_before_it_began(app: Flask) -> None:
    walker = Walker(app)
    url = f"/family-time/{walker.world.contact.next}/note"
    assert b"It has not begun yet" in walker.get("carer", url).data
    answer = walker.post("carer", url, form(words="typed early"))
    assert answer.status_code == 422
    assert b"typed early" in answer.data
    assert notes(app, session_id=walker.world.contact.next) == []


def test_the_same_note_sent_again_is_the_same_note(app: Flask) -> None:
    walker, typed = Walker(app), form(only_me="mine")
    first = walker.post("carer", address(walker), typed)
    again = walker.post("carer", address(walker), {**typed, "written_at": "2026-11-22T10:00:00Z"})
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert len(written(app, walker, "carer", typed["client_key"])) == 2


@pytest.mark.parametrize("change", [{"words": "other words"}, {"only_me": ""}, {"only_worker": "more"}])
def test_other_words_under_one_key_are_shown_beside_the_first(app: Flask, change: dict[str, str]) -> None:
    walker, typed = Walker(app), form(only_me="mine", strengths="kept strengths")
    walker.post("carer", address(walker), typed)
    answer = walker.post("carer", address(walker), {**typed, **change})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "You saved this note before" in page
    assert "kept strengths" in page
    assert len(written(app, walker, "carer", typed["client_key"])) == 2
    key = re.search(r'name="client_key" value="([^"]+)"', page)
    assert key is not None
    assert key[1] != typed["client_key"]
    assert walker.post("carer", address(walker), {**typed, **change, "client_key": key[1]}).status_code == 303


def test_a_key_of_another_person_or_date_is_nobody_elses(app: Flask) -> None:
    walker, typed = Walker(app), form()
    assert walker.post("carer", address(walker), typed).status_code == 303
    assert walker.post("parent", address(walker), typed).status_code == 303
    with app.app_context(), system("test"):
        rows = scoped(select(ContactSession).where(ContactSession.id == walker.world.contact.next), "test")
        session = db.session.scalars(rows).one()
        session.starts_at, session.ends_at = (clock.now() - timedelta(hours=hours) for hours in (3, 2))
        db.session.commit()
    other = walker.post("carer", f"/family-time/{walker.world.contact.next}/note", typed)
    assert other.status_code == 409


@pytest.mark.parametrize("key", ["", "x", "\x00", "a" * 5000, "{}"])
def test_a_broken_key_becomes_a_fresh_one(app: Flask, key: str) -> None:
    walker = Walker(app)
    assert write(walker, "carer", client_key=key, words="zqbrokenkey").status_code == 303
    assert len(notes(app, words="zqbrokenkey")) == 1


@pytest.mark.parametrize(
    "moment", ["", "soon", "2026-11-22T10:00:00", "9999-12-31T23:59:59Z", "2026-99-99T00:00Z"]
)
def test_what_the_device_says_is_kept_only_where_it_is_a_moment(app: Flask, moment: str) -> None:
    walker = Walker(app)
    assert write(walker, "carer", written_at=moment, words="zqmoment").status_code == 303
    assert notes(app, words="zqmoment")[0].written_at is None
