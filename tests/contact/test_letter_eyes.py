"""Letters: nobody reads a word, or knows of a letter, before it is theirs to know."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.access.policy import Permission, allows
from supportapp.contact import letter_queries, letter_service
from supportapp.contact.letter_models import Letter, LetterState
from supportapp.contact.letter_queries import HeldLetter
from supportapp.contact.models import Party, Side
from supportapp.contact.note_models import Lane
from supportapp.contact.note_service import About, NoteEntry, add_note
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped, system
from supportapp.people import queries as people
from supportapp.people.models import Person
from tests.access.test_family_time_agreement import every, held_arrangements
from tests.contact.post import WORDS, Post, one
from tests.world import WHO

OUTSIDERS = tuple(who for who in WHO if who not in ("parent", "carer", "worker"))


@pytest.fixture
def post(app: Flask) -> Post:
    return Post(app)


@pytest.mark.parametrize("who", WHO)
def test_words_are_their_writers_own_until_they_were_sent(post: Post, who: str) -> None:
    post.do("parent", "words", words=WORDS, do="finish")
    reads = "zqlettertext" in post.page(who)
    assert reads == (who == "parent")
    assert "zqlettertext" not in post.page(who, "/letters")
    expected = {"parent": 200, "worker": 200, "nobody": 303}.get(who, 404)
    assert post.walker.get(who, post.url).status_code == expected


@pytest.mark.parametrize("who", WHO)
def test_a_letter_is_for_the_other_home_once_it_was_passed_on(post: Post, who: str) -> None:
    post.send()
    assert ("zqlettertext" in post.page(who)) == (who in ("parent", "worker"))
    assert post.walker.get("carer", post.url).status_code == 404
    post.pass_on()
    assert ("zqlettertext" in post.page(who)) == (who in ("parent", "worker", "carer"))


def test_the_other_home_finds_no_trace_of_a_letter_before(post: Post) -> None:
    before = post.page("carer", "/letters")
    post.do("parent", "words", words=WORDS, do="finish")
    post.send()
    assert post.page("carer", "/letters") == before
    absent = post.walker.get("carer", f"/letters/{UUID(int=7)}")
    foreign = post.walker.get("carer", post.url)
    assert (absent.status_code, absent.data) == (foreign.status_code, foreign.data)
    for what in ("words", "send", "take-back", "give-back", "arrived", "pass-on", "received"):
        for who in ("carer", "other_parent", "former_member", "manager", "idle_worker"):
            assert post.do(who, what, words="x") == 404, (who, what)


def test_each_step_is_only_for_those_whose_it_is(post: Post) -> None:
    for what in ("words", "send", "take-back"):
        assert post.do("worker", what, words="x") == 403, what
    for what in ("give-back", "arrived", "pass-on", "received"):
        assert post.do("parent", what, looked="yes", why="x") == 403, what
    post.send()
    post.pass_on()
    for what in ("words", "send", "take-back", "give-back", "arrived", "pass-on"):
        assert post.do("carer", what, words="x", looked="yes", why="x") == 403, what
    assert one(post.app, post.id).words == WORDS


def test_those_who_get_a_letter_see_its_day_and_words_and_nobodys_name_or_hour(post: Post) -> None:
    post.send()
    post.pass_on()
    page = post.page("carer")
    way = page.split("The way of this letter")[1].split("</ol>")[0]
    assert "Passed on" in way
    assert "With the letterbox team" not in way
    assert not re.search(r"\d(am|pm)|Worker|Zqsharedparent", way)
    assert "Write a note" not in page
    post.do("carer", "received")
    way = post.page("parent").split("The way of this letter")[1].split("</ol>")[0]
    assert "Zqsharedcarer" not in way


@pytest.mark.parametrize("who", WHO)
def test_the_list_holds_what_is_ones_own_to_know(post: Post, who: str) -> None:
    contact = post.walker.world.contact
    answer = post.walker.get(who, "/letters")
    own = {"parent": {contact.letter}, "carer": {contact.carers_letter}}
    own["worker"] = own["parent"] | own["carer"]
    listed = {UUID(found) for found in re.findall(r"/letters/([0-9a-f-]{36})", answer.text)}
    assert listed == own.get(who, set())
    if who in ("other_parent", "idle_worker"):
        assert "No letters are" in answer.text


def test_a_letter_is_listed_as_the_policy_allows_in_every_state(app: Flask) -> None:
    post = Post(app)
    contact = post.walker.world.contact
    for state in LetterState:
        with app.app_context(), system("test"):
            row = db.session.scalars(scoped(select(Letter).where(Letter.id == contact.letter), "test")).one()
            row.state = state
            db.session.commit()
        with app.app_context():
            held, letters = held_arrangements(), every(select(Letter))
            for person in every(select(Person)):
                actor = people.actor_for(person)
                listed = {row.id for row in db.session.scalars(letter_queries.visible_letters(actor))}
                granted = {
                    each.id
                    for each in letters
                    if allows(
                        actor, Permission.LETTER_READ, HeldLetter(each, held[each.arrangement_id]).scope()
                    )
                }
                assert listed == granted, (state, person.full_name)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_find_no_word_of_a_letter_in_any_state(post: Post, who: str) -> None:
    post.send()
    post.pass_on()
    for url in ("/letters", post.url, f"{post.url}/words", "/family-time", "/today"):
        assert "zqlettertext" not in post.page(who, url), url


def test_a_couple_writes_one_letter_together(post: Post) -> None:
    """Both on a side read and change the draft; somebody in the family who is on no side does not know of it."""
    world = post.walker.world
    post.do("parent", "words", words=WORDS, do="keep")
    with post.app.app_context(), system("test"):
        rows = select(Person).where(Person.id == world.people["newcomer"])
        partner = people.actor_for(db.session.scalars(scoped(rows, "test")).one())
        with pytest.raises(NotFound):
            letter_queries.letter(partner, post.id)
        assert letter_queries.letters(partner) == []
        party = Party(arrangement_id=world.contact.letters, person_id=partner.person_id, side=Side.SEEING)
        party.shown_as = "Partner"
        db.session.add(party)
        db.session.commit()
        found = letter_queries.letter(partner, post.id)
        assert letter_queries.shown(partner, found).words == WORDS
        letter_service.write(partner, found, "Together.", version=found.letter.version)
        letter_service.send(partner, found)
        db.session.commit()
    page = post.page("parent")
    assert "Together." in page
    assert "Partner, " in page


def test_a_note_about_a_letter_stands_on_its_page_for_its_side_and_workers(post: Post) -> None:
    with post.app.app_context(), system("test") as whose:
        rows = select(Person).where(Person.id == post.walker.world.people["parent"])
        parent = people.actor_for(db.session.scalars(scoped(rows, whose)).one())
        found = letter_queries.letter(parent, post.id)
        about = About(found.held.arrangement, letter_id=post.id)
        for lane in Lane:
            entry = NoteEntry(lane, clock.now(), words="zqnoteofletter")
            add_note(parent, about, entry, client_key=uuid4())
        db.session.commit()
    post.send()
    post.pass_on()
    assert [post.page(who).count("Note of ") for who in ("parent", "worker", "carer")] == [3, 2, 0]
