"""`make bench`: measures Rowan beside a floor, in one run, and prints one table of ratios, counts and bytes.

Nothing is judged by absolute time. Beside the gates stand controls, made worse on purpose, that have to miss
their target: else the gate is blind. The exit code is 1 when a target was missed or a control met one.
"""

import argparse
import platform
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench import stores
from bench.agenda import agenda_growth, agenda_statements
from bench.idle import idle
from bench.pages import Sizes, Timed, cost, growth, statements, timed
from bench.rounds import Effort
from bench.table import Line, drawn
from bench.weight import weight

FULL = Sizes((1_000, 100_000, 1_000_000), 1_000_000, Effort(calls=500, warm_up=60, rounds=5), idle_seconds=30)
QUICK = Sizes((1_000, 20_000, 20_000), 2_000, Effort(calls=20, warm_up=3, rounds=1), idle_seconds=1)
TIMED: dict[str, Callable[[Sizes], Timed]] = {"cost": cost, "growth": growth, "agenda": agenda_growth}
COUNTED: dict[str, Callable[[Sizes], list[Line]]] = {
    "statements": statements,
    "agenda-statements": agenda_statements,
    "weight": weight,
    "idle": idle,
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, and print one table.")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes: does it run? The figures mean little"
    )
    parser.add_argument(
        "--only", metavar="NAME", choices=[*TIMED, *COUNTED], help=", ".join([*TIMED, *COUNTED])
    )
    asked = parser.parse_args(words)
    sizes = QUICK if asked.quick else FULL
    with stores.alone():
        lines = measured([asked.only] if asked.only else [*TIMED, *COUNTED], sizes)
    machine = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine} {platform.machine()}\n\n{drawn(lines)}")
    return 0 if all(line.is_good for line in lines) else 1


def measured(names: Sequence[str], sizes: Sizes) -> list[Line]:
    """The lines of the table. What is timed is timed in the same rounds."""
    chosen = [TIMED[name](sizes) for name in names if name in TIMED]
    lines = timed(chosen, sizes.effort) if chosen else []
    for name in names:
        if name in COUNTED:
            print(name, file=sys.stderr)
            lines += COUNTED[name](sizes)
    return lines


if __name__ == "__main__":
    sys.exit(main())
