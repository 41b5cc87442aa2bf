"""Runs migrations on the app's own engine, in one transaction: all of them happen, or none.

To make a new one, change the models and run
    .venv/bin/flask --app wsgi db migrate --rev-id 0002 -m "what changes"
then read what was written. The suite runs it up and down, empty and filled, on both databases.
"""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeDecorator

from supportapp.core.sqlite import WRITE

ONE_AT_A_TIME = 7_369_726  # any number, the same for every server: the name of an advisory lock
MARK = {"scoped_for": "system:migrate"}


def render_type(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own types as the plain ones behind them, so that old migrations outlive the code of today."""
    if kind == "type" and isinstance(item, TypeDecorator):
        plain = item.impl_instance
        return f"sa.{plain!r}" if type(plain).__module__.startswith("sqlalchemy.") else False
    return False


def nothing_when_equal(migration: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no file when the models and the database agree."""
    if getattr(migration.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


def migrate(connection: Connection) -> None:
    """Bring the database to the wanted revision; a second server that starts meanwhile waits its turn."""
    options = {"process_revision_directives": nothing_when_equal}
    options.update(current_app.extensions["migrate"].configure_args)
    context.configure(
        connection=connection,
        target_metadata=current_app.extensions["migrate"].db.metadata,
        render_item=render_type,
        transactional_ddl=True,  # SQLite too: its driver is told to leave transactions to us
        **options,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": ONE_AT_A_TIME})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_orphans(connection)


def refuse_orphans(connection: Connection) -> None:
    """Undo the whole migration when a row would be left without its parent."""
    if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
        raise RuntimeError(f"rows without their parent after the migration: {orphans}")


def on_sqlite(connection: Connection) -> None:
    """Migrate with foreign keys checked at the end: a table that is rebuilt is gone for a moment."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = off")  # means nothing inside a transaction, so it comes before
    try:
        migrate(connection)
    finally:
        raw.execute("PRAGMA foreign_keys = on")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    connection = connection.execution_options(**MARK, **WRITE)
    if connection.dialect.name == "sqlite":
        on_sqlite(connection)
    else:
        migrate(connection)
