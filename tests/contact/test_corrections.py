"""Corrections and notes taken back: both stand beside what was written, for the same readers."""

import re
from uuid import UUID, uuid4

from flask import Flask

from supportapp.contact.note_models import Supersedes
from tests.contact.notes import form, notes, page_of, write
from tests.walker import Walker


def test_a_correction_stands_beside_the_note_with_its_reason(app: Flask) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    page = walker.get("carer", f"{url}/correct").get_data(as_text=True)
    assert "we made pancakes" in page
    typed = form(words="we made waffles", why="it was waffles")
    answer = walker.post("carer", f"{url}/correct", typed)
    assert answer.status_code == 303
    again = walker.post("carer", f"{url}/correct", typed)
    assert again.headers["Location"] == answer.headers["Location"]
    for who in ("carer", "parent", "worker"):
        page = walker.get(who, url).get_data(as_text=True)
        for word in ("we made pancakes", "we made waffles", "it was waffles"):
            assert word in page, who
    first = notes(app, id=UUID(url.split("/")[-1]))[0]
    (second,) = notes(app, supersedes_id=first.id)
    assert (second.lane, second.supersedes_as) == (first.lane, Supersedes.CORRECTION)
    assert walker.get("parent", f"/notes/{second.id}").status_code == 200


def test_a_second_correction_of_one_note_is_told_of_the_first_and_loses_nothing(app: Flask) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    walker.post("carer", f"{url}/correct", form(words="the first correction", why="one"))
    for path, typed in (
        ("/correct", form(words="the second correction", why="the second reason")),
        ("/withdraw", {"why": "the second reason", "client_key": str(uuid4())}),
    ):
        answer = walker.post("carer", f"{url}{path}", typed)
        assert answer.status_code == 409
        assert b"You corrected this already" in answer.data
        assert b"the first correction" in answer.data
        assert b"the second reason" in answer.data
    assert b"You corrected this already" in walker.get("carer", f"{url}/correct").data


def test_a_note_taken_back_stays_readable_with_the_reason(app: Flask) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    assert walker.post("carer", f"{url}/withdraw", {"why": ""}).status_code == 422
    typed = {"why": "it was another day", "client_key": str(uuid4())}
    assert walker.post("carer", f"{url}/withdraw", typed).status_code == 303
    for who in ("carer", "parent", "worker"):
        page = walker.get(who, url).get_data(as_text=True)
        assert "Taken back by the person who wrote it" in page
        assert "it was another day" in page
        assert re.search(r"Read what it said</summary>.*we made pancakes.*</details>", page, re.DOTALL)
    (last,) = notes(app, supersedes_as=Supersedes.WITHDRAWAL)
    for number in (url.split("/")[-1], last.id):
        answer = walker.post("carer", f"/notes/{number}/correct", form(words="anew", why="again"))
        assert answer.status_code == 409
        assert b"You took this note back already" in answer.data


def test_nobody_but_the_author_corrects_or_takes_back(app: Flask) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    for who, status in (("parent", 403), ("worker", 403), ("other_parent", 404), ("nobody", 303)):
        for path in ("/correct", "/withdraw"):
            answer = walker.post(who, f"{url}{path}", form(why="zqnotmine"))
            assert answer.status_code == status, (who, path)
    assert notes(app, supersedes_why="zqnotmine") == []


def test_the_hundred_and_first_note_about_a_date_is_read_and_put_right_as_the_first(app: Flask) -> None:
    walker = Walker(app)
    for number in range(101):
        url = page_of(write(walker, "carer", words=f"entry {number}"))
    assert "entry 100" in walker.get("carer", url).text
    assert (
        walker.post("carer", f"{url}/correct", form(words="what is right", why="because")).status_code == 303
    )
    page = walker.get("parent", url).text
    assert "entry 100" in page
    assert "what is right" in page
