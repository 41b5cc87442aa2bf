"""Asking for a change: both sides see the old time until those who must answer have said yes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask

from supportapp.contact.models import Arrangement
from supportapp.contact.session_models import (
    Asked,
    ChangeRequest,
    ContactSession,
    SessionState,
    Slot,
)
from tests.contact import scenes
from tests.contact.asking import answer, ask, asked, typed
from tests.walker import OUR_PAGE, Walker

WORDS = ("zqwish", "zqwhy")
AT_ONCE = 2


@pytest.fixture
def walker(app: Flask) -> Walker:
    walker = Walker(app)
    scenes.no_request(app)
    scenes.no_dates_ahead(app, walker.world.contact.arrangement, walker.world.contact.next)
    return walker


def test_a_free_time_is_asked_for_and_accepted_and_both_agendas_change(app, walker):
    place = walker.world.contact
    form = walker.get("parent", f"/family-time/{place.next}/ask").text
    assert f'value="{place.slot}"' in form
    assert "Worker, your worker, answers this. Until then the old time stands." in form
    request = asked(app, walker, slot=str(place.slot))
    for who in ("parent", "carer"):
        assert "2pm to 4pm" in walker.get(who, "/family-time").text
        assert "3pm to 5pm" not in walker.get(who, "/family-time").text
    assert "You asked to change this on" in walker.get("parent", "/family-time").text
    assert answer(walker, request, answer="yes").status_code == 303
    for who in ("parent", "carer"):
        page = walker.get(who, "/family-time").text.partition('id="earlier-h"')[0]
        assert "3pm to 5pm" in page
        assert "2pm to 4pm" not in page
    one = scenes.get(app, ContactSession, place.next)
    assert (one.state, one.sequence, one.starts_at) == (SessionState.CHANGED, 1, scenes.at(5, 15))
    assert scenes.get(app, Slot, place.slot).taken_at is not None
    assert [event.what for event in scenes.events_on(app, place.next)] == ["moved"]


def test_a_typed_time_is_asked_for(app, walker):
    request = asked(app, walker, **typed())
    row = scenes.get(app, ChangeRequest, request)
    assert (row.starts_at, row.ends_at) == (scenes.at(4, 9), scenes.at(4, 11))
    assert answer(walker, request, answer="yes").status_code == 303
    assert scenes.get(app, ContactSession, walker.world.contact.next).starts_at == scenes.at(4, 9)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose what to change."),
        ({"asked": "day"}, "Choose another time, or write what would work."),
        ({"asked": "place"}, "Write where you would like to meet."),
        ({"asked": "cannot_come"}, "Choose why. You need not say more."),
        ({"asked": "gone"}, "Choose one of the answers shown."),
        (typed(start="11am", end="9am"), "The end must be after the start."),
        (typed(days=-4), "Choose a day and time that is still to come."),
        (typed(days=2, start="2pm", end="4pm"), "That is when it is now."),
        ({"asked": "day", "on": ["31", "2", "2027"]}, "There is no such day."),
        ({"asked": "time", "start": "soon"}, "Write the time like 10am or 15:45."),
        ({"asked": "day", "slot": str(uuid4())}, "Choose one of the answers shown."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field_and_nothing_is_lost(app, walker, fields, says):
    page = ask(walker, **({"why": "My own words"} | fields))
    assert page.status_code == 422
    assert says in page.text
    assert "My own words" in page.text
    assert scenes.requests_on(app, walker.world.contact.next) == []


def test_the_same_question_sent_twice_is_one(app, walker):
    assert asked(app, walker) == asked(app, walker)
    assert len(scenes.requests_on(app, walker.world.contact.next)) == 1


def test_another_question_from_another_tab_is_told_of_the_first(app, walker):
    asked(app, walker)
    page = ask(walker, **typed())
    assert page.status_code == 409
    assert "You asked to change this already" in page.text
    assert len(scenes.requests_on(app, walker.world.contact.next)) == 1


def test_what_the_other_side_asked_is_not_given_away(app, walker):
    asked(app, walker)
    page = ask(walker, "carer", asked="cannot_come", reason="transport")
    assert page.status_code == 303
    for word in (*WORDS, "Zqsharedparent", "asked already"):
        assert word not in page.text
    seen = walker.get("carer", f"/family-time/{walker.world.contact.next}").text
    assert seen.count("/requests/") == 1  # the carer's own
    assert not [word for word in WORDS if word in seen]


def test_after_the_time_limit_only_not_coming_can_be_said(app, walker):
    place = walker.world.contact
    scenes.change(app, Arrangement, place.arrangement, notice_hours=72)
    form = walker.get("parent", f"/family-time/{place.next}/ask").text
    assert "The plan asks for changes before" in form
    assert "You can still tell us that you cannot come." in form
    page = ask(walker, **typed())
    assert page.status_code == 422
    assert "The plan asks for changes before" in page.text
    assert ask(walker, asked="cannot_come", reason="transport").status_code == 303


def test_before_the_time_limit_the_page_says_until_when(app, walker):
    scenes.change(app, Arrangement, walker.world.contact.arrangement, notice_hours=24)
    page = walker.get("parent", f"/family-time/{walker.world.contact.next}").text
    assert "The plan asks for changes before" in page


def test_nothing_is_asked_of_what_was_or_will_not_happen(app, walker):
    place = walker.world.contact
    page = ask(walker, one=place.past, asked="cannot_come", reason="transport")
    assert page.status_code == 422
    assert "This family time has started, or it will not happen." in page.text
    scenes.change(app, ContactSession, place.next, state=SessionState.CANCELLED)
    assert ask(walker, **typed()).status_code == 422
    assert f"{place.next}/ask" not in walker.get("parent", f"/family-time/{place.next}").text


def test_where_a_worker_decides_the_other_side_knows_nothing(app, walker):
    request = asked(app, walker)
    assert walker.get("carer", f"/requests/{request}").status_code == 404
    absent = walker.get("carer", f"/requests/{uuid4()}")
    assert walker.get("carer", f"/requests/{request}").data == absent.data
    assert answer(walker, request, "carer", answer="no", words="x").status_code == 404
    worker = walker.get("worker", f"/requests/{request}").text
    assert all(word in worker for word in WORDS)
    answer(walker, request, answer="yes", **{key: value for key, value in typed().items() if key != "asked"})
    for url in ("/family-time", f"/family-time/{walker.world.contact.next}", f"/requests/{request}"):
        page = walker.get("carer", url).text
        assert not any(word in page for word in WORDS)


def test_a_double_tap_asks_once(app, walker):
    ready = Barrier(AT_ONCE)
    client_of = [walker.client("parent") for _ in range(AT_ONCE)]
    tokens = [walker.form_token("parent", client) for client in client_of]

    def tap(number: int) -> int:
        ready.wait()
        body = {"asked": "day", "wish": "any", "csrf_token": tokens[number]}
        url = f"/family-time/{walker.world.contact.next}/ask"
        return client_of[number].post(url, data=body, headers=OUR_PAGE).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(tap, range(AT_ONCE))) == [303] * AT_ONCE
    assert len(scenes.requests_on(app, walker.world.contact.next)) == 1


def test_workers_need_not_ask_and_others_cannot(walker):
    one = walker.world.contact.next
    assert ask(walker, "worker", **typed()).status_code == 403
    for who in ("other_parent", "former_member", "away_worker"):
        assert ask(walker, who, **typed()).status_code == 404
    assert walker.get("worker", f"/family-time/{one}").text.count("/ask") == 0


def test_a_date_that_somebody_asked_about_is_left_alone_by_its_pattern(app, walker):
    assert scenes.get(app, ContactSession, walker.world.contact.next).said_at is None
    asked(app, walker)
    assert scenes.get(app, ContactSession, walker.world.contact.next).said_at is not None
    assert scenes.events_on(app, walker.world.contact.next) == []  # everybody reads those


def test_an_answer_is_wanted_before_the_date_itself(app, walker):
    soon = scenes.get(app, ChangeRequest, asked(app, walker))
    assert soon.answer_by == scenes.at(2)
    later = scenes.add_date(app, walker.world.contact.arrangement, scenes.at(30))
    row = scenes.requests_on(app, later)
    assert row == []
    assert ask(walker, one=later, asked=Asked.DAY.value, wish="any").status_code == 303
    row = scenes.requests_on(app, later)[0]
    assert row.answer_by - row.created_at == timedelta(days=3)
