"""Pure rules of the list of families: what a search finds, how old somebody is, what a page holds."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PER_PAGE = 20
MOST_PAGES = 10_000


def fold(text: str) -> str:
    """`text` as searches compare it: no capitals, no accents, one kind of apostrophe, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def finds(sought: str, texts: Iterable[str]) -> bool:
    """Whether every word of `sought` stands somewhere in `texts`. Each letter means itself: % is just a %."""
    hay = fold(" ".join(texts))
    return all(word in hay for word in fold(sought).split())


def age(born_on: date, today: date) -> int:
    """Whole years since `born_on`; 0 in the first year."""
    return max(0, today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day)))


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of `total` one page shows."""

    number: int
    total: int

    @property
    def skipped(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * PER_PAGE

    @property
    def first(self) -> int:
        """The place of the first row shown, counted from 1; 0 where there is none."""
        return min(self.skipped + 1, self.total)

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return min(self.skipped + PER_PAGE, self.total)

    @property
    def coming(self) -> int:
        """How many rows the next page holds."""
        return min(PER_PAGE, max(0, self.total - self.last))

    @property
    def exists(self) -> bool:
        """Whether there is such a page; the first one is always there."""
        return self.number == 1 or 0 < self.skipped < self.total


def page_number(typed: str) -> int | None:
    """The page that an address asks for; None where that is no number, or none that a list could have."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(MOST_PAGES)):
        return None
    return int(typed) if 1 <= int(typed) <= MOST_PAGES else None
