"""The commands for whoever runs the server: each does its work, or says in a line why not."""

from flask import Flask
from flask.testing import FlaskCliRunner

from supportapp import background, cli
from supportapp.accounts.models import Account
from supportapp.audit.models import AuditEvent
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.core.settings import Settings
from supportapp.people.models import Organisation
from tests.accounts.asking import family, how_many, send, sign_in


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = FlaskCliRunner(app).invoke(args=list(words))
    return result.exit_code, result.output


def test_an_organisation_is_made_with_accounts_that_can_sign_in(app: Flask, client) -> None:
    words = ("Oak", "--nation", "wales", "--allow-start-alone", "--admin", "olu", "--worker", "priya")
    code, output = run(app, "create-organisation", *words)
    assert code == 0
    made = dict(line.split(": ") for line in output.splitlines()[1:])
    assert list(made) == ["olu", "priya"]
    assert sign_in(client, "olu", made["olu"]).location == "/me"
    assert sign_in(app.test_client(), "priya", made["priya"]).location == "/families"
    with app.app_context():
        oak = db.session.query(Organisation).one()
        assert (oak.name, oak.nation.value, oak.lets_people_start_alone) == ("Oak", "wales", True)


def test_an_organisation_is_made_once_and_wholly_or_not_at_all(app: Flask) -> None:
    family(app)
    assert run(app, "create-organisation", "Oak", "--admin", "olu") == (
        1,
        "Error: There is an organisation called Oak already.\n",
    )
    code, output = run(app, "create-organisation", "Elm", "--admin", "olu", "--worker", "PRIYA")
    assert (code, output) == (1, "Error: Somebody has the nickname PRIYA already. Choose another.\n")
    assert (how_many(app, Organisation), how_many(app, Account)) == (1, 1)
    assert run(app, "create-organisation", "Elm", "--admin", " ")[1] == "Error: A nickname needs letters.\n"


def test_an_invite_works(app: Flask, client) -> None:
    family(app)
    code, output = run(app, "invite", "priya", "abc234", "dani")
    assert code == 0
    assert send(client, "/join", code=output.strip()).status_code == 200


def test_an_invite_says_what_it_could_not_find(app: Flask) -> None:
    family(app)
    assert run(app, "invite", "rosa", "ABC234", "Dani")[1] == "Error: No worker signs in as rosa.\n"
    assert run(app, "invite", "priya", "ZZZ999", "Dani")[1] == "Error: priya works with no family ZZZ999.\n"
    assert run(app, "invite", "priya", "ABC234", "Kim")[1] == "Error: Nobody in ABC234 is called Kim.\n"


def test_the_audit_is_verified_and_a_change_is_found(app: Flask) -> None:
    family(app)
    assert run(app, "audit", "verify") == (0, "The audit holds.\n")
    with app.app_context():
        change = db.update(AuditEvent).where(AuditEvent.seq == 1).values(action="circle:lost")
        db.session.execute(scoped(change, "system:test"))
        db.session.commit()
    code, output = run(app, "audit", "verify")
    assert code == 1
    assert "event 1: the event was changed" in output
    assert "The audit does not hold in" in output


def test_the_worker_runs_once_or_for_good(app: Flask, monkeypatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(background, "run", lambda app: ran.append(f"run {app.name}"))
    monkeypatch.setattr(background, "run_once", lambda app: ran.append(f"once {app.name}"))
    assert run(app, "worker", "run") == (0, "")
    assert run(app, "worker", "run", "--once") == (0, "")
    assert ran == ["run supportapp", "once supportapp"]


def test_keys_are_made_and_no_secret_is_shown(app: Flask) -> None:
    code, output = run(app, "keys")
    assert code == 0
    assert output.startswith("Public VAPID key: B")
    assert run(app, "keys") == (0, output)
    data = app.config["ROWAN"].data
    secrets = [(data / name).read_text() for name in ("secret.key", "vapid.pem")]
    assert not any(line and line in output for secret in secrets for line in secret.splitlines())


def test_the_demo_world_is_refused_where_somebody_is(app: Flask) -> None:
    family(app)
    code, output = run(app, "demo")
    assert code == 1
    assert output.startswith("Error: ")
    assert how_many(app, Organisation) == 1


def test_the_demo_world_is_refused_in_production(make_app) -> None:
    app = make_app(env="production", secret_key="Zq" * 24, base_url="https://oak.example")
    code, output = run(app, "demo")
    assert (code, output) == (
        1,
        "Error: The demo world is for trying things out. It is refused in production.\n",
    )


def test_the_demo_world_is_loaded(app: Flask, monkeypatch) -> None:
    asked: list[Settings] = []
    monkeypatch.setattr(cli, "load_demo", lambda: asked.append(app.config["ROWAN"]))
    assert run(app, "demo") == (0, "The demo world is ready.\n")
    assert len(asked) == 1
