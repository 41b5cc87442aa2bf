"""What a page costs: CPU beside the floor's, statements for few rows and many, growth with the database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import stores
from bench.rounds import Effort, Readings, Variant, read
from bench.table import Line, times
from bench.world import Shape

MOST = {"Today": 1.5, "Families": 2.5}
MOST_STATEMENTS = {"Today": 6, "Families": 8}
MOST_GROWTH = 1.15
FEW, MANY = 3, 300
MORE_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured. `tasks` are the three sizes of database, `items` the rows of the floor's."""

    tasks: tuple[int, int, int]
    items: int
    effort: Effort
    idle_seconds: float


@dataclass(frozen=True, slots=True)
class Timed:
    """Some variants, and what is said of their readings."""

    variants: tuple[Variant, ...]
    judge: Callable[[Readings], list[Line]]


def today(store: Path, who: str = "parent-40", twist: str = "as-it-is") -> Variant:
    """Today of a measured parent."""
    return Variant(store, "/today", who, twist)


def families(store: Path, who: str = "worker-60", twist: str = "as-it-is") -> Variant:
    """The first page of a measured worker's families."""
    return Variant(store, "/families", who, twist)


def cost(sizes: Sizes) -> Timed:
    """CPU beside the floor's, both over the largest database."""
    large = _grown(sizes)[-1]
    base = Variant(stores.floor_store(sizes.items))
    pages = {"Today": today(large), "Families": families(large)}
    worse = today(large, twist="query-per-task")

    def judge(readings: Readings) -> list[Line]:
        def line(name: str, what: str, variant: Variant, *, is_control: bool = False) -> Line:
            note = f"{readings.cpu(variant) / 1000:.2f} ms, floor {readings.cpu(base) / 1000:.2f} ms"
            ratio = readings.cpu(variant) / readings.cpu(base)
            return times(f"CPU per page, {what} / floor", ratio, MOST[name], note=note, is_control=is_control)

        return [
            *(line(name, name, variant) for name, variant in pages.items()),
            line("Today", "Today with a query per task", worse, is_control=True),
        ]

    return Timed((base, *pages.values(), worse), judge)


def growth(sizes: Sizes) -> Timed:
    """CPU and median time over the largest database beside the smallest, for a person with the same rows."""
    small, middle, large = _grown(sizes)
    pages = {"Today": [today(store) for store in (small, middle, large)]}
    pages["Families"] = [families(store) for store in (small, middle, large)]
    bare = today(stores.without_task_index(middle))
    few, some, many = (f"{tasks:,}" for tasks in sizes.tasks)

    def judge(readings: Readings) -> list[Line]:
        lines = []
        for name, (first, second, third) in pages.items():
            for what, of in (("CPU", readings.cpu), ("p50", readings.wall)):
                note = f"{of(second) / of(first):.2f} x at {some}"
                head = f"{what} of {name} at {many} tasks / at {few}"
                lines.append(times(head, of(third) / of(first), MOST_GROWTH, note=note))
        head = f"CPU of Today without its index at {some} tasks / at {few}"
        ratio = readings.cpu(bare) / readings.cpu(pages["Today"][0])
        return [*lines, times(head, ratio, MOST_GROWTH, is_control=True)]

    return Timed((*pages["Today"], *pages["Families"], bare), judge)


def statements(_sizes: Sizes) -> list[Line]:
    """How many statements a page sends for FEW rows and for MANY."""
    store = stores.rowan_store(Shape("counted", parents=(FEW, MANY), workers=(FEW, MANY)))
    once = Effort(calls=0, warm_up=1, rounds=1)

    def line(name: str, what: str, page: Callable[..., Variant], twist: str = "as-it-is") -> Line:
        who = "parent" if name == "Today" else "worker"
        few, many = read(page(store, f"{who}-{FEW},{who}-{MANY}", twist), once).statements
        most = MOST_STATEMENTS[name]
        is_met = few == many <= most
        return Line(f"statements, {what}", f"{few}, {many}", f"equal, <= {most}", is_met, twist != "as-it-is")

    return [
        line("Today", f"Today at {FEW} and at {MANY} tasks", today),
        line("Families", f"Families at {FEW} and at {MANY} families", families),
        line("Today", "Today with a query per task", today, "query-per-task"),
        line("Families", "Families with a query per family", families, "query-per-family"),
    ]


def timed(chosen: list[Timed], effort: Effort) -> list[Line]:
    """Measure all variants in the same rounds; in more where a target was missed: there are bad minutes."""
    readings = Readings()
    variants = list(dict.fromkeys(variant for part in chosen for variant in part.variants))
    readings.take(variants, effort)
    lines = [line for part in chosen for line in part.judge(readings)]
    if all(line.is_good for line in lines) or effort.rounds < MORE_ROUNDS:
        return lines
    readings.take(variants, Effort(effort.calls, effort.warm_up, MORE_ROUNDS))
    return [line for part in chosen for line in part.judge(readings)]


def _grown(sizes: Sizes) -> tuple[Path, Path, Path]:
    small, middle, large = (stores.rowan_store(Shape(f"tasks-{tasks}", tasks=tasks)) for tasks in sizes.tasks)
    return small, middle, large
