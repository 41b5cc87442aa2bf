"""A real server, as people run it, on a data folder of its own that holds the demo world."""

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from flask import Flask

from supportapp import cli
from supportapp.accounts.queries import account
from supportapp.app import create_app
from supportapp.core.db import db
from supportapp.core.settings import Settings
from supportapp.demo.load import SIGN_INS
from supportapp.prepare import prepare
from tests.world import sign_in_token

ROOT = Path(__file__).parent.parent.parent
LONGEST_START, LONGEST_STOP = 60, 15
ONE_WORKER = """
from supportapp import webserver
from supportapp.core.settings import Settings
settings = Settings.from_env()
webserver.run(settings, webserver.load(settings), workers=1)
"""


class Site:
    """The demo world behind an address. `tokens` holds a cookie for everybody who can sign in."""

    def __init__(self, folder: Path) -> None:
        self._live, self._kept = folder / "rowan.db", folder / "kept.db"
        self.app = _fill(folder)
        self.tokens = _let_in(self.app)
        _copy(self._live, self._kept)
        self.host = f"127.0.0.1:{_free_port()}"
        self.url = f"http://{self.host}"
        self._log = (folder / "server.log").open("w+")
        self._server = _begin(folder, self.host, self._log)
        self._wait()

    def renew(self) -> None:
        """Put the world back as it was in the beginning, under the feet of the running server."""
        _copy(self._kept, self._live)

    def stop(self) -> str:
        """Stop the server; gives what it complained about."""
        self._server.terminate()
        self._server.wait(LONGEST_STOP)
        self._log.seek(0)
        said = self._log.read()
        self._log.close()
        return said

    def _wait(self) -> None:
        until = time.monotonic() + LONGEST_START
        while not _answers(self.host):
            assert self._server.poll() is None, self.stop()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)


def _fill(folder: Path) -> Flask:
    settings = Settings(data=folder)
    prepare(settings)
    app = create_app(settings)
    cli.init_app(app)
    return app


def _let_in(app: Flask) -> dict[str, str]:
    with app.app_context():
        accounts = {nickname: account(nickname) for nickname, _ in SIGN_INS}
        people = {nickname: found.person_id for nickname, found in accounts.items() if found}
        tokens = {nickname: sign_in_token(person_id) for nickname, person_id in people.items()}
        db.session.remove()
        db.engine.dispose()
    return tokens


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=20)) as new:
        old.backup(new)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _begin(folder: Path, host: str, log: object) -> subprocess.Popen[bytes]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("ROWAN_")}
    settings = {"ROWAN_DATA": str(folder), "ROWAN_PORT": host.partition(":")[2]}
    return subprocess.Popen(
        [sys.executable, "-c", ONE_WORKER],
        cwd=ROOT,
        env=plain | settings,
        stdout=log,
        stderr=log,
        process_group=0,
    )


def _answers(host: str) -> bool:
    connection = http.client.HTTPConnection(host, timeout=5)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
