"""Runs variants side by side, each in a process of its own, A B C, A B C …: a busy moment hits all alike."""

import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.meter import Reading
from bench.stores import ROOT


@dataclass(frozen=True, slots=True)
class Variant:
    """A page over a database; without a path, the floor."""

    store: Path
    path: str = ""
    who: str = ""
    twist: str = "as-it-is"

    def command(self) -> list[str]:
        """What measures it, but for how often."""
        module = ["bench.page"] if self.path else ["bench.floor"]
        return [*module, str(self.store), *([self.path, self.who, self.twist] if self.path else [])]


@dataclass(frozen=True, slots=True)
class Effort:
    """How often a page is called, and in how many rounds."""

    calls: int
    warm_up: int
    rounds: int


class Readings:
    """Every reading of every variant, and their medians."""

    def __init__(self) -> None:
        self.taken: dict[Variant, list[Reading]] = {}

    def take(self, variants: Collection[Variant], effort: Effort) -> None:
        """Add the readings of some more rounds."""
        for turn in range(effort.rounds):
            print(f"round {turn + 1} of {effort.rounds}, {len(variants)} variants", file=sys.stderr)
            for variant in variants:
                self.taken.setdefault(variant, []).append(read(variant, effort))

    def cpu(self, variant: Variant) -> float:
        """Microseconds of CPU a call."""
        return median(reading.cpu for reading in self.taken[variant])

    def wall(self, variant: Variant) -> float:
        """Microseconds that the middle call took."""
        return median(reading.wall for reading in self.taken[variant])


def read(variant: Variant, effort: Effort) -> Reading:
    """One reading. Raises RuntimeError, with what the process said, where it ended badly."""
    command = [sys.executable, "-m", *variant.command(), str(effort.calls), str(effort.warm_up)]
    done = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])}\n{done.stderr[-3000:]}")
    return Reading(**json.loads(done.stdout))


def clean(**settings: str) -> dict[str, str]:
    """The environment without any setting of Rowan's but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROWAN_")}
    return kept | {"PYTHONHASHSEED": "0"} | settings
