"""Migrations go up and down, on empty tables and on filled ones, and end where the models are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    Table,
    Time,
    Uuid,
    insert,
    select,
)

from supportapp.core.db import db
from tests.databases import MIGRATIONS, new_postgres

VALUES: tuple[tuple[type, Any], ...] = (
    (Boolean, False),
    (Integer, 1),
    (Numeric, 1),
    (Date, date(2026, 3, 29)),
    (DateTime, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    (Time, time(1, 30)),
    (JSON, {}),
)
LATER = datetime(2026, 3, 29, 3, 30, tzinfo=UTC)  # what ends does so after it started
NEEDED = {("contact_note", "session_id")}  # may be empty, but not together with its other


@pytest.fixture
def bare_app(make_app, engine_name, worker_id) -> Iterator[Flask]:
    """An app on a database in which nothing is."""
    address = new_postgres(f"migrations_{worker_id}") if engine_name == "postgresql" else ""
    app = make_app(database_url=address)
    with app.app_context():
        yield app
        db.session.remove()


def revisions() -> list[str]:
    """All revisions, oldest first."""
    script = ScriptDirectory(MIGRATIONS)
    return [revision.revision for revision in script.walk_revisions()][::-1]


def connect() -> Connection:
    return db.engine.connect().execution_options(scoped_for="test")


def tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill() -> dict[str, int]:
    """Put one row into every empty table, with a value where one is needed. Gives rows by table."""
    with connect() as connection:
        keys: dict[str, Any] = {}
        for table in tables(connection):
            row = connection.execute(select(table.c.id).limit(1)).scalar()
            keys[table.name] = row or uuid4()
            if row is None:
                connection.execute(insert(table).values(_row(table, keys)))
        connection.commit()
        return dict.fromkeys(keys, 1)


def _row(table: Table, keys: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name == "id":
            row["id"] = _key(column.type, keys[table.name])
        elif (
            column.nullable and (table.name, column.name) not in NEEDED
        ) or column.server_default is not None:
            continue
        elif column.foreign_keys:
            row[column.name] = _key(column.type, keys[next(iter(column.foreign_keys)).column.table.name])
        else:
            row[column.name] = LATER if column.name == "ends_at" else _value(column.type)
    return row


def _key(kind: Any, key: Any) -> Any:
    # SQLite tells of a UUID column only that it holds 32 characters.
    return key if isinstance(kind, Uuid) or isinstance(key, str) else key.hex


def _value(kind: Any) -> Any:
    if isinstance(kind, Uuid):
        return uuid4()
    for known, value in VALUES:
        if isinstance(kind, known):
            return value
    return uuid4().hex


def counts() -> dict[str, int]:
    with connect() as connection:
        return {table.name: len(connection.execute(select(table.c.id)).all()) for table in tables(connection)}


def test_there_is_one_line_of_migrations():
    assert len(ScriptDirectory(MIGRATIONS).get_heads()) == 1
    assert all(Path(MIGRATIONS, "versions").glob(f"{revision}_*.py") for revision in revisions())


def test_migrations_end_where_the_models_are(bare_app):
    upgrade(MIGRATIONS)
    with connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_each_migration_goes_up_and_down_on_empty_tables(bare_app):
    for revision in revisions():
        upgrade(MIGRATIONS, revision)
        downgrade(MIGRATIONS, "-1")
        upgrade(MIGRATIONS, revision)
    downgrade(MIGRATIONS, "base")
    assert counts() == {}


def test_each_migration_keeps_every_row(bare_app):
    kept: dict[str, int] = {}
    for revision in revisions():
        upgrade(MIGRATIONS, revision)
        assert counts() | kept == counts()
        kept = fill()
    for revision in revisions()[:0:-1]:
        downgrade(MIGRATIONS, revision)
        assert set(counts().values()) == {1}
    upgrade(MIGRATIONS)
    assert set(counts().values()) == {1}
    downgrade(MIGRATIONS, "base")
    assert counts() == {}


def test_a_migration_that_breaks_half_way_leaves_the_database_as_it_was(bare_app, monkeypatch):
    upgrade(MIGRATIONS)
    before = fill()
    dropped: list[str] = []
    drop_table = Operations.drop_table

    def third_one_breaks(self: Operations, name: str) -> None:
        dropped.append(name)
        if len(dropped) == 3:
            raise ValueError("half way")
        drop_table(self, name)

    monkeypatch.setattr(Operations, "drop_table", third_one_breaks)
    with pytest.raises(ValueError, match="half way"):
        downgrade(MIGRATIONS, "base")
    assert counts() == before
