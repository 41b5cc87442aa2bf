"""One date: what each side may know of it, who will be there, and what became of it."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.contact.coming import coming
from supportapp.contact.models import Side, TermKind, Venue
from supportapp.contact.session_models import ContactSession, SessionState
from supportapp.core.db import db
from supportapp.core.protect import scoped
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


def test_each_side_reads_its_own_place_and_arrival_and_nothing_of_the_other(walker):
    place = walker.world.contact
    url = f"/family-time/{place.next}"
    seeing = ("placeseeing", "arriveseeing", "transportparent", "cost")
    caring = ("placecaring", "arrivecaring", "transportchild")
    kept = ("supervisionreason", "childwish", "safety", "legalnote")
    parent, carer = walker.get("parent", url).text, walker.get("carer", url).text
    assert all(f"zqseeing{word}" in parent and f"zqseeing{word}" not in carer for word in seeing)
    assert all(f"zqcaring{word}" in carer and f"zqcaring{word}" not in parent for word in caring)
    assert not any(f"zqworkers{word}" in page for word in kept for page in (parent, carer))
    assert "zqsharedconditions" in parent
    assert "zqsharedvenuename" in carer


def test_only_those_listed_know_the_exact_place(walker):
    url = f"/family-time/{walker.world.contact.next}"
    assert "zqseeingexactplace" in walker.get("parent", url).text
    assert "zqseeingexactplace" in walker.get("worker", url).text
    carer = walker.get("carer", url).text
    assert "zqseeingexactplace" not in carer
    assert "exact place" not in carer.lower()


def test_an_exact_place_that_is_held_back_is_promised_to_those_listed_alone(app, walker):
    place = walker.world.contact
    with app.app_context():
        venue_id = db.session.scalars(scoped(select(Venue.id), "test")).one()
    scenes.change(app, Venue, venue_id, release_minutes=120)
    url = f"/family-time/{place.next}"
    parent = walker.get("parent", url).text
    assert "zqseeingexactplace" not in parent
    assert "You will see the exact place from" in parent
    assert ", 12pm." in parent
    assert "exact place" not in walker.get("carer", url).text.lower()
    scenes.change(app, ContactSession, place.next, starts_at=scenes.at(0, 0), ends_at=scenes.at(1, 0))
    assert "zqseeingexactplace" in walker.get("parent", url).text
    # Once it is over, where it was is nobody's business.
    scenes.change(app, ContactSession, place.next, starts_at=scenes.at(-2), ends_at=scenes.at(-1))
    assert "exact place" not in walker.get("parent", url).text.lower()


def test_a_date_that_is_held_elsewhere_says_nothing_of_the_usual_place(app, walker):
    place = walker.world.contact
    scenes.change(app, ContactSession, place.next, venue_name="The park cafe")
    for who in ("parent", "carer"):
        page = walker.get(who, f"/family-time/{place.next}").text
        assert "The park cafe" in page
        for word in ("zqseeingexactplace", "zqseeingplaceseeing", "zqcaringplacecaring", "zqsharedvenuename"):
            assert word not in page


@pytest.mark.parametrize(
    "who", ["other_parent", "former_member", "away_worker", "manager", "excluded_worker"]
)
def test_a_foreign_date_answers_as_one_that_is_not_there(walker, who):
    place = walker.world.contact
    for end in ("", "/ask", "/outcome"):
        foreign = walker.get(who, f"/family-time/{place.next}{end}")
        absent = walker.get(who, f"/family-time/{uuid4()}{end}")
        assert foreign.status_code == absent.status_code == 404
        assert foreign.data == absent.data
    for end in ("/going", "/going/undo", "/ask", "/outcome"):
        assert walker.post(who, f"/family-time/{place.next}{end}").status_code == 404


def test_i_will_be_there_is_for_me_and_for_workers(walker):
    url = f"/family-time/{walker.world.contact.next}"
    assert "I will be there" in walker.get("parent", url).text
    assert walker.post("parent", f"{url}/going").status_code == 303
    assert walker.post("parent", f"{url}/going").status_code == 303
    assert "You will be there." in walker.get("parent", url).text
    assert "You will be there" in walker.get("parent", "/family-time").text
    assert "Will be there: Zqsharedparent" in walker.get("worker", url).text
    carer = walker.get("carer", url).text
    assert "I will be there" in carer
    assert "You will be there" not in carer
    assert walker.post("parent", f"{url}/going/undo").status_code == 303
    assert "I will be there" in walker.get("parent", url).text


def test_i_will_be_there_changes_in_place(walker):
    url = f"/family-time/{walker.world.contact.next}"
    headers = {"HX-Request": "true", "HX-Target": "going"}
    part = walker.post("parent", f"{url}/going", headers=headers).text
    assert part.strip().startswith('<div id="going"')
    assert "Undo</button>" in part
    assert "autofocus" in part
    assert "I will be there" in walker.post("parent", f"{url}/going/undo", headers=headers).text


def test_nobody_says_that_they_will_be_at_what_was(walker):
    url = f"/family-time/{walker.world.contact.past}"
    assert walker.post("parent", f"{url}/going").status_code == 303
    assert "You will be there" not in walker.get("parent", url).text


def test_a_date_that_was_asks_the_family_for_a_note_and_the_worker_what_happened(walker):
    url = f"/family-time/{walker.world.contact.past}"
    assert f'href="{url}/note"' in walker.get("carer", url).text
    assert f'href="{url}/fare"' in walker.get("parent", url).text
    assert f'href="{url}/fare"' not in walker.get("carer", url).text
    worker = walker.get("worker", url).text
    assert f'href="{url}/outcome"' in worker
    assert "Say what happened" in worker


def test_the_notes_of_a_date_are_listed_for_those_who_may_read_them(walker):
    place = walker.world.contact
    url = f"/family-time/{place.past}"
    links = {lane: f'href="/notes/{note_id}"' for lane, note_id in place.notes.items()}
    seen = {
        who: {lane for lane, link in links.items() if link in walker.get(who, url).text}
        for who in ("parent", "carer", "worker")
    }
    assert seen["parent"] == {"shared", "parent"}
    assert seen["carer"] == {"shared", "to_worker", "private"}
    assert seen["worker"] == {"shared", "to_worker"}
    assert "Note: Zqsharedcarer" in walker.get("parent", url).text


def test_the_next_date_for_today_comes_in_one_statement(app, walker, query_count):
    place = walker.world.contact
    with app.app_context():
        people_ = walker.world.people
        found = {}
        for who in ("parent", "carer", "other_parent", "worker"):
            me = actor(people_[who])
            with query_count() as sent:
                found[who] = coming(me).session
            assert len(sent) == 1, sent
        parent, carer = found["parent"], found["carer"]
        assert parent is not None
        assert carer is not None
        assert (parent.id, carer.id) == (place.next, place.next)
        assert (parent.title_given, parent.place) == ("zqseeingtitleseeing", "zqseeingplaceseeing")
        assert (carer.title_given, carer.place) == ("zqcaringtitlecaring", "zqcaringplacecaring")
        assert parent.children == ("Zqsharedchild",)
        assert parent.venue_name == "zqsharedvenuename"
        assert parent.day == scenes.at(2).date()
        assert found["other_parent"] is None
        assert found["worker"] is None
    scenes.change(app, ContactSession, place.next, state=OFF)
    with app.app_context():
        later = coming(actor(people_["parent"])).session
        assert later is not None
        assert later.id != place.next


def test_two_children_are_named_together(app, walker):
    place = walker.world.contact
    scenes.set_term(app, place.arrangement, TermKind.TITLE_SEEING, None)
    scenes.add_party(app, place.arrangement, walker.world.children["elsewhere"], Side.CHILD, "Noah")
    assert (
        "Family time with Noah and Zqsharedchild" in walker.get("parent", f"/family-time/{place.next}").text
    )
    with app.app_context(), app.test_request_context():
        found = coming(actor(walker.world.people["parent"])).session
        assert found is not None
        assert found.title == "Family time with Noah and Zqsharedchild"
