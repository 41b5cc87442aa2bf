"""Dates that matter: one's own list, met as one chose, and read by nobody else."""

import re
from datetime import date
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from supportapp.access.actor import Actor
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.dates import queries, words
from supportapp.dates.models import DayKind, MarkedDay, Showing
from supportapp.people import queries as people
from supportapp.people.models import Person
from tests.contact.test_note_races import all_at_once
from tests.counting import counting
from tests.walker import Walker
from tests.world import WHO

HERE = "/me/dates"
MICAH = {"title": "Micah’s birthday", "kind": "birthday", "on": ["28", "11"], "showing": "remind"}


def rows(app: Flask) -> list[MarkedDay]:
    with app.app_context():
        return list(db.session.scalars(scoped(select(MarkedDay), "test")))


def actor(walker: Walker, who: str) -> Actor:
    found = select(Person).where(Person.id == walker.world.people[who])
    return people.actor_for(db.session.scalars(scoped(found, "test")).one())


def add(walker: Walker, who: str = "parent", **changes: Any) -> MarkedDay:
    assert walker.post(who, HERE, {**MICAH, **changes}).status_code == 303
    return rows(walker.app)[-1]


@time_machine.travel(date(2026, 11, 24))
def test_a_day_is_added_in_ones_own_words_and_stands_there_with_its_next_date(app: Flask) -> None:
    walker = Walker(app)
    answer = walker.post("parent", HERE, MICAH)
    assert answer.status_code == 303
    page = walker.get("parent", answer.headers["Location"]).text
    assert "Micah’s birthday" in page
    assert "Next: Saturday 28 November" in page


def test_the_month_may_be_a_name_and_the_same_day_is_not_added_twice(app: Flask) -> None:
    walker = Walker(app)
    for month in ("11", "November", "nov"):
        add(walker, on=["28", month])
    assert [(one.month, one.day) for one in rows(app)] == [(11, 28)]


def test_what_is_no_day_is_said_beside_the_boxes_and_nothing_typed_is_lost(app: Flask) -> None:
    walker = Walker(app)
    for typed, said in (
        (["31", "4"], "There is no such day"),
        (["", ""], "Write the day and the month."),
        (["3", ""], "Write the day and the month."),
        (["٣", "4"], "There is no such day"),
        (["x" * 500, "y"], "There is no such day"),
    ):
        answer = walker.post("parent", HERE, {**MICAH, "on": typed, "title": "zqtyped"})
        assert answer.status_code == 422
        assert said in answer.text
        assert "zqtyped" in answer.text
    assert walker.post("parent", HERE, {**MICAH, "kind": "mothers_day"}).status_code == 422
    assert walker.post("parent", HERE, {**MICAH, "showing": "loudly"}).status_code == 422
    assert walker.post("parent", HERE, {**MICAH, "title": " "}).status_code == 422
    assert rows(app) == []


def test_29_february_is_a_day(app: Flask) -> None:
    assert (add(Walker(app), on=["29", "2"]).month, rows(app)[0].day) == (2, 29)


def test_how_a_day_is_met_can_be_changed(app: Flask) -> None:
    walker = Walker(app)
    one = add(walker)
    assert walker.post("parent", f"{HERE}/{one.id}", {"showing": "hide"}).status_code == 303
    assert rows(app)[0].showing is Showing.HIDE
    assert "Hidden. It is shown only here." in walker.get("parent", HERE).text
    assert walker.post("parent", f"{HERE}/{one.id}", {"showing": ""}).status_code == 422


def test_a_day_that_was_taken_off_can_be_put_back(app: Flask) -> None:
    walker = Walker(app)
    one = add(walker)
    answer = walker.post("parent", f"{HERE}/{one.id}/remove")
    assert answer.status_code == 200
    assert rows(app) == []
    form = answer.text.split('action="/me/dates">')[1].split("</form>")[0]
    back: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        back.setdefault(name, []).append(value)
    del back["csrf_token"]
    assert walker.post("parent", HERE, back).status_code == 303
    (again,) = rows(app)
    assert (again.title, again.month, again.day, again.showing) == (
        "Micah’s birthday",
        11,
        28,
        Showing.REMIND,
    )


def test_mothers_and_fathers_day_are_offered_and_off_until_somebody_chooses(app: Flask) -> None:
    walker = Walker(app)
    page = walker.get("parent", HERE).text
    assert page.index("Mother’s Day") != page.index("Father’s Day")
    assert rows(app) == []
    for showing in ("quiet", "remind"):
        form = {"named": "yes", "kind": "mothers_day", "showing": showing}
        assert walker.post("parent", HERE, form).status_code == 303
    (one,) = rows(app)
    assert (one.kind, one.showing) == (DayKind.MOTHERS_DAY, Showing.REMIND)
    assert (
        walker.post("parent", HERE, {"named": "yes", "kind": "birthday", "showing": "quiet"}).status_code
        == 422
    )


def test_today_names_a_day_as_its_person_chose_in_one_statement(app: Flask) -> None:
    walker = Walker(app)
    add(walker)
    add(walker, title="The day we moved", kind="anniversary", on=["26", "11"], showing="quiet")
    add(walker, title="A hard day", kind="other", on=["25", "11"], showing="hide")
    add(walker, title="Later", kind="other", on=["25", "12"])
    with app.app_context(), app.test_request_context():
        parent = actor(walker, "parent")
        with counting(db.engine) as sent:
            soon = queries.for_today(parent, date(2026, 11, 24))
        assert len(sent) == 1, sent
        assert [words.line(one, date(2026, 11, 24)) for one in soon] == [
            "Saturday 28 November is a date that matters to you: Micah’s birthday."
        ]
        names = [one.title for one in queries.for_today(parent, date(2026, 11, 26))]
        assert names == ["The day we moved", "Micah’s birthday"]
        assert "Today is a date" in words.line(soon[0], date(2026, 11, 28))
        assert "Tomorrow is a date" in words.line(soon[0], date(2026, 11, 27))
        assert queries.for_today(actor(walker, "worker"), date(2026, 11, 26)) == []
        assert queries.for_today(actor(walker, "carer"), date(2026, 11, 26)) == []


def test_nobody_else_reads_changes_or_removes_a_day(app: Flask) -> None:
    walker = Walker(app)
    one = add(walker, title="zqmarkedday")
    for who in WHO:
        if who == "parent":
            continue
        for url in (HERE, "/today", "/me"):
            assert "zqmarkedday" not in walker.get(who, url).text, (who, url)
        expected = 303 if who == "nobody" else 404
        for url in (f"{HERE}/{one.id}", f"{HERE}/{one.id}/remove"):
            assert walker.post(who, url, {"showing": "hide"}).status_code == expected, (who, url)
    assert rows(app)[0].showing is Showing.REMIND
    with app.app_context():
        for person in db.session.scalars(scoped(select(Person), "test")):
            found = db.session.scalars(queries.visible_days(people.actor_for(person))).all()
            assert bool(found) == (person.id == walker.world.people["parent"])


def test_a_day_that_is_added_by_several_taps_at_once_is_one(app: Flask) -> None:
    walker = Walker(app)
    named = {"named": "yes", "kind": "mothers_day", "showing": "quiet"}
    sends: list[tuple[str, str, dict[str, Any]]] = [("parent", HERE, MICAH)] * 4 + [
        ("parent", HERE, named)
    ] * 4
    assert {answer.status_code for answer in all_at_once(walker, sends)} == {303}
    assert sorted(row.kind for row in rows(app)) == [DayKind.BIRTHDAY, DayKind.MOTHERS_DAY]
