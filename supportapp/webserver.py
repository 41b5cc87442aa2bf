"""The web server: Granian's processes, which share the memory of the app that was loaded before them.

When they are asked to end they answer what they have in hand. Whoever has sent only half a request, or does not
take an answer, is waited for no longer than GRACE_SECONDS; a restart is not held up by one phone in a tunnel.
"""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer
from sqlalchemy.orm import configure_mappers

from supportapp.app import create_app
from supportapp.core.processes import CONTEXT, SIGNALS, show_name
from supportapp.core.settings import Settings

MOST_WORKERS = 4
GRACE_SECONDS = 3


def load(settings: Settings) -> Flask:
    """The app with all that its first requests would have to make, ready to be shared by forks.

    No connection is open: a database knows each process by its own. Raises SettingsRefused as `create_app` does.
    """
    app = create_app(settings)
    configure_mappers()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    # A page of memory is shared until somebody writes on it, and a collection writes on everything that it looks at.
    gc.collect()
    gc.freeze()
    return app


def run(settings: Settings, app: Flask | None, workers: int = 0) -> None:
    """Serve until SIGTERM: a process for each core, at most MOST_WORKERS. Without `app` each of them loads its own."""
    multiprocessing.set_start_method(CONTEXT.get_start_method(), force=True)
    server = WebServer(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers or min(os.cpu_count() or 1, MOST_WORKERS),
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
        log_level=LogLevels.warning,
    )
    if app is None:
        server.serve()
    else:
        server.serve(target_loader=_handing(app), wrap_loader=False)


class WebServer(MPServer):
    """Granian, which would wait for every connection, or complain of each one it cuts."""

    def _stop_workers(self) -> None:
        workers: list[Any] = self.wrks
        for worker in workers:
            worker.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for worker in workers:
            worker.join(max(0.0, until - time.monotonic()))
            if worker.is_alive():
                worker.kill()
                worker.join()
        workers.clear()


def _handing(app: Flask) -> Callable[[], Flask]:
    def hand() -> Flask:
        # A fork has its parent's handlers until it sets its own, and would take a request to end for its parent's.
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        show_name("web")
        return app

    return hand
