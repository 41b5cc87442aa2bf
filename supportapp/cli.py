"""Commands for whoever runs the server: `flask --app wsgi …`. One that cannot go on says why in a line."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import Migrate

from supportapp import background
from supportapp.accounts import setting_up
from supportapp.accounts.setting_up import CannotSetUp
from supportapp.audit.verify import faults
from supportapp.contact import planning
from supportapp.content.models import Nation
from supportapp.core import keys, vapid
from supportapp.core.db import db
from supportapp.core.errors import SettingsRefused
from supportapp.core.sqlite import WRITE
from supportapp.demo.load import DemoRefused, load_demo

worker = AppGroup("worker", help="The clock beside the web server.")
audit = AppGroup("audit", help="The record of who did and who looked.")
contact = AppGroup("contact", help="Family time.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`, the migrations' own among them.

    Apart from `create_app`: a web server needs neither Alembic nor the queue nor the demo world, and their memory.
    """
    Migrate(app, db, render_as_batch=True, compare_type=True)
    for command in (demo, create_organisation, invite, worker, audit, contact, show_keys):
        app.cli.add_command(command)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo world. Never in production."""
    if current_app.config["ROWAN"].is_production:
        raise click.ClickException("The demo world is for trying things out. It is refused in production.")
    try:
        load_demo()
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo("The demo world is ready.")


@click.command("create-organisation")
@click.argument("name")
@click.option(
    "--nation", type=click.Choice([nation.value for nation in Nation]), default=Nation.ENGLAND.value
)
@click.option("--allow-start-alone", is_flag=True, help="Let people begin a plan with no worker.")
@click.option("--admin", required=True, help="The nickname of the organisation's first administrator.")
@click.option("--worker", "worker_nickname", default="", help="The nickname of a first worker.")
@with_appcontext
def create_organisation(
    name: str, nation: str, allow_start_alone: bool, admin: str, worker_nickname: str
) -> None:
    """Make an organisation and the accounts to begin with. Their passphrases are shown this once."""
    _begin()
    try:
        made = setting_up.create_organisation(
            name,
            Nation(nation),
            lets_people_start_alone=allow_start_alone,
            admin=admin,
            worker=worker_nickname,
        )
    except CannotSetUp as problem:
        raise click.ClickException(str(problem)) from None
    db.session.commit()
    click.echo(f"{name} is ready.")
    for nickname, passphrase in made.items():
        click.echo(f"{nickname}: {passphrase}")


@click.command("invite")
@click.argument("worker_nickname")
@click.argument("circle_reference")
@click.argument("person_name")
@with_appcontext
def invite(worker_nickname: str, circle_reference: str, person_name: str) -> None:
    """Make a code for somebody in a family, in the name of one of its workers. It is shown this once."""
    _begin()
    try:
        code = setting_up.invite(worker_nickname, circle_reference, person_name)
    except CannotSetUp as problem:
        raise click.ClickException(str(problem)) from None
    db.session.commit()
    click.echo(code)


@worker.command("run")
@click.option("--once", is_flag=True, help="Do what is due and end.")
def run_worker(once: bool) -> None:
    """Run what is due by the clock."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        (background.run_once if once else background.run)(app)
    except SettingsRefused as refused:
        raise click.ClickException(str(refused)) from None


@audit.command("verify")
def verify_audit() -> None:
    """Walk every chain of the audit; exit code 1 where one does not hold."""
    count = 0
    for fault in faults():
        count += 1
        click.echo(f"chain {fault.chain_id}, event {fault.seq}: {fault.what}")
    if count:
        raise click.ClickException(f"The audit does not hold in {count} places.")
    click.echo("The audit holds.")


@contact.command("plan")
@with_appcontext
def plan_dates() -> None:
    """Make the dates of family time ahead, as the clock does each hour."""
    click.echo(f"{planning.plan_due()} dates made.")


@click.command("keys")
@with_appcontext
def show_keys() -> None:
    """Make the keys that are missing, and show the public one. Secrets are never shown."""
    settings = current_app.config["ROWAN"]
    try:
        keys.secret_key(settings)
        click.echo(f"Public VAPID key: {vapid.public_key(settings)}")
    except SettingsRefused as refused:
        raise click.ClickException(str(refused)) from None


def _begin() -> None:
    """Take the write lock at once, as a request that writes does."""
    db.session.rollback()
    db.session.connection(execution_options=WRITE)
