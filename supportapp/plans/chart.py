"""The picture of a goal's ratings: where each dot stands, and the same in words. Pure; no average, ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEFT, RIGHT, TOP, BOTTOM = 30.0, 282.0, 14.0, 164.0
TOP_SCORE = 10
MOST_MARKS = 6
MARKS_ACROSS, MARKS_ACROSS_YEARS = 5, 3.5  # how many names of days fit side by side


@dataclass(frozen=True, slots=True)
class Point:
    """One rating: by whom, on which day, 0 to 10."""

    rater: str
    on: date
    score: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A rating's place in the picture, in units of its view box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """One rater's dots, oldest first, and where their name stands."""

    rater: str
    dots: tuple[Dot, ...]
    label_y: float

    @property
    def path(self) -> str:
        """The points of an SVG polyline."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day named below the picture."""

    x: float
    on: date


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the picture of one goal shows."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


def height(score: int) -> float:
    """Where a score from 0 to 10 stands; the axis is always whole."""
    return BOTTOM - (BOTTOM - TOP) * score / TOP_SCORE


def draw(points: Sequence[Point]) -> Chart:
    """Place `points`, oldest first, by their days; each rater has a line of their own."""
    if not points:
        return Chart((), ())
    first, last = points[0].on, points[-1].on
    span = max((last - first).days, 1)

    def across(on: date) -> float:
        return RIGHT if first == last else LEFT + (RIGHT - LEFT) * (on - first).days / span

    raters = dict.fromkeys(point.rater for point in points)
    dots = {
        rater: tuple(Dot(across(point.on), height(point.score)) for point in points if point.rater == rater)
        for rater in raters
    }
    labels = _apart({rater: own[-1].y for rater, own in dots.items()})
    lines = tuple(Line(rater, own, labels[rater]) for rater, own in dots.items())
    return Chart(lines, tuple(Mark(across(on), on) for on in _named_days(points)))


def _apart(ends: dict[str, float]) -> dict[str, float]:
    """Where names stand, so that two lines that end together can both be read."""
    placed: dict[str, float] = {}
    lowest = 0.0
    for rater, y in sorted(ends.items(), key=lambda end: end[1]):
        placed[rater] = max(y + 4, lowest)
        lowest = placed[rater] + 15
    return placed


def _named_days(points: Sequence[Point]) -> list[date]:
    days = sorted({point.on for point in points})
    if len(days) <= MOST_MARKS:
        return _spaced(days)
    step = (len(days) - 1) / (MOST_MARKS - 1)
    return _spaced([days[round(number * step)] for number in range(MOST_MARKS)])


def _spaced(days: list[date]) -> list[date]:
    """Days far enough apart that their names do not run into each other; the first and the last stay."""
    across = MARKS_ACROSS if days[0].year == days[-1].year else MARKS_ACROSS_YEARS
    least = max((days[-1] - days[0]).days / across, 1)
    kept = [days[-1]]
    for day in reversed(days[:-1]):
        if (kept[-1] - day).days >= least:
            kept.append(day)
    return kept[::-1]
