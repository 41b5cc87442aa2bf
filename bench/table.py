"""The one table: what was measured, its target, and whether it was met. A control has to miss its target."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("what", "measured", "target", "verdict")


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement beside its target; `is_met` is None where nothing could be measured."""

    what: str
    measured: str
    target: str
    is_met: bool | None
    is_control: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it came out as it has to: met, and for a control missed."""
        return self.is_met is None or self.is_met is not self.is_control

    @property
    def verdict(self) -> str:
        """In words."""
        if self.is_met is None:
            return "skipped"
        if self.is_control:
            return "misses, as it must" if self.is_good else "MEETS IT: THE GATE IS BLIND"
        return "met" if self.is_good else "MISSED"

    def cells(self) -> tuple[str, str, str, str]:
        """The four columns."""
        return ("control: " if self.is_control else "") + self.what, self.measured, self.target, self.verdict


def times(what: str, ratio: float, most: float, *, note: str = "", is_control: bool = False) -> Line:
    """A ratio that may be `most` at most."""
    measured = f"{ratio:.2f} x" + (f" ({note})" if note else "")
    return Line(what, measured, f"<= {most:.2f} x", ratio <= most, is_control)


def drawn(lines: Iterable[Line]) -> str:
    """The table as text, in columns as wide as their widest cell."""
    rows = [HEADS, *(line.cells() for line in lines)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    rows.insert(1, tuple("-" * width for width in wide))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows
    )
