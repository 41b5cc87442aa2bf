"""Joining with a code: once, in time, and with nothing to learn for whoever has none."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from supportapp.access.actor import Role
from supportapp.accounts import service
from supportapp.accounts.models import Account, CodeKind, JoinCode, SignIn
from supportapp.accounts.rules import CODE_LETTERS, read_code
from supportapp.core.db import db
from supportapp.core.errors import Refused
from supportapp.core.protect import scoped, system
from supportapp.people.models import Person
from supportapp.people.service import LETTERS
from tests.accounts.asking import (
    NO_CODE,
    Family,
    actions,
    actor,
    family,
    hidden,
    how_many,
    invite,
    is_in,
    person,
    send,
    sign_in,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANSWERS = {"known_as": "Dee", "nickname": "Dee R", "passphrase": "velvet otter lantern", "phone": "own"}


def enter(client: FlaskClient, code: str) -> TestResponse:
    return send(client, "/join", code=code)


def fill_in(client: FlaskClient, second: TestResponse, **changes: str) -> TestResponse:
    data = {
        "csrf_token": hidden(second, "csrf_token"),
        "checked": hidden(second, "checked"),
        **ANSWERS,
        **changes,
    }
    return client.post("/join", data=data)


def test_somebody_joins_and_reads_about_safety_first(app: Flask, client) -> None:
    found = family(app)
    second = enter(client, invite(app, found))
    assert "Priya has set up a private place for you." in second.text
    done = fill_in(client, second)
    assert (done.status_code, done.location) == (303, "/safety?first=1")
    assert client.get("/session").get_json()["person"] == str(found.parent)
    assert 'href="/today"' in client.get(done.location).text
    assert {"account:open", "code:use", "sign-in:open"} <= set(actions(app))
    with app.app_context():
        dani = db.session.scalars(
            scoped(db.select(Person).where(Person.id == found.parent), "system:test")
        ).one()
        assert (dani.known_as, dani.full_name) == ("Dee", "Dani Reed")
    send(client, "/me", "/sign-out")
    assert sign_in(client, "dee r", "velvet otter lantern").location == "/today"


def test_a_code_works_once(app: Flask, client) -> None:
    code = invite(app, family(app))
    second = enter(client, code)
    assert fill_in(client, second).status_code == 303
    again = fill_in(app.test_client(), second)
    assert again.status_code in (400, 422)
    other = app.test_client()
    refused = enter(other, code)
    assert (refused.status_code, NO_CODE in refused.text) == (422, True)
    assert how_many(app, Account) == 2


def test_two_browsers_with_one_code_make_one_account(app: Flask, client) -> None:
    code, other = invite(app, family(app)), app.test_client()
    first, second = enter(client, code), enter(other, code)
    assert fill_in(client, first).status_code == 303
    late = fill_in(other, second, nickname="someone else")
    assert (late.status_code, NO_CODE in late.text) == (422, True)
    assert how_many(app, Account) == 2


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code}. "]
)
def test_a_code_is_read_however_it_is_typed(app: Flask, client, typed) -> None:
    assert enter(client, typed(invite(app, family(app)))).status_code == 200


def test_codes_hold_no_letters_that_look_alike() -> None:
    assert CODE_LETTERS == LETTERS
    assert not set(CODE_LETTERS) & set("0O1IL")


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "OOOO-1111-IIII", "ÄBCD-EFGH-JKMN"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_unknown_wrong_used_and_old_codes_get_the_same_answer(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        found = family(app)
        code = invite(app, found)
        wrong, unknown = code[:5] + "2222-2222", "2222-2222-2222"
        answers = [enter(app.test_client(), typed) for typed in (wrong, unknown, "nonsense")]
        time.move_to(NOON + timedelta(hours=72))
        answers.append(enter(app.test_client(), code))
    assert {answer.status_code for answer in answers} == {422}
    assert all(NO_CODE in answer.text for answer in answers)


def test_a_code_lives_for_72_hours(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        found = family(app)
        code = invite(app, found)
        time.move_to(NOON + timedelta(hours=72, seconds=-1))
        assert enter(client, code).status_code == 200
        time.move_to(NOON + timedelta(hours=72))
        assert enter(client, code).status_code == 422


def test_the_second_page_holds_for_half_an_hour(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        found = family(app)
        second = enter(client, invite(app, found))
        time.shift(30 * 60 + 1)
        late = fill_in(client, second)
    assert late.status_code == 422
    assert "Please write your code once more." in late.text
    assert how_many(app, Account) == 1


def test_a_forged_second_page_opens_nothing(app: Flask, client) -> None:
    invite(app, family(app))
    token = hidden(client.get("/join"), "csrf_token")
    for forged in ("", "x", "IjEi.abc.def"):
        answer = client.post("/join", data={"csrf_token": token, "checked": forged, **ANSWERS})
        assert answer.status_code == 422
    assert how_many(app, Account) == 1


def test_five_wrong_tries_end_a_code(app: Flask, client) -> None:
    found = family(app)
    code = invite(app, found)
    for _ in range(4):
        assert enter(app.test_client(), code[:5] + "2222-2222").status_code == 422
    assert enter(client, code).status_code == 200
    assert enter(app.test_client(), code[:5] + "2222-2222").status_code == 422
    assert enter(client, code).status_code == 422
    assert "code:end" in actions(app)
    assert enter(client, invite(app, found)).status_code == 200


def test_one_network_gets_twenty_codes_an_hour(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        found = family(app)
        code = invite(app, found)
        statuses = [enter(client, "2222-2222-2222").status_code for _ in range(21)]
        assert statuses == [422] * 20 + [429]
        slowed = enter(client, code)
        assert (slowed.status_code, "Please wait 60 minutes" in slowed.text) == (429, True)
        time.shift(60 * 60)
        assert enter(client, code).status_code == 200


def test_a_newer_code_ends_the_older_one(app: Flask, client) -> None:
    found = family(app)
    older, newer = invite(app, found), invite(app, found)
    assert enter(client, older).status_code == 422
    assert enter(client, newer).status_code == 200


def test_a_newer_code_ends_a_page_that_is_open(app: Flask, client) -> None:
    found = family(app)
    second = enter(client, invite(app, found))
    invite(app, found)
    assert NO_CODE in fill_in(client, second).text


def test_a_taken_nickname_is_said_beside_the_field_and_nothing_typed_is_lost(app: Flask, client) -> None:
    second = enter(client, invite(app, family(app)))
    again = fill_in(client, second, nickname="PRIYA")
    assert again.status_code == 422
    assert "Someone has this nickname already. Try another one." in again.text
    assert 'value="Dee"' in again.text
    assert "velvet otter lantern" not in again.text
    assert fill_in(client, again, nickname="dee").status_code == 303


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("short words", "Use 12 letters or more."),
        ("x" * 129, "This is too long."),
        ("password1234", "Others could guess this one."),
        ("Correct Horse Battery Staple", "Others could guess this one."),
        ("aaaaaaaaaaaaaa", "Others could guess this one."),
        ("rowan support", "Others could guess this one."),
        ("Dee Reed Dee Reed", "Others could guess this one."),
    ],
)
def test_a_passphrase_that_is_easy_to_guess_is_not_taken(
    app: Flask, client, passphrase: str, words: str
) -> None:
    second = enter(client, invite(app, family(app)))
    again = fill_in(client, second, passphrase=passphrase, nickname="Dee Reed Dee Reed")
    assert again.status_code == 422
    assert words in again.text


def test_the_longest_passphrase_works(app: Flask, client) -> None:
    second = enter(client, invite(app, family(app)))
    longest = "velvet otter lantern " * 6 + "xy"
    assert len(longest) == 128
    assert fill_in(client, second, passphrase=longest).status_code == 303
    send(client, "/me", "/sign-out")
    assert sign_in(client, "dee r", longest).status_code == 303


def test_somebody_who_forgot_their_passphrase_joins_again_and_other_sign_ins_end(app: Flask, client) -> None:
    found, old = family(app), app.test_client()
    assert fill_in(old, enter(old, invite(app, found))).status_code == 303
    assert (
        fill_in(client, enter(client, invite(app, found)), passphrase="quilt walnut harbour").status_code
        == 303
    )
    assert is_in(client)
    assert not is_in(old)
    assert "account:renew" in actions(app)


def test_a_code_is_kept_as_a_hash(app: Flask) -> None:
    code = invite(app, family(app))
    with app.app_context():
        kept = db.session.scalars(scoped(db.select(JoinCode), "system:test")).one()
        assert kept.prefix == code[:4]
        assert kept.secret_hash.startswith("$argon2id$")
        assert code[5:].replace("-", "") not in kept.secret_hash


def test_a_link_code_makes_no_account(app: Flask, client) -> None:
    found: Family = family(app)
    with app.app_context(), system("test"):
        code = service.make_link_code(actor(found.worker))
        db.session.commit()
        assert db.session.scalars(scoped(db.select(JoinCode.kind), "system:test")).one() is CodeKind.LINK
    assert enter(client, code).status_code == 422


def test_a_worker_ends_no_code_of_a_family_that_is_not_theirs(app: Flask, client) -> None:
    found = family(app)
    code = invite(app, found)
    other = person(app, found.org, "rosa", Role.WORKER)
    with app.app_context(), system("test"):
        with pytest.raises(Refused):
            service.make_invite(actor(other), found.circle, found.parent)
        db.session.commit()
    assert enter(client, code).status_code == 200
    assert how_many(app, SignIn) == 0
