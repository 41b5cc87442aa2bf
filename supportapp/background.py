"""The clock beside the web server: Huey runs what is due, on this machine or on many.

Embedded over SQLite unless ROWAN_QUEUE_URL names PostgreSQL or Redis. Huey is only the clock and the
fan-out: what is due stands in our own tables, so a queue that is lost loses nothing.
"""

import os
from collections.abc import Callable
from pathlib import Path
from signal import SIGHUP
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from supportapp.accounts import service as accounts
from supportapp.contact import photos, planning
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import SettingsRefused
from supportapp.core.keys import secret_key
from supportapp.core.protect import system
from supportapp.core.settings import Settings
from supportapp.core.sqlite import WRITE

BEAT_FILE = "worker.beat"
TIDY_HOUR = "3"  # by UTC: the quietest hour in the UK, summer and winter
LOOK_SECONDS = 10
"""How often the schedule is read; also the longest that an embedded worker sleeps when nothing waits."""


def make_huey(settings: Settings) -> Huey:
    """The queue that the settings name. Tasks are signed with the secret key: a stranger's are never run.

    Raises SettingsRefused when the address is of a kind we do not know or its driver is not installed.
    """
    common: dict[str, Any] = {
        "name": "rowan",
        "results": False,
        "serializer": SignedSerializer(secret=secret_key(settings), salt="queue"),
    }
    url = settings.queue_url
    kind = url.partition(":")[0].partition("+")[0]
    try:
        if kind == "":
            return SqliteHuey(filename=str(settings.data / "queue.db"), cache_mb=1, **common)
        if kind in ("postgresql", "postgres"):
            return PostgresHuey(
                dsn=f"postgresql:{url.partition(':')[2]}", read_timeout=LOOK_SECONDS, **common
            )
        if kind in ("redis", "rediss"):
            return RedisHuey(url=url, read_timeout=LOOK_SECONDS, **common)
    except ConfigurationError as error:
        raise SettingsRefused(f"ROWAN_QUEUE_URL: {error}") from None
    raise SettingsRefused("ROWAN_QUEUE_URL: has to begin with postgresql:// or redis://, or be empty")


class Clockwork(Consumer):  # type: ignore[misc]
    """Huey's consumer, waking twice a second instead of ten times, and ending with its terminal."""

    def __init__(self, huey: Huey) -> None:
        super().__init__(
            huey, workers=1, scheduler_interval=LOOK_SECONDS, max_delay=LOOK_SECONDS, graceful_signal="TERM"
        )
        self._stop_flag_timeout = 0.5
        self._signal_actions.pop(SIGHUP, None)  # Huey would start itself anew, and outlive a closed terminal


def run(app: Flask) -> None:
    """Run what is due until SIGTERM (ends the job in hand first) or SIGINT (ends at once)."""
    beat(app)
    Clockwork(make_queue(app)).run()


def run_once(app: Flask) -> None:
    """Do what waits, and every periodic job, once. For a server whose only clock is cron."""
    huey = make_queue(app)
    while (task := huey.dequeue()) is not None:
        huey.execute(task)
    for job, _when in JOBS:
        job(app)


def beat(app: Flask) -> None:
    """Leave the moment in the data folder, so that others can see that the worker lives."""
    path = beat_path(app.config["ROWAN"])
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(clock.now().isoformat(), encoding="ascii")
    draft.replace(path)


def beat_path(settings: Settings) -> Path:
    """Where the worker leaves its sign of life: one moment in UTC, ISO 8601."""
    return settings.data / BEAT_FILE


def tidy(app: Flask) -> None:
    """Delete sign-ins and counted tries that are of no more use."""
    with app.app_context(), system("tidy"):
        db.session.connection(execution_options=WRITE)
        accounts.tidy()
        db.session.commit()


def plan(app: Flask) -> None:
    """Make the dates of family time ahead, where they do not reach far enough."""
    with app.app_context():
        planning.plan_due()


def sweep(app: Flask) -> None:
    """Remove the files of pictures whose note or fare was never kept."""
    with app.app_context(), system("pictures") as whose:
        photos.remove_lost(whose)


JOBS: tuple[tuple[Callable[[Flask], None], Callable[..., bool]], ...] = (
    (beat, crontab()),
    (tidy, crontab(minute="17", hour=TIDY_HOUR)),
    (plan, crontab(minute="7")),
    (sweep, crontab(minute="37", hour=TIDY_HOUR)),
)
"""What runs by the clock, and when, by UTC. Each may run twice: two machines have two clocks."""


def make_queue(app: Flask) -> Huey:
    """The app's queue, with every periodic job hung up in it."""
    huey = make_huey(app.config["ROWAN"])
    for job, when in JOBS:
        huey.periodic_task(when, name=job.__name__)(_bound(job, app))
    return huey


def _bound(job: Callable[[Flask], None], app: Flask) -> Callable[[], None]:
    def due() -> None:
        job(app)

    due.__name__ = job.__name__
    return due
