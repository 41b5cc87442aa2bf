"""Family time over midnight: it is moved, cut short and written about by the clock on the wall, as any other."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from supportapp.contact.session_models import ContactSession
from tests.contact import notes, scenes
from tests.walker import Walker


def say(walker: Walker, one: UUID, **typed: Any) -> TestResponse:
    return walker.post("worker", f"/family-time/{one}/outcome", {"version": "1", **typed})


@pytest.mark.parametrize(
    ("now", "typed", "hours"),
    [
        (22, {"start": "6pm", "end": "8pm"}, 2),  # it ends at midnight, and belongs to its evening
        (22, {"start": "9pm", "end": "midnight"}, 3),
        (14, {"start": "10pm", "end": "12am"}, 2),
        (23, {"start": "11pm", "end": "2am"}, 3),  # it ends after midnight, and goes on doing so
    ],
)
def test_a_date_is_moved_to_the_hours_that_were_typed(
    app: Flask, now: int, typed: dict[str, str], hours: int
) -> None:
    walker = Walker(app)
    one = scenes.add_date(app, walker.world.contact.arrangement, scenes.at(9, now))
    assert say(walker, one, what="move", **typed).status_code == 303
    row = scenes.get(app, ContactSession, one)
    assert row.ends_at - row.starts_at == timedelta(hours=hours)
    assert row.starts_at.date() == scenes.at(9).date()


@pytest.mark.parametrize("typed", ["9pm", "11.30pm", "midnight", "7am"])
def test_a_night_that_was_shorter_may_have_ended_in_its_evening(app: Flask, typed: str) -> None:
    walker = Walker(app)
    place = walker.world.contact.arrangement
    one = scenes.add_date(app, place, scenes.at(-3, 17), ends_at=scenes.at(-2, 10))
    assert say(walker, one, what="shortened", ended="4pm").status_code == 422
    assert say(walker, one, what="shortened", ended=typed).status_code == 303
    assert "It was shorter." in walker.get("parent", f"/family-time/{one}").text


def test_a_note_says_that_an_evening_ended_at_midnight(app: Flask) -> None:
    walker = Walker(app)
    one = scenes.add_date(app, walker.world.contact.arrangement, scenes.at(-3, 22))
    typed = notes.form(began="10pm", ended="midnight")
    assert walker.post("carer", f"/family-time/{one}/note", typed).status_code == 303
    (note,) = notes.notes(app, session_id=one)
    assert note.ended_at == scenes.at(-2, 0)
