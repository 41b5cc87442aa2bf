"""Bad input gets a message beside its field, keeps what was typed, and is never our fault."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.tasks.models import Task
from supportapp.web.forms import clean, read_date
from tests.walker import OUR_PAGE, Walker

TASK = {
    "title": "Ring the council",
    "by": "date",
    "owner": "me",
    "area": "housing",
    "goal": "",
    "note": "kept words",
}
NO_DATES = (
    (["30", "2", "2026"], "no such day"),
    (["31", "4", "2026"], "no such day"),
    (["29", "2", "2027"], "no such day"),
    (["1", "1", "1899"], "4 numbers"),
    (["1", "1", "2101"], "4 numbers"),
    (["1", "1", "26"], "4 numbers"),
    (["1", "13", "2026"], "day, the month and the year"),
    (["1", "Smarch", "2026"], "day, the month and the year"),
    (["", "", "2026"], "day, the month and the year"),
    (["-1", "1", "2026"], "day, the month and the year"),
    (["٣", "1", "2026"], "day, the month and the year"),
    (["1", "1", "9" * 400], "4 numbers"),
    (["0", "1", "2026"], "no such day"),
    (["1", "1", "00000202699999999999"], "4 numbers"),
)
NASTY = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eabc",
    "%00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%(title)s %s",
    "=HYPERLINK(1)",
    "𝕏" * 500,
    "a" * 10_000,
    "\r\nSet-Cookie: x=1",
)


@pytest.mark.parametrize(("boxes", "message"), NO_DATES)
def test_a_date_that_is_none_gets_a_message_and_keeps_what_was_typed(
    app: Flask, boxes: list[str], message: str
) -> None:
    walker = Walker(app)
    answer = walker.post("parent", "/tasks/new", {**TASK, "due_on": boxes})
    assert answer.status_code == 422
    assert message in answer.text
    assert "kept words" in answer.text
    assert "Ring the council" in answer.text
    assert all(box[:20] in answer.text for box in boxes)


@pytest.mark.parametrize(
    "boxes",
    [
        ("28", "11", "2026"),
        ("28", "November", "2026"),
        ("28", "nov", "2026"),
        ("28", "Tachwedd", "2026"),
        ("1", "1", "1900"),
    ],
)
def test_a_month_may_be_a_number_or_a_name(app: Flask, boxes: tuple[str, str, str]) -> None:
    with app.test_request_context():
        assert read_date(*boxes) in (date(2026, 11, 28), date(1900, 1, 1))


def test_a_choice_that_was_not_offered_gets_a_message(app: Flask) -> None:
    walker = Walker(app)
    for wrong in (
        {"by": "never"},
        {"owner": "king"},
        {"area": "moon"},
        {"goal": str(uuid4())},
        {"goal": "x"},
        {"goal": " "},
    ):
        answer = walker.post("parent", "/tasks/new", {**TASK, "by": "none", **wrong})
        assert answer.status_code == 422, wrong
        assert "Choose one of the answers shown" in answer.text
        assert "kept words" in answer.text


def test_another_households_goal_cannot_be_named(app: Flask) -> None:
    walker = Walker(app)
    foreign = str(walker.world.homes["carer"].goal)
    assert walker.post("parent", "/tasks/new", {**TASK, "by": "none", "goal": foreign}).status_code == 422


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_is_kept_as_plain_text_or_refused_in_words(app: Flask, text: str) -> None:
    walker = Walker(app)
    raw = text.encode("utf-8", "surrogatepass")
    answer = walker.post("parent", "/tasks/new", {**TASK, "by": "none", "title": raw, "note": raw})
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert "too long" in answer.text or "Write what the step is" in answer.text
        return
    with app.app_context():
        kept = db.session.scalars(
            scoped(select(Task.title).order_by(Task.created_at.desc()).limit(1), "test")
        ).one()
    assert kept in (
        " ".join(clean(raw.decode("utf-8", "replace")).split()),
        "%ED%A0%80",
    )  # what is no UTF-8 stays quoted
    shown = walker.get("parent", "/plan")
    assert shown.status_code == 200
    assert b"<script>alert" not in shown.data


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_search_takes_anything(app: Flask, text: str) -> None:
    walker = Walker(app)
    answer = walker.get("worker", "/families", query_string={"q": text.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "501", "99999999999999999999", "x", "1.5", "%00", "٣"])
def test_a_page_that_is_none_is_not_found(app: Flask, page: str) -> None:
    assert Walker(app).get("worker", f"/families?page={page}").status_code == 404


def test_ten_thousand_letters_too_many_lose_nothing(app: Flask) -> None:
    walker = Walker(app)
    answer = walker.post("parent", "/tasks/new", {**TASK, "by": "none", "note": "w" * 10_001})
    assert answer.status_code == 422
    assert "w" * 10_001 in answer.text
    assert walker.post("parent", "/tasks/new", {**TASK, "note": "w" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    "url", ["/tasks/1", "/tasks/%00", "/tasks/x/done", "/families/9e9", "/plan/goals/-", "/nothing"]
)
def test_a_malformed_id_is_not_found_like_any_other(app: Flask, url: str) -> None:
    walker = Walker(app)
    absent = walker.get("parent", f"/tasks/{uuid4()}")
    answer = walker.get("parent", url)
    if url.endswith("/done"):
        answer = walker.post("parent", url)
    assert answer.status_code == absent.status_code == 404
    assert answer.data == absent.data


def test_a_wrong_method_says_so(app: Flask) -> None:
    answer = Walker(app).post("parent", "/today")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("day", ["0", "32", "-1", "x", "1e1", "９"])
def test_a_period_day_that_is_none_gets_a_message(app: Flask, day: str) -> None:
    answer = Walker(app).post("parent", "/pathways/bp-benefits-change", {"period_day": day})
    assert answer.status_code == 422
    assert "from 1 to 31" in answer.text


def test_a_stale_form_shows_both_texts_and_loses_nothing(app: Flask) -> None:
    walker = Walker(app)
    url = f"/tasks/{walker.world.homes['parent'].task}/edit"
    version = walker.get("parent", url).text.split('name="version" value="')[1].split('"')[0]
    first = {**TASK, "by": "none", "title": "The worker wrote this", "version": version}
    assert walker.post("worker", url, first).status_code == 303
    answer = walker.post("parent", url, {**TASK, "by": "none", "title": "I wrote this", "version": version})
    assert answer.status_code == 409
    assert "Someone changed this" in answer.text
    assert "The worker wrote this" in answer.text
    assert 'value="I wrote this"' in answer.text
    assert "kept words" in answer.text
    again = answer.text.split('name="version" value="')[1].split('"')[0]
    kept = walker.post("parent", url, {**TASK, "by": "none", "title": "I wrote this", "version": again})
    assert kept.status_code == 303


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999999", "-1"])
def test_a_version_that_is_none_is_a_stale_form(app: Flask, version: str) -> None:
    walker = Walker(app)
    url = f"/tasks/{walker.world.homes['parent'].task}/edit"
    assert walker.post("parent", url, {**TASK, "by": "none", "version": version}).status_code == 409


@pytest.mark.parametrize("name", ["title", "due_on", "note", "by", "owner", "goal"])
def test_a_file_in_a_box_for_text_is_no_text(app: Flask, name: str) -> None:
    walker = Walker(app)
    sent = {**TASK, "by": "none", name: (BytesIO(b"zqfile"), "a.txt")}
    answer = walker.post("parent", "/tasks/new", sent, content_type="multipart/form-data")
    assert answer.status_code in (303, 422)
    assert "zqfile" not in answer.text
    client = walker.client("parent")
    token = {"X-CSRFToken": walker.form_token("parent", client)}
    for body in ([1], {"title": 5}, "words"):
        assert client.post("/tasks/new", json=body, headers={**OUR_PAGE, **token}).status_code == 422
