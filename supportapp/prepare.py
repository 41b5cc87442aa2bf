"""What a server needs before its first request: keys, migrations, and in development a demo world.

Run by `supportapp.running` as a process of its own, so that the memory it needs is given back, and so that
Ctrl-C never reaches it half way through a migration.
"""

import sys
from pathlib import Path

import click
import flask_migrate
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from supportapp import cli
from supportapp.app import create_app
from supportapp.core import vapid
from supportapp.core.db import db
from supportapp.core.errors import SettingsRefused
from supportapp.core.settings import Settings
from supportapp.core.sqlite import WRITE
from supportapp.demo import load
from supportapp.people.models import Organisation

MIGRATIONS = str(Path(__file__).parent.parent / "migrations")


def main() -> int:
    """Prepare, and say who can sign in to a demo world. The exit code; 1 comes with a line that says why."""
    try:
        settings = Settings.from_env()
        prepare(settings)
    except SettingsRefused as refused:
        click.echo(f"Rowan cannot start. {refused}", err=True)
        return 1
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        click.echo(f"Rowan cannot start. The database does not answer as it should: {said}", err=True)
        return 1
    if not settings.is_production:
        introduce()
    return 0


def prepare(settings: Settings) -> None:
    """Keys, migrations, and in development a demo world for an empty database."""
    app = create_app(settings)
    cli.init_app(app)
    vapid.private_key(settings)
    with app.app_context():
        migrate(app)
        if not settings.is_production and is_empty():
            db.session.rollback()
            db.session.connection(execution_options=WRITE)
            load.load_demo()
            db.session.commit()
        db.session.remove()
        db.engine.dispose()


def migrate(app: Flask) -> None:
    """Bring the database to the newest revision; one quick look where it is there already."""
    config = app.extensions["migrate"].migrate.get_config(MIGRATIONS)
    newest = ScriptDirectory.from_config(config).get_heads()
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    if set(present) != set(newest):
        flask_migrate.upgrade(MIGRATIONS)


def is_empty() -> bool:
    """Whether no organisation was ever set up here."""
    return db.session.scalar(select(Organisation.id).limit(1)) is None


def introduce() -> None:
    """Say who can sign in to the demo world."""
    click.echo(f"\nSign in with one of these nicknames and the passphrase: {load.PASSPHRASE}\n")
    for nickname, who in load.SIGN_INS:
        click.echo(f"  {nickname:<10} {who}")


if __name__ == "__main__":
    sys.exit(main())
