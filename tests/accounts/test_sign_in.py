"""Signing in and out: who gets in, for how long, and what a stranger learns."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask
from itsdangerous import URLSafeSerializer

from supportapp.access.actor import Role
from supportapp.accounts import passphrases
from supportapp.accounts.models import Account, SignIn
from supportapp.core.db import db
from tests.accounts.asking import (
    NO_MATCH,
    WORDS,
    actions,
    family,
    hidden,
    how_many,
    is_in,
    person,
    send,
    sign_in,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "home"),
    [(Role.FAMILY, "/today"), (Role.WORKER, "/families"), (Role.MANAGER, "/families"), (Role.ADMIN, "/me")],
)
def test_everybody_comes_to_their_own_first_page(app: Flask, client, role: Role, home: str) -> None:
    person(app, family(app).org, "sam", role)
    assert sign_in(client, "sam").location == home
    assert client.get("/").location == home
    assert client.get("/sign-in").location == home


def test_a_nickname_is_known_however_it_is_typed(app: Flask, client) -> None:
    family(app)
    assert sign_in(client, "  PRIYA ").status_code == 303


def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_answer(app: Flask, client) -> None:
    family(app)
    wrong = sign_in(client, "priya", "another kettle sparrow")
    unknown = sign_in(client, "nobody", "another kettle sparrow")
    assert wrong.status_code == unknown.status_code == 422
    assert NO_MATCH in wrong.text
    assert said(wrong.text, "priya") == said(unknown.text, "nobody")


def said(page: str, nickname: str) -> str:
    """The page without what was typed, and without the form's token, which holds the second it was made in."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(nickname, ""))


def test_a_disabled_account_is_as_an_unknown_one(app: Flask, client) -> None:
    family(app)
    with app.app_context():
        db.session.query(Account).update({"disabled_at": NOON})
        db.session.commit()
    assert NO_MATCH in sign_in(client).text


def test_an_unknown_name_is_hashed_for_all_the_same(
    app: Flask, client, monkeypatch: pytest.MonkeyPatch
) -> None:
    family(app)
    asked: list[bool] = []
    matches = passphrases.matches
    monkeypatch.setattr(
        passphrases, "matches", lambda kept, typed: (asked.append(kept is None), matches(kept, typed))[1]
    )
    sign_in(client, "nobody")
    sign_in(client, "priya", "another kettle sparrow")
    assert asked == [True, False]


def test_what_was_typed_stays_but_for_the_passphrase(app: Flask, client) -> None:
    page = sign_in(client, "Some Body", "secret kettle words", phone="")
    assert page.status_code == 422
    assert 'value="Some Body"' in page.text
    assert "secret kettle words" not in page.text


@pytest.mark.parametrize(
    ("nickname", "phone", "lasts", "keeps"),
    [
        ("sam", "own", timedelta(days=14), True),
        ("sam", "shared", timedelta(hours=2), False),
        ("priya", "own", timedelta(hours=8), False),
        ("priya", "shared", timedelta(hours=2), False),
    ],
)
def test_a_sign_in_ends_by_itself(
    app: Flask, client, nickname: str, phone: str, lasts: timedelta, keeps: bool
) -> None:
    person(app, family(app).org, "sam")
    with time_machine.travel(NOON, tick=False) as time:
        sign_in(client, nickname, phone=phone)
        cookie = client.get_cookie("rowan-id")
        assert cookie is not None
        assert (cookie.max_age is not None) is keeps
        token = cookie.value
        client.set_cookie("rowan-id", token)  # a browser that keeps it longer than it was told to
        time.move_to(NOON + lasts - timedelta(seconds=1))
        assert is_in(client)
        time.move_to(NOON + lasts)
        assert not is_in(client)


def test_signing_in_gives_a_new_token(app: Flask, client) -> None:
    family(app)
    client.get("/sign-in")
    before = client.get_cookie("rowan-id")
    sign_in(client)
    after = client.get_cookie("rowan-id")
    assert before
    assert after
    assert before.value != after.value


def test_a_cookie_that_was_signed_out_opens_nothing(app: Flask, client) -> None:
    family(app)
    sign_in(client)
    stolen = client.get_cookie("rowan-id").value
    assert send(client, "/me", "/sign-out").location == "/sign-in?said=out"
    thief = app.test_client()
    thief.set_cookie("rowan-id", stolen)
    answer = thief.get("/me")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    assert not is_in(thief)
    assert "You are signed out." in client.get("/sign-in?said=out").text


def test_signing_in_as_somebody_else_ends_the_sign_in_before(app: Flask, client) -> None:
    person(app, family(app).org, "sam")
    form = hidden(client.get("/sign-in"), "csrf_token")
    sign_in(client)
    assert form
    token = hidden(client.get("/me"), "csrf_token")
    client.post(
        "/sign-in", data={"csrf_token": token, "nickname": "sam", "passphrase": WORDS, "phone": "own"}
    )
    with app.app_context():
        assert db.session.query(SignIn).filter(SignIn.ended_at.is_(None)).count() == 1
    assert "Sam" in client.get("/me").text


def test_signing_in_and_out_is_in_the_audit(app: Flask, client) -> None:
    family(app)
    before = actions(app)
    sign_in(client)
    send(client, "/me", "/sign-out")
    after = actions(app)
    assert after.count("sign-in:open") == before.count("sign-in:open") + 1
    assert after.count("sign-in:end") == before.count("sign-in:end") + 1


def test_an_old_hash_is_made_anew_at_sign_in(app: Flask, client, monkeypatch: pytest.MonkeyPatch) -> None:
    family(app)
    monkeypatch.setattr(passphrases, "is_old", lambda kept: True)
    with app.app_context():
        before = db.session.query(Account.passphrase_hash).scalar()
    assert sign_in(client).status_code == 303
    with app.app_context():
        assert db.session.query(Account.passphrase_hash).scalar() != before
    client.post("/sign-out", data={"csrf_token": hidden(client.get("/me"), "csrf_token")})
    assert sign_in(client).status_code == 303


def test_whoever_was_sent_to_sign_in_goes_on_to_where_they_wanted(app: Flask, client) -> None:
    family(app)
    sent = client.get("/me/look")
    assert sent.status_code == 303
    assert sign_in(client, page=sent.location).location == "/me/look"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "/a\nb",
        "/a\tb",
        "",
        "me",
        "/ /x",
    ],
)
def test_nobody_is_sent_to_another_site(app: Flask, client, path: str) -> None:
    family(app)
    for signed in (path, URLSafeSerializer(app.secret_key or "", salt="way-back").dumps(path)):
        assert sign_in(client, page=f"/sign-in?next={quote(signed)}").location == "/families"
        send(client, "/me", "/sign-out")


def test_a_script_can_ask_who_is_signed_in(app: Flask, client) -> None:
    found = family(app)
    assert client.get("/session").get_json() == {"signed_in": False, "person": None}
    sign_in(client)
    assert client.get("/session").get_json() == {"signed_in": True, "person": str(found.worker)}


def test_nothing_is_written_for_a_form_that_is_not_filled_in(app: Flask, client) -> None:
    family(app)
    assert sign_in(client, "", "", phone="").status_code == 422
    assert how_many(app, SignIn) == 0
