"""Databases in files, filled fast, and kept for later runs while the tables and the filling are the same."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import MetaData, create_engine

from bench import family, family_time, floor, floor_rows, world

ROOT = Path(__file__).parent.parent
AT_ONCE = 10_000
FAST = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "foreign_keys = OFF",
    "cache_size = -500000",
    "temp_store = MEMORY",
)
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''"
Columns = Mapping[str, tuple[str, ...]]


def folder() -> Path:
    """Where the databases are kept: ROWAN_BENCH_DATA, else build/bench."""
    path = Path(os.environ.get("ROWAN_BENCH_DATA") or ROOT / "build" / "bench").absolute()
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def alone() -> Iterator[None]:
    """Keep a second run out: it would be in the way of the measuring, and throw away databases of other tables.

    Raises SystemExit, with words, where one is going on already.
    """
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"Another run uses {folder()}. Wait for it, or set ROWAN_BENCH_DATA.") from None
        yield


def floor_store(items: int) -> Path:
    """The floor's database with `items` rows."""
    path = _path(f"floor-{items}", floor.Base.metadata, floor, floor_rows)
    return _kept(path, floor.Base.metadata, floor_rows.COLUMNS, floor_rows.rows(items))


def rowan_store(shape: world.Shape) -> Path:
    """A database of Rowan's, with the tables that its models ask for now, filled to `shape`."""
    tables = world.metadata()
    path = _path(shape.name, tables, family, family_time, world)
    return _kept(path, tables, world.COLUMNS, world.rows(shape))


def without_task_index(store: Path) -> Path:
    """A copy of `store` in which no index leads from a plan to its tasks."""
    copy = store.with_suffix(".no-index.db")
    if not copy.exists():
        draft = _draft(copy)
        shutil.copyfile(store, draft)
        raw = sqlite3.connect(draft)
        for name, sql in raw.execute(INDEXES).fetchall():
            if "ON task (plan_id" in sql:
                raw.execute(f"DROP INDEX {name}")
        raw.close()
        draft.rename(copy)
    return copy


def _path(name: str, tables: MetaData, *made_by: object) -> Path:
    """A file name that changes with the tables and with the code that fills them."""
    digest = hashlib.sha256(repr(_schema(tables, ":memory:")).encode())
    for module in made_by:
        digest.update(Path(str(module.__file__)).read_bytes())  # type: ignore[attr-defined]
    return folder() / f"{name}.{digest.hexdigest()[:10]}.db"


def _draft(path: Path) -> Path:
    """Where a file is made before it is put in place: two runs at once never share one."""
    return path.with_suffix(f".{os.getpid()}")


def _schema(tables: MetaData, file: str) -> list[tuple[str, str]]:
    """Make the tables in `file`; give the statements that make its indexes, then all others."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        tables.create_all(connection)
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY type, name").all()
    engine.dispose()
    return [(str(name), str(sql)) for name, sql in made]


def _kept(path: Path, tables: MetaData, columns: Columns, rows: Iterable[family.Row]) -> Path:
    """The file at `path`; made first where it is not there, and older ones of its kind thrown away."""
    if path.exists():
        return path
    for old in path.parent.glob(f"{path.name.split('.')[0]}.*.db*"):
        old.unlink()
    began, draft = time.perf_counter(), _draft(path)
    _schema(tables, str(draft))
    raw = sqlite3.connect(draft, isolation_level=None)
    for pragma in FAST:
        raw.execute(f"PRAGMA {pragma}")
    _fill(raw, columns, rows)
    raw.close()
    draft.rename(path)
    print(f"made {path.name} in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return path


def _fill(raw: sqlite3.Connection, columns: Columns, rows: Iterable[family.Row]) -> None:
    """Add all rows; indexes are made when the rows are there, which is faster and packs them tight."""
    indexes = raw.execute(INDEXES).fetchall()
    for name, _sql in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.execute("BEGIN")
    waiting: dict[str, list[tuple[object, ...]]] = {table: [] for table in columns}
    for table, values in rows:
        waiting[table].append(values)
        if len(waiting[table]) == AT_ONCE:
            _add(raw, table, columns[table], waiting[table])
    for table, left in waiting.items():
        _add(raw, table, columns[table], left)
    for _name, sql in indexes:
        raw.execute(sql)
    raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.execute("PRAGMA journal_mode = WAL")


def _add(
    raw: sqlite3.Connection, table: str, columns: tuple[str, ...], values: list[tuple[object, ...]]
) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    raw.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({", ".join("?" * len(columns))})', values)
    values.clear()
