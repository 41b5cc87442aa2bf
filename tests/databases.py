"""A migrated, empty database for every test: a copied file on SQLite, emptied tables on PostgreSQL."""

import os
import shutil
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from supportapp.core.db import db
from supportapp.core.settings import Settings
from tests.postgres import ADDRESS

MIGRATIONS = str(Path(__file__).parent.parent / "migrations")


def new_postgres(name: str) -> str:
    """The address of a new, empty PostgreSQL database; one of that name is dropped before."""
    server = make_url(os.environ[ADDRESS])
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


def migrate(app: Flask) -> None:
    """Bring the app's database to the newest revision."""
    with app.app_context():
        upgrade(MIGRATIONS)
        db.engine.dispose()


class SqliteStore:
    """A file, kept as it was right after the migrations, and put back before each test."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._file = settings.data / "rowan.db"
        self._template = settings.data / "template.db"
        migrate(app)
        with app.app_context(), db.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()
        shutil.copyfile(self._file, self._template)

    def empty(self) -> None:
        """Put the migrated file back."""
        self.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._template, self._file)

    def close(self) -> None:
        """Let go of every connection."""
        with self._app.app_context():
            db.session.remove()
            db.engine.dispose()


class PostgresStore:
    """A database whose tables are emptied before each test in one go, triggers and foreign keys asleep."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        migrate(app)
        names = [f'DELETE FROM "{table.name}"' for table in db.metadata.sorted_tables]
        self._sql = "; ".join(["SET session_replication_role = replica", *names])

    def empty(self) -> None:
        """Delete every row."""
        with self._app.app_context():
            db.session.remove()
            raw = db.engine.raw_connection()
            raw.cursor().execute(f"{self._sql}; SET session_replication_role = DEFAULT")
            raw.commit()
            raw.close()

    def close(self) -> None:
        """Let go of every connection."""
        with self._app.app_context():
            db.session.remove()
            db.engine.dispose()
