"""What became of a date: said once, honestly, and in words that blame nobody."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.contact import queries, session_service
from supportapp.contact.note_models import Lane, Went
from supportapp.contact.note_service import About, NoteEntry, add_note
from supportapp.contact.session_models import CalledOffBy, ContactSession, Reason, SessionState
from supportapp.core.db import db
from supportapp.core.protect import act_as, scoped, system
from supportapp.people import queries as people
from supportapp.people.models import Person
from tests.contact import scenes
from tests.walker import Walker

OFF = SessionState.CANCELLED


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


def actor(person_id):
    rows = scoped(select(Person).where(Person.id == person_id), "test")
    return people.actor_for(db.session.scalars(rows).one())


def say(walker, one, **fields):
    url = f"/family-time/{one}/outcome"
    return walker.post("worker", url, {"version": scenes.version(walker, "worker", url), **fields})


def test_a_worker_calls_a_date_off_and_each_side_reads_its_own_words(app, walker):
    one = walker.world.contact.next
    words = {"why": "The water is off.", "offered": "A call on Sunday.", "child_told": "Told at tea."}
    answer = say(walker, one, what="cancelled", called_off_by="service", reason="venue_unavailable", **words)
    assert answer.status_code == 303
    parent, carer = (walker.get(who, f"/family-time/{one}").text for who in ("parent", "carer"))
    for page in (parent, carer):
        assert "will not happen." in page
        assert "The place could not be used. It was not your fault." in page
        assert "The water is off." in page
        assert "A call on Sunday." in page
        assert "missed" not in page
    assert "Told at tea." in carer
    assert "Told at tea." not in parent
    row = scenes.get(app, ContactSession, one)
    assert (row.state, row.called_off_by, row.sequence) == (OFF, CalledOffBy.SERVICE, 1)


@pytest.mark.parametrize(
    ("by", "to_parent", "to_carer"),
    [
        ("parent", "You could not come this time.", "We will help you tell Zqsharedchild."),
        (
            "carer",
            "The people who care for Zqsharedchild called it off. It was not your fault.",
            "You could not make it this time.",
        ),
        ("child", "Zqsharedchild chose not to come this time.", "Zqsharedchild chose not to come this time."),
        (
            "other",
            "Something got in the way. It was not your fault.",
            "Something got in the way. It was not your fault.",
        ),
    ],
)
def test_nobody_is_blamed_for_what_somebody_else_called_off(walker, by, to_parent, to_carer):
    one = walker.world.contact.next
    assert say(walker, one, what="cancelled", called_off_by=by, reason="illness_adult").status_code == 303
    assert to_parent in walker.get("parent", f"/family-time/{one}").text
    assert to_carer in walker.get("carer", f"/family-time/{one}").text
    for who in ("parent", "carer"):  # whose health it was is no business of the other side
        assert "not well" not in walker.get(who, f"/family-time/{one}").text
    assert "An adult was not well" in walker.get("worker", f"/family-time/{one}").text


def test_an_outcome_can_be_set_back(app, walker):
    one = walker.world.contact.past
    assert say(walker, one, what="cancelled", called_off_by="parent", why="No bus.").status_code == 303
    page = walker.get("worker", f"/family-time/{one}").text
    assert "Undo: put it back as planned" in page
    assert (
        walker.post(
            "worker",
            f"/family-time/{one}/outcome",
            {"what": "planned", "version": scenes.version(walker, "worker", f"/family-time/{one}")},
        ).status_code
        == 303
    )
    row = scenes.get(app, ContactSession, one)
    assert (row.state, row.called_off_by, row.reason) == (SessionState.PLANNED, None, None)
    assert "No bus." not in walker.get("parent", f"/family-time/{one}").text
    assert "It is on, as planned" in walker.get("parent", f"/family-time/{one}").text


def test_a_shorter_date_says_when_it_really_ended(walker):
    one = walker.world.contact.past
    assert say(walker, one, what="shortened", ended="5pm").status_code == 422
    assert say(walker, one, what="shortened", ended="3.30pm").status_code == 303
    page = walker.get("parent", f"/family-time/{one}").text
    assert "It was shorter." in page
    assert "It ended at 3:30pm" in page


def test_an_outcome_needs_what_belongs_to_it(walker):
    one = walker.world.contact.next
    assert "Choose what happened." in say(walker, one).text
    answer = say(walker, one, what="cancelled", why="Kept words")
    assert answer.status_code == 422
    assert "Choose who called it off." in answer.text
    assert "Kept words" in answer.text
    assert say(walker, one, what="move").status_code == 422
    assert say(walker, one, what="happened").status_code == 422  # it is still to come


def test_a_colleague_who_was_sooner_is_shown_and_nothing_is_lost(walker):
    one = walker.world.contact.next
    old = scenes.version(walker, "worker", f"/family-time/{one}/outcome")
    assert say(walker, one, what="paused_for_safety").status_code == 303
    body = {"what": "cancelled", "called_off_by": "service", "why": "Kept words", "version": old}
    answer = walker.post("worker", f"/family-time/{one}/outcome", body)
    assert answer.status_code == 409
    assert "Paused to keep everybody safe" in answer.text
    assert "Kept words" in answer.text


def test_a_worker_moves_a_date_and_both_agendas_change(app, walker):
    place = walker.world.contact
    scenes.no_dates_ahead(app, place.arrangement, place.next)
    day = scenes.at(6).date()
    answer = say(
        walker,
        place.next,
        what="move",
        on=scenes.boxes(day),
        start="9:15am",
        end="11am",
        venue_name="The park cafe",
    )
    assert answer.status_code == 303
    for who in ("parent", "carer"):
        page = walker.get(who, "/family-time").text
        assert "9:15am to 11am" in page
        assert "The park cafe" in page
        assert "Changed." in page
        assert "Moved from" in walker.get(who, f"/family-time/{place.next}").text
    assert scenes.get(app, ContactSession, place.next).state is SessionState.CHANGED


def test_a_date_is_not_moved_onto_another_one_nor_into_the_past(app, walker):
    place = walker.world.contact
    scenes.add_date(app, place.arrangement, scenes.at(6, 10))
    taken = {"what": "move", "on": scenes.boxes(scenes.at(6).date()), "start": "11am", "end": "1pm"}
    answer = say(walker, place.next, **taken)
    assert answer.status_code == 422
    assert "There is another family time at that time." in answer.text
    assert 'value="11am"' in answer.text
    for wrong in (
        {"start": "3pm", "end": "2pm"},
        {"on": scenes.boxes(scenes.at(-3).date())},
        {"start": "2pm"},
        {"start": "25:99"},
    ):
        assert say(walker, place.next, what="move", **wrong).status_code == 422
    assert scenes.get(app, ContactSession, place.next).starts_at == scenes.at(2)


def test_families_do_not_say_outcomes(walker):
    one = walker.world.contact.past
    for who in ("parent", "carer"):
        assert walker.get(who, f"/family-time/{one}/outcome").status_code == 403
        assert walker.post(who, f"/family-time/{one}/outcome", {"what": "happened"}).status_code == 403


def from_note(app, walker, who, *, lane=Lane.SHARED, went=Went.AS_PLANNED, by=None, one=None):
    place = walker.world.contact
    with app.app_context():
        me = actor(walker.world.people[who])
        with system("test"):
            act_as(me.person_id)
            found = queries.session(me, one or place.past)
            entry = NoteEntry(
                lane,
                scenes.at(-2),
                went=went,
                called_off_by=by,
                reason=Reason.TRANSPORT if by else None,
                words="x",
            )
            note, _ = add_note(
                me, About(found.held.arrangement, session_id=found.session.id), entry, client_key=uuid4()
            )
            changed = session_service.outcome_from_note(me, found, note)
            db.session.commit()
        act_as("")
    return changed


def test_a_shared_note_says_what_became_of_a_date_once(app, walker):
    one = walker.world.contact.past
    assert from_note(app, walker, "carer")
    assert scenes.get(app, ContactSession, one).state is SessionState.HAPPENED
    assert not from_note(app, walker, "parent", went=Went.NO, by=CalledOffBy.CARER)
    assert scenes.get(app, ContactSession, one).state is SessionState.HAPPENED


def test_a_note_that_is_not_shared_says_nothing_of_a_date(app, walker):
    for lane in (Lane.TO_WORKER, Lane.PRIVATE):
        assert not from_note(app, walker, "carer", lane=lane, went=Went.NO, by=CalledOffBy.PARENT)
    assert scenes.get(app, ContactSession, walker.world.contact.past).state is SessionState.PLANNED


def test_a_note_says_nothing_of_a_date_to_come_and_nothing_against_a_worker(app, walker):
    place = walker.world.contact
    assert not from_note(app, walker, "carer", went=Went.NO, one=place.next)
    assert say(walker, place.past, what="cancelled", called_off_by="service").status_code == 303
    assert not from_note(app, walker, "carer")
    assert scenes.get(app, ContactSession, place.past).called_off_by is CalledOffBy.SERVICE


@pytest.mark.parametrize(
    ("who", "claimed", "kept"),
    [
        ("parent", CalledOffBy.PARENT, CalledOffBy.PARENT),
        ("carer", CalledOffBy.CARER, CalledOffBy.CARER),
        ("carer", CalledOffBy.SERVICE, CalledOffBy.SERVICE),
        ("carer", CalledOffBy.PARENT, None),
        ("parent", CalledOffBy.CARER, None),
        ("carer", CalledOffBy.CHILD, None),
    ],
)
def test_nobodys_note_speaks_for_the_other_side(app, walker, who, claimed, kept):
    assert from_note(app, walker, who, went=Went.NO, by=claimed)
    row = scenes.get(app, ContactSession, walker.world.contact.past)
    assert (row.state, row.called_off_by) == (OFF, kept)


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_a_choice_that_is_only_blank_is_none_of_those_shown(walker, blank):
    for wrong in ({"called_off_by": blank}, {"called_off_by": "service", "reason": blank}):
        answer = say(walker, walker.world.contact.past, what="cancelled", why="Kept words", **wrong)
        assert answer.status_code == 422
        assert "Choose one of the answers shown." in answer.text
        assert "Kept words" in answer.text
