"""The agreement for family time: what each read gives to each person is what the policy grants, record by record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Select, select

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission, allows
from supportapp.contact import note_queries, queries
from supportapp.contact.models import Arrangement, Audience, Party, Term, Venue
from supportapp.contact.note_models import Draft, Note, NoteReader
from supportapp.contact.queries import HeldArrangement
from supportapp.contact.session_models import ContactSession
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Person
from tests.family_time import CARING, SEEING, SHARED, WORKERS
from tests.walker import Walker

READS: tuple[tuple[Callable[[Actor], Select[Any]], type[Any], Permission], ...] = (
    (queries.visible_arrangements, Arrangement, Permission.CONTACT_READ),
    (queries.visible_sessions, ContactSession, Permission.CONTACT_READ),
    (note_queries.visible_notes, Note, Permission.NOTE_READ),
)


def every(statement: Select[Any]) -> list[Any]:
    return list(db.session.scalars(scoped(statement, "test")))


def held_arrangements() -> dict[UUID, HeldArrangement]:
    parties = every(select(Party))
    return {
        one.id: HeldArrangement(one, tuple(each for each in parties if each.arrangement_id == one.id))
        for one in every(select(Arrangement))
    }


def scope_of(record: Any, held: HeldArrangement) -> Any:
    if isinstance(record, Note):
        readers = select(NoteReader.person_id).where(NoteReader.note_id == record.id)
        return note_queries.HeldNote(record, held, frozenset(every(readers))).scope()
    return held.scope()


@pytest.mark.parametrize(("visible", "model", "permission"), READS)
def test_a_list_of_family_time_shows_what_the_policy_allows_and_no_more(
    app: Flask, visible: Callable[[Actor], Select[Any]], model: type[Any], permission: Permission
) -> None:
    Walker(app)
    with app.app_context():
        held = held_arrangements()
        records = every(select(model))
        assert records
        for person in every(select(Person)):
            actor = people.actor_for(person)
            listed = {row.id for row in db.session.scalars(visible(actor))}
            granted = {
                record.id
                for record in records
                if allows(
                    actor,
                    permission,
                    scope_of(record, held[getattr(record, "arrangement_id", record.id)]),
                )
            }
            assert listed == granted, person.full_name


AUDIENCES = {
    "parent": {Audience.EVERYONE, Audience.SEEING},
    "carer": {Audience.EVERYONE, Audience.CARING},
    "worker": set(Audience),
}


def test_each_side_reads_its_own_texts_and_those_for_everybody(app: Flask) -> None:
    walker = Walker(app)
    names = {person_id: name for name, person_id in walker.world.people.items()}
    with app.app_context():
        for person in every(select(Person)):
            actor = people.actor_for(person)
            read = {term.audience for term in db.session.scalars(queries.visible_terms(actor))}
            assert read == AUDIENCES.get(names.get(person.id, ""), set()), person.full_name


def test_the_exact_place_is_for_those_who_are_listed_and_for_workers(app: Flask) -> None:
    walker = Walker(app)
    names = {person_id: name for name, person_id in walker.world.people.items()}
    with app.app_context():
        assert every(select(Venue))
        may = {
            names[person.id]
            for person in every(select(Person))
            if person.id in names
            and db.session.scalars(queries.visible_venues(people.actor_for(person))).all()
        }
        assert may == {"parent", "worker"}


def test_a_draft_is_its_writers_alone(app: Flask) -> None:
    walker = Walker(app)
    contact = walker.world.contact
    with app.app_context():
        assert len(every(select(Draft))) == 2
        for person in every(select(Person)):
            draft = note_queries.own_draft(people.actor_for(person), contact.past)
            assert draft is None or draft.person_id == person.id


def test_the_world_has_words_for_every_audience(app: Flask) -> None:
    contact = Walker(app).world.contact
    assert {SHARED, SEEING, CARING, WORKERS, "parent", "carer"} == set(contact.canaries)
    with app.app_context():
        assert {term.words for term in every(select(Term))} <= set().union(*contact.canaries.values())
