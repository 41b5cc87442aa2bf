"""The first page and the page about safety: for anybody, honest, and quiet about what this is."""

import pytest
from flask import Flask

from tests.accounts.asking import family, person, sign_in
from tests.judge import Page


@pytest.mark.parametrize("url", ["/", "/sign-in", "/join", "/safety"])
def test_a_public_page_gives_nothing_away_in_its_title(app: Flask, client, url: str) -> None:
    page = Page(client.get(url).text)
    assert not any(
        word in page.title.casefold() for word in ("court", "social", "removal", "child", "parent")
    )
    assert 'href="/safety"' in client.get("/").text


@pytest.mark.parametrize("url", ["/", "/sign-in", "/join", "/safety", "/me", "/me/look"])
def test_a_page_has_one_filled_button_at_the_most(app: Flask, client, url: str) -> None:
    family(app)
    if url.startswith("/me"):
        sign_in(client)
    classes = [attrs.get("class", "").split() for _, attrs, _ in Page(client.get(url).text).elements]
    filled = [names for names in classes if "btn" in names and not {"quiet", "bare", "small"} & set(names)]
    assert len(filled) <= 1


def test_starting_alone_is_offered_only_where_somebody_allows_it(app: Flask, client) -> None:
    assert 'href="/start"' not in client.get("/").text
    family(app)
    assert 'href="/start"' in client.get("/").text


def test_the_safety_page_says_what_quick_exit_does_not_do(app: Flask, client) -> None:
    page = client.get("/safety").text
    assert "The Back button can show your page again." in page
    assert "It does not sign you out." in page
    assert "It does not clear the list of pages this phone has seen." in page
    assert "tel:999" in page
    assert "I have read this" not in page


def test_the_safety_page_leads_on_after_joining_only(app: Flask, client) -> None:
    person(app, family(app).org, "sam")
    assert "I have read this" not in client.get("/safety?first=1").text
    sign_in(client, "sam")
    assert 'href="/today"' in client.get("/safety?first=1").text
    assert 'href="/me"' in client.get("/safety").text
