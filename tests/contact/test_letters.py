"""Letters: each step is taken by those whose it is, and nothing that was typed is lost."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from supportapp.contact.letter_models import Letter, LetterState
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact.post import WORDS, Post, one, steps


@pytest.fixture
def post(app: Flask) -> Post:
    return Post(app)


def test_a_letter_goes_its_way_step_by_step(post: Post) -> None:
    assert post.do("parent", "words", words=WORDS, do="keep") == 303
    assert post.state is LetterState.DUE
    assert post.do("parent", "words", words=WORDS, do="finish") == 303
    assert post.do("parent", "send", words=WORDS) == 303
    assert post.do("worker", "pass-on", looked="yes") == 303
    assert post.do("carer", "received") == 303
    way = [LetterState.WRITTEN, LetterState.WITH_AGENCY, LetterState.PASSED_ON, LetterState.RECEIVED]
    assert steps(post.app, post.id) == way
    assert one(post.app, post.id).checked_at is not None
    for who in ("parent", "carer", "worker"):
        assert "zqlettertext" in post.page(who)
    assert "Received" in post.page("parent")


def test_a_step_that_was_taken_is_taken_once(post: Post) -> None:
    post.send()
    assert post.do("parent", "send", words=WORDS, version="1") == 303
    post.pass_on()
    assert post.do("carer", "received") == post.do("carer", "received") == 303
    assert steps(post.app, post.id).count(LetterState.WITH_AGENCY) == 1
    assert steps(post.app, post.id).count(LetterState.RECEIVED) == 1


def test_a_letter_can_be_taken_back_until_it_was_passed_on(post: Post) -> None:
    post.send()
    assert post.do("parent", "take-back") == 303
    assert post.state is LetterState.WRITTEN
    assert "zqlettertext" not in post.page("worker")
    post.send(WORDS + " And so do I.")
    post.pass_on()
    assert post.do("parent", "take-back") == 409
    assert post.state is LetterState.PASSED_ON


def test_nothing_is_passed_on_that_nobody_looked_at(post: Post) -> None:
    post.send()
    answer = post.ask("worker", "pass-on")
    assert "Look at the letter first" in answer
    assert post.do("worker", "pass-on") == 422
    assert post.state is LetterState.WITH_AGENCY


def test_what_was_taken_back_or_changed_meanwhile_is_not_passed_on(post: Post) -> None:
    post.send()
    seen = str(one(post.app, post.id).version)
    post.do("parent", "take-back")
    assert post.do("worker", "pass-on", looked="yes", version=seen) == 409
    post.send("Other words.")
    assert post.do("worker", "pass-on", looked="yes", version=seen) == 409
    assert post.state is LetterState.WITH_AGENCY


def test_the_worker_can_give_a_letter_back_and_say_why(post: Post) -> None:
    post.send()
    assert post.do("worker", "give-back", why="") == 422
    assert post.do("worker", "give-back", why="zqgivenback please") == 303
    assert post.state is LetterState.WRITTEN
    assert "zqgivenback" in post.page("parent")
    post.send()
    post.pass_on()
    assert "zqgivenback" in post.page("parent")
    assert "zqgivenback" in post.page("worker")
    assert "zqgivenback" not in post.page("carer")


def test_two_tabs_lose_nothing(post: Post) -> None:
    seen = str(one(post.app, post.id).version)
    assert post.do("parent", "words", words="From the first tab.", version=seen) == 303
    answer = post.walker.post("parent", f"{post.url}/words", {"words": "From the second.", "version": seen})
    assert answer.status_code == 409
    assert "From the first tab." in answer.text
    assert "From the second." in answer.text
    kept = re.search(r'name="version" value="(\d+)"', answer.text)
    assert kept
    assert post.do("parent", "words", words="From the second.", version=kept[1]) == 303
    assert one(post.app, post.id).words == "From the second."


def test_words_typed_while_the_letter_was_sent_are_shown_and_not_lost(post: Post) -> None:
    seen = str(one(post.app, post.id).version)
    post.send()
    for what in ("words", "send"):
        answer = post.walker.post("parent", f"{post.url}/{what}", {"words": "zqlatewords", "version": seen})
        assert answer.status_code == 409
        assert "zqlatewords" in answer.text
        assert "zqlettertext" in answer.text
    assert one(post.app, post.id).words == WORDS


def test_paper_is_posted_and_the_worker_says_that_it_came(post: Post) -> None:
    assert post.do("parent", "words", words="zqlettertext", do="paper") == 303
    assert "I have posted it" in post.page("parent")
    assert post.do("worker", "arrived") == 303
    assert post.state is LetterState.WITH_AGENCY
    assert "zqlettertext" not in post.page("worker")
    post.pass_on()
    assert "zqlettertext" not in post.page("carer")
    assert "on paper" in post.page("carer")


def test_paper_can_be_chosen_and_not_chosen_again_and_the_words_stay(post: Post) -> None:
    post.do("parent", "words", words=WORDS, do="paper")
    assert "zqlettertext" in post.page("parent")
    assert post.do("parent", "words", words=WORDS, do="here") == 303
    assert one(post.app, post.id).words == WORDS
    assert post.do("parent", "words", words=WORDS, do="paper") == 303
    assert post.do("parent", "send", words=WORDS) == 303
    assert post.state is LetterState.WITH_AGENCY


def test_a_letter_without_words_is_not_sent_and_one_that_was_emptied_is_to_write(post: Post) -> None:
    assert post.do("parent", "words", words="  ", do="finish") == 422
    assert post.do("parent", "send", words="") == 422
    post.do("parent", "words", words=WORDS, do="finish")
    assert post.do("parent", "words", words="", do="keep") == 303
    assert post.state is LetterState.DUE
    assert post.do("parent", "words", words="x" * 10_001, do="keep") == 422


def test_a_window_that_is_to_open_lets_people_write_and_not_send(app: Flask) -> None:
    post = Post(app)
    with app.app_context(), system("test"):
        row = db.session.scalars(scoped(select(Letter).where(Letter.id == post.id), "test")).one()
        row.opens_on = row.closes_on
        db.session.commit()
    assert post.do("parent", "words", words=WORDS, do="keep") == 303
    assert "You can send it from" in post.ask("parent", "send", words=WORDS)
    assert post.state is LetterState.DUE
    assert "You can write any time" in post.page("parent", "/letters")


def test_what_needs_a_worker_stands_first(post: Post) -> None:
    post.send()
    page = post.page("worker", "/letters")
    assert page.index("To look at and pass on") < page.index(post.url) < page.index("Not sent yet")


def test_letters_are_listed_in_few_statements(post: Post, query_count: Any) -> None:
    for who, url in (("parent", "/letters"), ("worker", "/letters"), ("parent", post.url)):
        with query_count() as sent:
            post.page(who, url)
        assert len(sent) <= 9, f"{who} {url}\n{sent}"
