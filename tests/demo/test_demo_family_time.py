"""The family time of the demo world: every entry is there, in the lane that its file gives it."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from supportapp.contact.letter_models import Letter, LetterState
from supportapp.contact.models import Arrangement, Kind
from supportapp.contact.note_models import Lane, Note
from supportapp.contact.own_models import Fare
from supportapp.contact.session_models import TO_COME, ChangeRequest, ContactSession, RequestState
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.demo import load
from supportapp.demo.contact_story import FILES, read_family_time
from supportapp.demo.story import AS_OF, read_yaml
from tests.demo.test_demo_files import AVOID, STALE, words

STEMS = sorted(path.stem for path in FILES.glob("*.yaml"))
ENTRIES = 51


@pytest.fixture
def world(app: Flask) -> Flask:
    with app.app_context():
        load.load_demo()
        db.session.expunge_all()
    return app


def rows(statement):
    return db.session.scalars(scoped(statement, "test")).all()


def stories(today: date = AS_OF):
    return [story for stem in STEMS for story in read_family_time(stem, today)]


@pytest.mark.parametrize("stem", STEMS)
def test_what_was_written_uses_plain_words_and_no_month_that_will_pass(stem):
    for text in words(read_yaml(FILES / f"{stem}.yaml")):
        for line in (*AVOID, STALE):
            assert not re.search(rf"\b({line})\b", text, re.IGNORECASE), text


def test_all_entries_load_each_as_a_note_in_its_lane(world):
    logs = [log for story in stories() for log in story.log]
    assert len(logs) == ENTRIES
    with world.app_context():
        notes = rows(select(Note))
        by_words = {note.words: note for note in notes}
        assert {log.words: log.lane for log in logs} == {log.words: by_words[log.words].lane for log in logs}
        views = sum(1 for log in logs if log.parent_view)
        assert len(notes) == ENTRIES + views


def test_nothing_is_shared_that_its_file_does_not_share(world):
    shared = {log.words for story in stories() for log in story.log if log.lane is Lane.SHARED}
    shared |= {log.parent_view for story in stories() for log in story.log if log.parent_view}
    with world.app_context():
        assert {note.words for note in rows(select(Note).where(Note.lane == Lane.SHARED))} == shared


@pytest.mark.parametrize("moment", ["2026-11-24T12:00:00Z", "2027-02-03T12:00:00Z", "2028-02-29T06:30:00Z"])
def test_a_plan_for_saturdays_stays_one_for_saturdays_whenever_it_is_loaded(app, moment):
    with time_machine.travel(moment), app.app_context():
        load.load_demo()
        db.session.expunge_all()
        for one in rows(select(Arrangement).where(Arrangement.kind == Kind.FACE_TO_FACE)):
            days = rows(select(ContactSession).where(ContactSession.arrangement_id == one.id))
            if "dates" not in (pattern := pattern_of(one.title)):
                assert len({day.occurs_on.weekday() for day in days}) == 1, one.title
            assert any(day.starts_at > clock.now() for day in days), pattern


def pattern_of(title: str) -> str:
    story = next(story for story in stories() if story.title == title)
    return "dates" if story.pattern.dates else str(story.pattern.rule)


def test_what_is_over_has_an_outcome_and_who_called_off_is_said_as_it_was(world):
    with world.app_context():
        past = rows(select(ContactSession).where(ContactSession.ends_at < clock.now()))
        logged = [one for one in past if one.said_at]
        assert logged
        assert not [one for one in logged if one.state in TO_COME]
        burst = [one for one in past if one.reason and one.reason.value == "venue_unavailable"]
        assert [one.called_off_by.value for one in burst] == ["service"]


def test_one_question_waits_for_an_answer_and_fares_stand_at_each_step(world):
    with world.app_context():
        (request,) = rows(select(ChangeRequest))
        assert request.state is RequestState.OPEN
        assert sorted(fare.state.value for fare in rows(select(Fare))) == ["claimed", "noted", "paid"]


def test_letters_went_all_the_way(world):
    with world.app_context():
        done = select(func.count()).select_from(Letter).where(Letter.state == LetterState.RECEIVED)
        assert db.session.scalar(scoped(done, "test")) == 3
