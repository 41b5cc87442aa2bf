"""Answering what was asked: one answer counts, and on a yes, and only then, the date changes for both sides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from supportapp.audit.models import AuditEvent
from supportapp.contact.models import Arrangement, Decider
from supportapp.contact.session_models import (
    CalledOffBy,
    ChangeRequest,
    ContactSession,
    RequestState,
    SessionState,
    Slot,
)
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.contact import scenes
from tests.contact.asking import answer, asked, typed
from tests.walker import OUR_PAGE, Walker

WORDS = ("zqwish", "zqwhy")
AT_ONCE = 2


@pytest.fixture
def walker(app: Flask) -> Walker:
    walker = Walker(app)
    scenes.no_request(app)
    scenes.no_dates_ahead(app, walker.world.contact.arrangement, walker.world.contact.next)
    return walker


@pytest.mark.parametrize(
    ("decider", "court", "asker", "may"),
    [
        (Decider.WORKER, False, "parent", set()),
        (Decider.CARERS, False, "parent", {"carer"}),
        (Decider.CARERS, False, "carer", set()),
        (Decider.OTHER_SIDE, False, "parent", {"carer"}),
        (Decider.OTHER_SIDE, False, "carer", {"parent"}),
        (Decider.CARERS, True, "parent", set()),
        (Decider.OTHER_SIDE, True, "carer", set()),
    ],
)
def test_the_arrangement_says_who_answers(app, walker, decider, court, asker, may):
    place = walker.world.contact
    scenes.change(app, Arrangement, place.arrangement, decider=decider, is_fixed_by_court=court)
    form = walker.get(asker, f"/family-time/{place.next}/ask").text
    assert ("A court order fixes this family time." in form) is court
    assert ("They can read what you write." in form) is bool(may)
    request = asked(app, walker, asker, **typed())
    other = "carer" if asker == "parent" else "parent"
    expected = 200 if other in may else 404
    assert walker.get(other, f"/requests/{request}").status_code == expected
    assert ("Waiting for your answer" in walker.get(other, "/family-time").text) is (other in may)
    assert walker.get("worker", f"/requests/{request}").status_code == 200
    assert answer(walker, request, asker, answer="yes").status_code == 403
    who = other if other in may else "worker"
    assert "Send this answer" in walker.get(who, f"/requests/{request}").text
    assert answer(walker, request, who, answer="yes").status_code == 303
    assert scenes.get(app, ContactSession, place.next).starts_at == scenes.at(4, 9)


def test_a_no_needs_a_reason_and_moves_nothing(app, walker):
    request = asked(app, walker, **typed())
    page = answer(walker, request, answer="no")
    assert page.status_code == 422
    assert "Write why. It helps to know." in page.text
    assert answer(walker, request).status_code == 422
    assert answer(walker, request, answer="no", words="The room is full").status_code == 303
    one = scenes.get(app, ContactSession, walker.world.contact.next)
    assert (one.state, one.starts_at, one.sequence) == (SessionState.PLANNED, scenes.at(2), 0)
    mine = walker.get("parent", f"/requests/{request}").text
    assert "Worker answered: Not this time." in mine
    assert "The room is full" in mine
    assert "You asked for a change: not this time" in walker.get("parent", "/family-time").text


def test_a_yes_to_words_needs_the_exact_time(app, walker):
    request = asked(app, walker)
    assert "Write the new day and time." in answer(walker, request, answer="yes").text
    body = {key: value for key, value in typed().items() if key != "asked"}
    assert answer(walker, request, answer="yes", **body).status_code == 303
    assert scenes.get(app, ContactSession, walker.world.contact.next).starts_at == scenes.at(4, 9)


def test_a_yes_to_another_place_needs_a_name_that_everybody_may_read(app, walker):
    request = asked(app, walker, asked="place", wish="zqwish near 12 Secret Lane")
    assert answer(walker, request, answer="yes").status_code == 422
    assert answer(walker, request, answer="yes", venue_name="The park cafe").status_code == 303
    page = walker.get("carer", f"/family-time/{walker.world.contact.next}").text
    assert "The park cafe" in page
    assert "Secret Lane" not in page


@pytest.mark.parametrize(("who", "by"), [("parent", CalledOffBy.PARENT), ("carer", CalledOffBy.CARER)])
def test_not_coming_calls_a_date_off_in_the_name_of_whoever_asked(app, walker, who, by):
    request = asked(app, walker, who, asked="cannot_come", reason="illness_adult")
    assert scenes.get(app, ContactSession, walker.world.contact.next).state is SessionState.PLANNED
    assert "I am not well" in walker.get("worker", f"/requests/{request}").text
    assert answer(walker, request, answer="yes").status_code == 303
    one = scenes.get(app, ContactSession, walker.world.contact.next)
    assert (one.state, one.called_off_by, one.reason) == (SessionState.CANCELLED, by, "illness_adult")
    other = walker.get("carer" if who == "parent" else "parent", f"/family-time/{one.id}").text
    assert "will not happen." in other
    assert "not well" not in other


def test_a_time_that_is_not_free_any_more_is_not_given_twice(app, walker):
    place = walker.world.contact
    request = asked(app, walker, slot=str(place.slot))
    scenes.add_date(app, place.arrangement, scenes.at(5, 16))
    page = answer(walker, request, answer="yes")
    assert page.status_code == 422
    assert "That time is not free any more." in page.text
    assert scenes.get(app, ContactSession, place.next).starts_at == scenes.at(2)
    assert scenes.get(app, Slot, place.slot).taken_at is None
    assert answer(walker, request, answer="no", words="Not free").status_code == 303


def test_a_taken_slot_is_offered_to_nobody(app, walker):
    place = walker.world.contact
    request = asked(app, walker, slot=str(place.slot))
    scenes.change(app, Slot, place.slot, taken_at=scenes.at(-1))
    assert answer(walker, request, answer="yes").status_code == 422
    assert f'value="{place.slot}"' not in walker.get("carer", f"/family-time/{place.next}/ask").text


def test_a_question_about_what_was_called_off_can_only_be_declined(app, walker):
    request = asked(app, walker, **typed())
    scenes.change(app, ContactSession, walker.world.contact.next, state=SessionState.CANCELLED)
    page = answer(walker, request, answer="yes")
    assert page.status_code == 422
    assert "This cannot be changed any more." in page.text
    assert answer(walker, request, answer="no", words="It is off").status_code == 303


def test_a_question_can_be_taken_back_until_it_is_answered(app, walker):
    request = asked(app, walker, **typed())
    assert "Undo: take this back" in walker.get("parent", f"/requests/{request}").text
    assert walker.post("worker", f"/requests/{request}/withdraw").status_code == 403
    assert walker.post("carer", f"/requests/{request}/withdraw").status_code == 404
    assert walker.post("parent", f"/requests/{request}/withdraw").status_code == 303
    assert walker.post("parent", f"/requests/{request}/withdraw").status_code == 303
    page = answer(walker, request, answer="yes")
    assert page.status_code == 409
    assert "This was taken back." in page.text
    again = asked(app, walker, **typed(days=5))
    assert answer(walker, again, answer="no", words="No").status_code == 303
    page = walker.post("parent", f"/requests/{again}/withdraw")
    assert page.status_code == 409
    assert "Worker answered this a moment ago: Not this time." in page.text


def test_two_people_who_answer_at_once_give_one_outcome(app, walker):
    place = walker.world.contact
    scenes.change(app, Arrangement, place.arrangement, decider=Decider.CARERS)
    request = asked(app, walker, slot=str(place.slot))
    ready = Barrier(AT_ONCE)
    who = ("worker", "carer")
    clients = [walker.client(name) for name in who]
    tokens = [walker.form_token(name, client) for name, client in zip(who, clients, strict=True)]
    bodies = ({"answer": "yes"}, {"answer": "no", "words": "Not for us"})

    def tap(number: int):
        ready.wait()
        body = {**bodies[number], "csrf_token": tokens[number]}
        return clients[number].post(f"/requests/{request}/answer", data=body, headers=OUR_PAGE)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(tap, range(AT_ONCE)))
    assert sorted(each.status_code for each in answers) == [303, 409]
    loser = next(each for each in answers if each.status_code == 409)
    assert "answered this a moment ago" in loser.text
    row = scenes.get(app, ChangeRequest, request)
    one = scenes.get(app, ContactSession, place.next)
    is_yes = answers[0].status_code == 303
    assert row.state is (RequestState.ACCEPTED if is_yes else RequestState.DECLINED)
    assert (one.state is SessionState.CHANGED) is is_yes
    assert one.sequence == int(is_yes)
    with app.app_context():
        rows = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "request:answer")
        assert db.session.scalar(scoped(rows, "test")) == 1


def test_the_same_answer_twice_is_one_answer(app, walker):
    request = asked(app, walker, **typed())
    assert answer(walker, request, answer="yes").status_code == 303
    assert answer(walker, request, answer="yes").status_code == 303
    assert scenes.get(app, ContactSession, walker.world.contact.next).sequence == 1
