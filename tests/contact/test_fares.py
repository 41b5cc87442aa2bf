"""Travel costs: written down once, followed to the end, and read by the person and their workers alone."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.access.actor import Scope
from supportapp.access.policy import Permission, allows
from supportapp.contact import fare_queries, files
from supportapp.contact.fare_forms import in_pounds, read_money
from supportapp.contact.own_models import Fare, FareState
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Person
from tests.access.test_family_time_agreement import every
from tests.contact import pictures
from tests.walker import Walker
from tests.world import WHO

BUS = {"pence": "4.60", "what": "zqbus, day ticket", "payer": "the council"}


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


def journey(walker: Walker) -> str:
    return f"/family-time/{walker.world.contact.past}/fare"


def add(walker: Walker, who: str = "parent", **changes: Any) -> Fare:
    answer = walker.post(who, journey(walker), {**BUS, "key": str(uuid4()), **changes})
    assert answer.status_code == 303, answer.text
    return one(walker, UUID(answer.headers["Location"].split("/")[2].split("?")[0]))


def one(walker: Walker, fare_id: UUID) -> Fare:
    with walker.app.app_context():
        return db.session.scalars(scoped(select(Fare).where(Fare.id == fare_id), "test")).one()


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("4.60", 460), ("£4.60", 460), ("4,60", 460), ("4", 400), ("4.6", 460), ("60p", 60), ("£ 12.05", 1205)],
)
def test_money_is_read_as_people_type_it(typed: str, pence: int) -> None:
    assert read_money(typed) == pence


@pytest.mark.parametrize(
    "typed",
    ["0", "0.00", "-4", "4.605", "ten", "4.60.1", "10000.01", "99999", "٤", "1e3", "4 pounds", "£", "½"],
)
def test_what_is_no_amount_is_said_beside_the_box_and_nothing_is_stored(walker: Walker, typed: str) -> None:
    answer = walker.post("parent", journey(walker), {**BUS, "pence": typed, "what": "zqtyped"})
    assert answer.status_code == 422
    assert "zqtyped" in answer.text
    assert "Write " in answer.text
    with walker.app.app_context():
        assert len(every(select(Fare))) == 1


def test_money_is_shown_in_pounds() -> None:
    assert [in_pounds(each) for each in (1, 460, 1_000_000)] == ["£0.01", "£4.60", "£10,000.00"]


def test_a_fare_is_written_down_once_however_often_it_is_sent(walker: Walker) -> None:
    key = str(uuid4())
    assert add(walker, key=key).id == add(walker, key=key).id == UUID(key)
    with walker.app.app_context():
        assert len(every(select(Fare))) == 2
    shown = re.search(r'name="key" value="([0-9a-f-]{36})"', walker.get("parent", journey(walker)).text)
    assert shown
    assert shown[1] != key


def test_another_cost_from_a_form_that_was_sent_is_told_and_lost_by_nobody(walker: Walker) -> None:
    key = str(uuid4())
    first = add(walker, key=key)
    typed = {"pence": "9.90", "what": "zqtrain", "payer": ""}
    answer = walker.post("parent", journey(walker), {**typed, "key": key})
    assert answer.status_code == 409
    assert "You saved £4.60 with this form before." in answer.text
    assert 'value="9.90"' in answer.text
    assert "zqtrain" in answer.text
    fresh = re.search(r'name="key" value="([0-9a-f-]{36})"', answer.text)
    assert fresh
    assert add(walker, key=fresh[1], **typed).pence == 990
    assert one(walker, first.id).pence == 460


def test_the_key_of_somebody_elses_fare_tells_nothing(walker: Walker) -> None:
    theirs = walker.world.contact.fare
    assert walker.post("carer", journey(walker), {**BUS, "key": str(theirs)}).status_code == 404
    assert one(walker, theirs).what != BUS["what"]
    assert walker.post("carer", journey(walker), {**BUS, "key": "no key"}).status_code == 303


def test_where_the_money_stands_is_followed_with_days_and_undo(walker: Walker) -> None:
    fare = add(walker)
    state = f"/fares/{fare.id}/state"
    day = clock.today() - timedelta(days=3)
    boxes = [str(day.day), str(day.month), str(day.year)]
    assert walker.post("parent", state, {"state": "claimed", "on": boxes}).status_code == 303
    assert one(walker, fare.id).claimed_on == day
    assert walker.post("worker", state, {"state": "paid"}).status_code == 303
    paid = one(walker, fare.id)
    assert (paid.state, paid.claimed_on, paid.paid_on) == (FareState.PAID, day, clock.today())
    page = walker.get("parent", f"/fares/{fare.id}").text
    assert "Paid back on" in page
    back = re.search(r'name="state" value="(\w+)"><button class="btn bare"', page)
    assert back
    assert walker.post("parent", state, {"state": back[1]}).status_code == 303
    again = one(walker, fare.id)
    assert (again.state, again.claimed_on, again.paid_on) == (FareState.CLAIMED, day, None)
    assert walker.post("parent", state, {"state": "not_paid"}).status_code == 303
    assert walker.post("parent", state, {"state": "noted"}).status_code == 303
    assert one(walker, fare.id).claimed_on is None


def test_a_day_to_come_and_no_choice_are_said(walker: Walker) -> None:
    state = f"/fares/{walker.world.contact.fare}/state"
    far = ["1", "1", str(date.today().year + 2)]  # noqa: DTZ011
    assert walker.post("parent", state, {"state": "paid", "on": far}).status_code == 422
    assert walker.post("parent", state, {"state": ""}).status_code == 422
    assert walker.post("parent", state, {"state": "stolen"}).status_code == 422


def test_totals_say_what_stands_where_in_words(walker: Walker) -> None:
    add(walker, pence="10")
    claimed = add(walker, pence="2.40")
    walker.post("parent", f"/fares/{claimed.id}/state", {"state": "claimed"})
    for who in ("parent", "worker"):
        page = walker.get(who, "/fares").text
        assert "Written down: £14.60" in page
        assert "Asked for: £2.40" in page
        assert "Paid back" not in page
        assert "They do not have to." in page
    assert "Zqfamilychild" in walker.get("worker", "/fares").text
    assert "Zqfamilychild" not in walker.get("parent", "/fares").text


def test_a_worker_writes_down_somebodys_journey_and_says_whose(walker: Walker) -> None:
    assert walker.post("worker", journey(walker), BUS).status_code == 422
    outsider = str(walker.world.people["other_parent"])
    assert walker.post("worker", journey(walker), {**BUS, "person": outsider}).status_code == 422
    fare = add(walker, "worker", person=str(walker.world.people["carer"]))
    assert fare.person_id == walker.world.people["carer"]
    assert walker.get("carer", f"/fares/{fare.id}").status_code == 200
    assert walker.get("parent", f"/fares/{fare.id}").status_code == 404
    mine = add(walker, "parent", person=str(walker.world.people["carer"]))
    assert mine.person_id == walker.world.people["parent"]


def test_a_receipt_is_drawn_anew_and_read_by_nobody_else(walker: Walker) -> None:
    body = pictures.saved(pictures.drawn(), "JPEG", comment=pictures.CANARY)
    fare = add(walker, receipt=(BytesIO(body), "12 Elm Road.jpg"))
    with walker.app.app_context():
        kept = files.read(fare.id)
    assert kept
    assert pictures.CANARY not in kept
    for who in WHO:
        answer = walker.get(who, f"/fares/{fare.id}/receipt")
        expected = 200 if who in ("parent", "worker") else 303 if who == "nobody" else 404
        assert answer.status_code == expected, who
        assert (answer.data == kept) == (expected == 200)
        if expected == 200:
            assert answer.content_type == "image/jpeg"
            assert "Elm" not in str(answer.headers)
    assert walker.get("parent", f"/fares/{walker.world.contact.fare}/receipt").status_code == 404


def test_a_file_that_is_no_picture_is_said_and_nothing_is_stored(walker: Walker) -> None:
    for body in (b"<svg/>", b"", b"PK\x03\x04" + b"0" * 99):
        receipt = (BytesIO(body), "receipt.png")
        answer = walker.post("parent", journey(walker), {**BUS, "key": str(uuid4()), "receipt": receipt})
        assert answer.status_code == 422, body
        assert "zqbus" in answer.text
    with walker.app.app_context():
        assert len(every(select(Fare))) == 1


@pytest.mark.parametrize("who", WHO)
def test_a_fare_is_found_by_its_person_and_their_worker_alone(walker: Walker, who: str) -> None:
    fare = add(walker, what="zqmyfare", payer="zqmypayer")
    expected = 200 if who in ("parent", "worker") else 303 if who == "nobody" else 404
    assert walker.get(who, f"/fares/{fare.id}").status_code == expected
    assert walker.post(who, f"/fares/{fare.id}/state", {"state": "paid"}).status_code == (
        303 if expected == 200 else expected
    )
    for url in ("/fares", f"/fares/{fare.id}", journey(walker), "/family-time", "/today"):
        text = walker.get(who, url).text
        assert "zqmypayer" not in text or who in ("parent", "worker"), url
        assert "zqmyfare" not in text or who in ("parent", "worker"), url
    absent = walker.get(who, f"/fares/{uuid4()}")
    if expected == 404:
        assert absent.data == walker.get(who, f"/fares/{fare.id}").data


def test_fares_are_listed_as_the_policy_allows(walker: Walker) -> None:
    add(walker)
    add(walker, "carer")
    with walker.app.app_context():
        fares = every(select(Fare))
        for person in every(select(Person)):
            actor = people.actor_for(person)
            listed = {row.id for row in db.session.scalars(fare_queries.visible_fares(actor))}
            granted = {
                each.id
                for each in fares
                if allows(
                    actor,
                    Permission.FARE_READ,
                    Scope(each.org_id, each.circle_id, frozenset({each.person_id})),
                )
            }
            assert listed == granted, person.full_name


def test_an_empty_list_says_what_to_do_next(walker: Walker) -> None:
    assert "Open a family time" in walker.get("carer", "/fares").text


def test_fares_are_listed_in_few_statements(walker: Walker, query_count: Any) -> None:
    for _ in range(3):
        add(walker)
    for who in ("parent", "worker"):
        with query_count() as sent:
            walker.get(who, "/fares")
        assert len(sent) <= 6, sent
