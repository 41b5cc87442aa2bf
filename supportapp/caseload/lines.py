"""The rows of the list of families in words, with their cells ready made."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from supportapp.caseload import words
from supportapp.caseload.rows import FamilyRow
from supportapp.web.language import locale
from supportapp.web.pictures import initials


class Line(NamedTuple):
    """One row of the list, in the order in which the table shows it."""

    initials: str
    url: str
    names: str
    who: str
    goal: Markup
    todo: Markup
    news: Markup
    review: Markup


def lines(rows: Sequence[FamilyRow], today: date) -> list[Line]:
    """The rows of one page."""
    language = locale()
    return [_line(row, today, language) for row in rows]


def _line(row: FamilyRow, today: date, language: str) -> Line:
    names = [holder.full_name for holder in row.holders]
    news = (words.news_day(row.news, today), words.news_words(row.news)) if row.news else ()
    return Line(
        initials=initials(names[0]) if names else "",
        url=f"/families/{row.circle_id}/plan/{row.plan_id}",
        names=words.listed(names) or row.reference,
        who=words.who_they_are(row, today),
        goal=_cell(language, "goal", *(row.scores or ())),
        todo=_cell(language, "todo", row.open, row.past),
        news=_cell(language, "news", *news),
        review=_cell(language, "review", row.next_review_on, today),
    )


@lru_cache(maxsize=4096)
def _cell(_language: str, name: str, *values: Any) -> Markup:
    """A cell as its template makes it; kept, since it holds nothing of anybody's: numbers, dates, our own words."""
    cell: Markup = getattr(current_app.jinja_env.get_template("caseload/cells.html").module, name)(*values)
    return cell
