"""What Today says of letters: one's own, while its window is open, and nobody else's."""

from datetime import timedelta

import pytest

from supportapp.contact.coming import coming
from supportapp.contact.letter_models import Letter, LetterState
from supportapp.core import clock
from tests.contact import scenes
from tests.contact.test_sessions import actor


@pytest.mark.parametrize(
    ("who", "letter"), [("parent", "letter"), ("carer", "carers_letter"), ("other_parent", None)]
)
def test_today_names_the_letter_of_ones_own_side(app, walker, who, letter):
    with app.app_context():
        found = coming(actor(walker.world.people[who])).letter
        assert (found and found.id) == (letter and getattr(walker.world.contact, letter))
    page = walker.get(who, "/today").text
    for each in ("letter", "carers_letter"):
        assert (f"/letters/{getattr(walker.world.contact, each)}" in page) == (each == letter)


@pytest.mark.parametrize(("opens", "closes"), [(1, 10), (-40, -1)], ids=["not open yet", "over"])
def test_a_letter_is_named_only_while_it_can_be_written(app, walker, opens, closes):
    with app.app_context():
        days = {"opens_on": clock.today() + timedelta(opens), "closes_on": clock.today() + timedelta(closes)}
    scenes.change(app, Letter, walker.world.contact.letter, **days)
    with app.app_context():
        assert coming(actor(walker.world.people["parent"])).letter is None


def test_a_letter_that_was_sent_is_not_named(app, walker):
    scenes.change(app, Letter, walker.world.contact.letter, state=LetterState.WITH_AGENCY)
    with app.app_context():
        assert coming(actor(walker.world.people["parent"])).letter is None


def test_the_words_of_a_letter_are_not_on_today(walker):
    for who in ("parent", "carer"):
        assert "letterdraft" not in walker.get(who, "/today").text


def test_a_letter_that_waits_to_be_passed_on_is_on_the_workers_desk(app, walker):
    assert "to pass on" not in walker.get("worker", "/family-time").text
    scenes.change(app, Letter, walker.world.contact.letter, state=LetterState.WITH_AGENCY)
    assert "1 letter to pass on" in walker.get("worker", "/family-time").text
