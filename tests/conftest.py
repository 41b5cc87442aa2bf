"""What every test may ask for. Each test that touches the database runs on SQLite and on PostgreSQL."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings

from supportapp import cli
from supportapp.accounts import passphrases
from supportapp.app import create_app
from supportapp.core.db import db
from supportapp.core.protect import act_as
from supportapp.core.settings import Settings
from tests import postgres
from tests.counting import Counted, counting
from tests.databases import PostgresStore, SqliteStore, new_postgres
from tests.judge import JudgingClient

Made = tuple[Flask, SqliteStore | PostgresStore]
LOOPBACK = ("127.", "::1", "localhost")

hypothesis_settings.register_profile("rowan", deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("rowan")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server below is stopped then too
    if programs := postgres.find():
        cluster = postgres.Cluster(programs)
        os.environ[postgres.ADDRESS] = cluster.address
        config.add_cleanup(cluster.stop)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if terminalreporter.stats.get("skipped") and os.environ.get("CI") == "true":
        terminalreporter.write_line("Tests were skipped; where CI=true that counts as a failure.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    left_out = reporter and (reporter.stats.get("skipped") or reporter.stats.get("xfailed"))
    if left_out and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def alone() -> Iterator[None]:
    """No setting from outside, cheap passphrases, and no socket to anywhere but this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ROWAN_")]:
            patch.delenv(name)
        connect = socket.socket.connect

        def only_here(self: socket.socket, address: Any) -> None:
            if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
                raise RuntimeError(f"a test wanted to reach {address}")
            connect(self, address)

        patch.setattr(socket.socket, "connect", only_here)
        passphrases.lower_cost_for_tests()
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The kind of database; a test that needs one runs once for each."""
    if request.param == "postgresql" and postgres.ADDRESS not in os.environ:
        pytest.skip("no PostgreSQL 15 or newer was found")
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def kept_apps() -> Iterator[dict[str, Made]]:
    """The apps of this process, one for each kind of database: making one takes longer than most tests."""
    made: dict[str, Made] = {}
    yield made
    for _, store in made.values():
        store.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a development server with a data folder of its own."""
    return Settings(data=tmp_path)


@pytest.fixture
def app(
    engine_name: str, kept_apps: dict[str, Made], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """The app on an empty, migrated database. Tests share it: one that changes the app uses `make_app`."""
    if engine_name not in kept_apps:
        kept_apps[engine_name] = _make(
            engine_name, tmp_path_factory.mktemp(engine_name), f"rowan_{worker_id}"
        )
    app, store = kept_apps[engine_name]
    act_as("")  # a test begins as nobody, whoever acted in the one before
    store.empty()
    yield app
    store.close()


def _make(engine_name: str, folder: Path, database: str) -> Made:
    address = new_postgres(database) if engine_name == "postgresql" else ""
    settings = Settings(data=folder, database_url=address)
    app = create_app(settings)
    cli.init_app(app)
    app.testing = True
    app.test_client_class = JudgingClient
    return app, PostgresStore(app) if address else SqliteStore(app, settings)


@pytest.fixture
def make_app(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Makes an app of the test's own, with other settings: `make_app(service_name="Oak")`. Not migrated."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        app = create_app(Settings(**{**settings.model_dump(), **changes}))
        cli.init_app(app)
        app.testing = True
        app.test_client_class = JudgingClient
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> JudgingClient:
    """Nobody's browser; it judges every page."""
    client = app.test_client()
    assert isinstance(client, JudgingClient)
    return client


@pytest.fixture
def query_count(app: Flask) -> Callable[[], AbstractContextManager[Counted]]:
    """Counts statements: `with query_count() as sent: …`, then `assert len(sent) <= 5, sent`."""
    with app.app_context():
        engine = db.engine
    return lambda: counting(engine)
