"""A statement that is for nobody in particular never reaches a protected table, in whatever form it comes."""

import contextvars

import pytest
from sqlalchemy import delete, exists, insert, select, text, update
from sqlalchemy.orm import aliased, make_transient_to_detached

from supportapp.core.db import db
from supportapp.core.protect import Unscoped, act_as, scoped, system
from supportapp.people.models import Circle, Organisation
from tests.core import people


@pytest.fixture
def family(app):
    """The id of a circle, in an open app context with a fresh session."""
    with app.app_context():
        circle_id = people.circle(people.worker())
        db.session.expunge_all()
        yield circle_id


def hidden_in_a_subquery(circle_id):
    known = select(Circle.id).where(Circle.id == circle_id).scalar_subquery()
    return select(Organisation).where(Organisation.id == known)


UNSCOPED = {
    "a select": lambda circle_id: select(Circle).where(Circle.id == circle_id),
    "a column": lambda _: select(Circle.reference),
    "an alias": lambda _: select(aliased(Circle)),
    "a core table": lambda _: select(Circle.__table__),
    "a join": lambda _: select(Organisation.name).join(Circle, Circle.org_id == Organisation.id),
    "a subquery": hidden_in_a_subquery,
    "an exists": lambda _: select(exists().where(Circle.reference == "ABC")),
    "a common table": lambda _: select(select(Circle.id).cte("c")),
    "a union": lambda _: select(Organisation.id).union_all(select(Circle.id)),
    "raw words": lambda _: text("SELECT reference FROM circle"),
    "raw words, oddly written": lambda _: text('SELECT reference\nFROM\t"circle"'),
    "an update": lambda circle_id: update(Circle).where(Circle.id == circle_id).values(council="x"),
    "a delete": lambda circle_id: delete(Circle).where(Circle.id == circle_id),
    "a delete that answers": lambda _: delete(Circle).returning(Circle.reference),
    "an insert from a select": lambda _: insert(Circle).from_select(["id"], select(Organisation.id)),
}


@pytest.mark.parametrize("form", UNSCOPED)
def test_it_is_refused_as(family, form):
    with pytest.raises(Unscoped):
        db.session.execute(UNSCOPED[form](family))


def test_a_row_got_by_its_key_is_refused(family):
    with pytest.raises(Unscoped):
        db.session.get(Circle, family)


def test_a_refresh_of_a_hand_made_row_is_refused(family):
    made = Circle(id=family)
    make_transient_to_detached(made)
    db.session.add(made)
    with pytest.raises(Unscoped):
        db.session.refresh(made)


def test_a_row_that_nobody_writes_is_refused(family):
    db.session.add(Circle(org_id=family, reference="x"))
    with pytest.raises(Unscoped):
        db.session.flush()


def test_a_change_to_a_row_that_was_loaded_for_nobody_is_refused(family):
    circle = db.session.scalars(scoped(select(Circle), "dani")).one()
    circle._scoped_for = ""
    circle.council = "Leeds"
    with pytest.raises(Unscoped):
        db.session.flush()


def test_the_guard_holds_on_a_connection_of_its_own(family):
    with db.engine.connect() as connection, pytest.raises(Unscoped):
        connection.exec_driver_sql("SELECT * FROM circle")


def test_a_table_that_is_not_protected_needs_no_mark(family):
    assert len(db.session.scalars(select(Organisation)).all()) == 1


def test_a_scoped_statement_passes(family):
    assert db.session.scalars(scoped(select(Circle), "dani")).one().id == family


def test_a_row_loaded_for_somebody_may_be_read_again_and_changed(family):
    circle = db.session.scalars(scoped(select(Circle), "dani")).one()
    db.session.expire(circle)
    assert circle.reference
    circle.council = "Leeds"
    db.session.commit()
    db.session.refresh(circle)
    assert circle.council == "Leeds"


def test_each_row_remembers_whom_it_was_loaded_for(family):
    for whose in ("dani", "priya"):
        db.session.expunge_all()
        assert db.session.scalars(scoped(select(Circle), whose)).one()._scoped_for == whose


def test_a_scope_is_not_catching(family):
    db.session.scalars(scoped(select(Circle), "dani")).one()
    with pytest.raises(Unscoped):
        db.session.scalars(select(Circle)).all()


def test_a_job_writes_in_its_own_name_and_only_while_it_runs(family):
    with system("nightly"):
        org_id = db.session.scalars(select(Organisation.id)).one()
        db.session.add(
            Circle(org_id=org_id, reference="job", nation="england", created_at=people.clock.now())
        )
        db.session.commit()
    db.session.add(Circle(org_id=org_id, reference="later", nation="england", created_at=people.clock.now()))
    with pytest.raises(Unscoped):
        db.session.commit()


def test_a_person_writes_in_their_own_name(family):
    def write() -> None:
        act_as("dani")
        org_id = db.session.scalars(select(Organisation.id)).one()
        db.session.add(
            Circle(org_id=org_id, reference="hers", nation="england", created_at=people.clock.now())
        )
        db.session.commit()

    contextvars.copy_context().run(write)


def test_who_acted_is_forgotten_when_the_request_ends(app):
    """Else the next request on this thread would write in the name of the person before."""

    def write_after_a_request() -> None:
        with app.test_request_context():
            act_as("dani")
        with app.app_context():
            db.session.add(Circle(reference="nobody's"))
            with pytest.raises(Unscoped):
                db.session.flush()

    contextvars.copy_context().run(write_after_a_request)
