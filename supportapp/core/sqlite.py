"""What SQLite is told so that it behaves as PostgreSQL does: foreign keys, WAL, and honest transactions.

Writers wait their turn at a lock file beside the database: SQLite's own busy wait is unfair, and a
transaction that begins as a read cannot become a write once another has written.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

WAIT_SECONDS = 5.0
WRITE = {"sqlite_begin": "BEGIN IMMEDIATE"}
"""Execution options of a transaction that will write: take the write lock at once, not half way."""


def prepare(engine: Engine, *, synchronous: str = "NORMAL") -> None:
    """Set up each connection of a SQLite `engine`; another dialect is left as it is."""
    if engine.dialect.name != "sqlite":
        return
    pragmas = (
        "journal_mode = wal",
        f"synchronous = {synchronous}",
        "foreign_keys = on",
        "secure_delete = on",
        "cache_size = -8000",  # 8 MB: the 2 MB that it has by itself spill at a million tasks
        f"busy_timeout = {int(WAIT_SECONDS * 1000)}",
    )

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = (
            None  # the driver would begin late, and leave savepoints outside any transaction
        )
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "BEGIN")
        if how != "BEGIN" and engine.url.database not in (None, "", ":memory:"):
            connection.info["turn"] = _wait_for_turn(Path(f"{engine.url.database}.lock"))
        connection.exec_driver_sql(how)

    @event.listens_for(engine, "commit")
    @event.listens_for(engine, "rollback")
    def on_end(connection: Connection) -> None:
        # The turn is given up with the file; SQLite itself still guards the few microseconds until it has committed.
        if (turn := connection.info.pop("turn", None)) is not None:
            os.close(turn)


def _wait_for_turn(path: Path) -> int:
    """An open, locked file. Raises OperationalError after WAIT_SECONDS, as SQLite itself would."""
    turn = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return turn
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(turn)
                raise OperationalError("BEGIN", None, TimeoutError("database is locked")) from None
            time.sleep(0.001)
