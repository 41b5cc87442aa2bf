"""The check of letters: asks before something goes on, and tells its writer nothing about the other home."""

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.contact.letter_models import LetterState
from supportapp.contact.models import Venue
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact.post import Post

ASKED = "Please look at this before you send it"


@pytest.fixture
def post(app: Flask) -> Post:
    return Post(app)


def clues(page: str) -> str:
    """What the page says was found."""
    return page.split('id="clues-h"')[1].split("</ul>")[0] if 'id="clues-h"' in page else ""


@pytest.mark.parametrize(
    "words",
    ["We moved to SW1A 1AA.", "Ring me on 07700 900123", "mail me: a.b@example.org", "I am @zoe on insta"],
)
def test_the_writer_is_asked_and_not_forbidden(post: Post, words: str) -> None:
    answer = post.ask("parent", "send", words=words)
    assert ASKED in answer
    assert words.split()[-1].strip(".") in answer
    assert post.state is LetterState.DUE
    sign = answer.split('name="anyway" value="')[1].split('"')[0]
    assert post.do("parent", "send", words=words, anyway="yes") == 422
    assert post.do("parent", "send", words=f"{words} And M1 1AE", anyway=sign) == 422
    assert post.do("parent", "send", words=words, anyway=sign) == 303
    assert post.state is LetterState.WITH_AGENCY


def test_the_writers_own_surname_is_asked_about(post: Post) -> None:
    answer = post.ask("parent", "send", words="Love from Ash Zqparentfamily")
    assert "Zqparentfamily" in clues(answer)


def test_the_check_tells_a_writer_nothing_about_the_other_home(post: Post, app: Flask) -> None:
    with app.app_context(), system("test"):
        venue = db.session.scalars(scoped(select(Venue), "test")).one()
        venue.detail = "Zqhidden Hall"
        db.session.commit()
    for guess in ("Zqcarerfamily", "Zqformer_memberfamily", "Zqhidden Hall", "Zqfamilychild"):
        answer = post.ask("parent", "send", words=f"Say hello to {guess} from me.")
        assert ASKED not in answer, guess
        assert post.state is LetterState.WITH_AGENCY
        found = clues(post.page("worker"))
        assert (guess in found) == (guess != "Zqfamilychild"), guess  # a name of one word is no surname
        assert clues(post.page("parent")) == ""
        assert post.do("parent", "take-back") == 303


def test_the_worker_sees_each_clue_and_has_to_look(post: Post) -> None:
    words = "We moved to SW1A 1AA, near the Zqcarerfamily house."
    sign = post.ask("parent", "send", words=words).split('name="anyway" value="')[1].split('"')[0]
    assert post.do("parent", "send", words=words, anyway=sign) == 303
    page = post.page("worker")
    assert "SW1A 1AA" in clues(page)
    assert "Zqcarerfamily" in clues(page)
    assert page.count("<mark>") == 2
    assert "I have looked at each of these" in page
    assert post.do("worker", "pass-on") == 422
    assert post.do("worker", "pass-on", looked="yes") == 303
    for who in ("carer", "parent"):
        assert "<mark>" not in post.page(who)


def test_what_was_found_is_shown_as_it_was_typed_and_never_as_markup(post: Post) -> None:
    words = "<b>SW1A 1AA</b> <script>x</script>"
    answer = post.ask("parent", "send", words=words)
    assert "<b>SW1A" not in answer
    assert "&lt;script&gt;" in answer
