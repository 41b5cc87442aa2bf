"""A guesser waits; nobody is locked out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from supportapp.accounts import signing
from supportapp.accounts.models import Tries
from supportapp.accounts.rules import PER_ACCOUNT, PER_ADDRESS, Seen, after_try, neighbourhood
from supportapp.accounts.signing import Attempt, DidNotMatch
from supportapp.accounts.tries import Slowed
from supportapp.core.db import db
from tests.accounts.asking import NO_MATCH, WORDS, family, hidden, how_many, send, sign_in

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def guess(client, nickname: str, number: int, address: str) -> int:
    """One wrong try from one address; the status."""
    token = hidden(client.get("/sign-in"), "csrf_token")
    data = {
        "csrf_token": token,
        "nickname": nickname,
        "passphrase": f"wrong guess number {number}",
        "phone": "own",
    }
    return client.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": address}).status_code


def guess_unseen(app: Flask, number: int, address: str) -> int:
    """The same with no page drawn, for when there are a thousand."""
    with app.test_request_context("/sign-in", method="POST"):
        try:
            signing.check(Attempt("priya", f"wrong guess number {number}", address, device=""))
        except DidNotMatch:
            db.session.commit()
            return 422
        except Slowed:
            return 429
    return 303


def test_a_thousand_wrong_guesses_leave_the_owner_able_to_sign_in(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        send(client, "/me", "/sign-out")
        near = [guess_unseen(app, number, "127.0.0.1") for number in range(200)]
        far = [guess_unseen(app, number, f"10.{number % 250}.{number // 250}.1") for number in range(800)]
        statuses = near + far
        assert statuses.count(422) == 5
        assert statuses.count(429) == 995
        assert sign_in(client).status_code == 303


def test_a_right_passphrase_is_not_looked_at_while_the_guesser_waits(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False) as time:
        for number in range(5):
            assert guess(client, "priya", number, "127.0.0.1") == 422
        slowed = sign_in(client)
        assert slowed.status_code == 429
        assert slowed.headers["Retry-After"] == "30"
        assert "Please wait 30 seconds" in slowed.text
        time.shift(29)
        assert sign_in(client).status_code == 429
        time.shift(1)
        assert sign_in(client).status_code == 303


def test_an_unknown_name_is_slowed_as_a_known_one_is(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False):
        known = [guess(client, "priya", number, "10.0.0.1") for number in range(7)]
        unknown = [guess(client, "nobody", number, "10.0.1.1") for number in range(7)]
    assert known == unknown == [422] * 5 + [429] * 2


def test_a_device_that_is_known_has_its_own_five_tries(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        send(client, "/me", "/sign-out")
        assert [guess(client, "priya", number, "10.0.0.1") for number in range(6)] == [422] * 5 + [429]
        assert sign_in(app.test_client()).status_code == 303


def test_one_network_gets_twenty_tries_whatever_names_it_tries(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False) as time:
        statuses = [guess(client, f"name{number}", number, f"10.0.0.{number}") for number in range(25)]
        assert statuses == [422] * 20 + [429] * 5
        assert guess(client, "another", 1, "10.0.1.1") == 422
        time.shift(15 * 60)
        assert guess(client, "another", 2, "10.0.0.1") == 422


def test_a_right_try_forgets_the_slips_before_it(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False):
        for round_ in range(3):
            for number in range(4):
                assert guess(app.test_client(), "priya", number, f"10.{round_}.0.1") == 422
            assert sign_in(app.test_client()).status_code == 303


def test_tries_name_neither_person_nor_address(app: Flask, client) -> None:
    family(app)
    guess(client, "priya", 1, "10.0.0.1")
    with app.app_context():
        kept = " ".join(db.session.scalars(db.select(Tries.bucket)))
    assert how_many(app, Tries) == 2
    assert "priya" not in kept
    assert "10.0.0" not in kept


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    seen, now, waits = Seen(0, NOON, NOON), NOON, []
    for _ in range(12):
        seen = after_try(PER_ACCOUNT, seen, now)
        waits.append((seen.free_at - now).seconds)
        now = seen.free_at
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_old_tries_are_forgotten() -> None:
    full = Seen(5, NOON, NOON + timedelta(seconds=30))
    before, after = full.free_at + timedelta(minutes=15, seconds=-1), full.free_at + timedelta(minutes=15)
    assert after_try(PER_ACCOUNT, full, before).count == 6
    assert after_try(PER_ACCOUNT, full, after).count == 1
    assert after_try(
        PER_ADDRESS, Seen(19, NOON, NOON), NOON + timedelta(minutes=14)
    ).free_at == NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_an_address_counts_for_its_network(address: str | None, network: str) -> None:
    assert neighbourhood(address) == network


def test_the_answer_to_a_wrong_guess_names_no_cause(app: Flask, client) -> None:
    family(app)
    assert NO_MATCH in sign_in(client, "priya", WORDS + "s").text
