"""The walk: every route, for every way to stand to a family, is one real request with one expected answer."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from supportapp.audit.models import AuditEvent
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.access.table import ABSENT, BODIES, OF_BOTH, QUIET, TABLE, values
from tests.walker import Walker
from tests.world import WHO

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) & METHODS:
            yield method, rule.rule


def address(rule: str, named: dict[str, object]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(named[found[1]]), rule)


def ask(
    walker: Walker, who: str, method: str, rule: str, named: dict[str, object], **options: object
) -> TestResponse:
    if rule == "/services/<slug>":
        named = {**named, "slug": "samaritans"}
    url = address(rule, named)
    if method == "GET":
        return walker.get(who, url, **options)
    typed = BODIES.get((method, rule), {})
    body = dict(typed(walker.world) if callable(typed) else typed)
    if rule.endswith(("/edit", "/review", "/pattern", "/outcome", "/end")):
        body["version"] = version(walker, url.removesuffix("/review").removesuffix("/end"))
    elif rule.startswith("/letters/") and TABLE[method, rule][who] == 303:
        body["version"] = version(walker, url.rpartition("/")[0])
    return walker.post(who, url, body, **options)


def version(walker: Walker, page: str) -> str:
    """What the form's hidden field holds just now, as the family's worker sees it."""
    found = re.search(rb'name="version" value="(\d+)"', walker.get("worker", page).data)
    return found[1].decode() if found else ""


def events(app: Flask, walker: Walker, who: str) -> int:
    by = walker.world.people.get(who)
    with app.app_context():
        rows = select(func.count()).select_from(AuditEvent).where(AuditEvent.actor_id == by)
        return db.session.scalar(scoped(rows, "test")) or 0


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert set(routes(app)) == set(TABLE)


@pytest.mark.parametrize("who", WHO)
def test_each_person_gets_just_what_the_table_says(app: Flask, who: str) -> None:
    walker = Walker(app)
    named = values(walker.world)
    wrong = []
    for method, rule in sorted(
        TABLE, key=lambda route: (route[0] == "POST", route[1] == "/sign-out", route[1])
    ):
        before = events(app, walker, who)
        answer = ask(walker, who, method, rule, named)
        expected = TABLE[method, rule][who]
        if answer.status_code != expected:
            wrong.append(f"{method} {rule}: {answer.status_code} instead of {expected}")
        left = events(app, walker, who) - before
        written = method == "POST" and answer.status_code < 400 and who != "nobody"
        if written and left == 0 and rule not in QUIET:
            wrong.append(f"{method} {rule}: no audit event")
        if left and not written and not (method == "GET" and answer.status_code == 200):
            wrong.append(f"{method} {rule}: {left} audit events, though nothing was written")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", [who for who in WHO if who != "nobody"])
def test_a_foreign_record_answers_as_an_absent_one_does(app: Flask, who: str) -> None:
    walker = Walker(app)
    foreign = values(walker.world, home="carer" if who != "carer" else "parent")
    absent = {**foreign, **{name: make() for name, make in ABSENT.items()}}
    for (method, rule), row in TABLE.items():
        if "<uuid:" not in rule or row[who] not in (200, 303, 404) or who == "worker":
            continue
        if who in ("parent", "carer") and any(f":{name}>" in rule for name in OF_BOTH):
            continue
        for headers in ({}, {"HX-Request": "true", "HX-Target": "status"}):
            one = ask(walker, who, method, rule, foreign, headers=headers)
            other = ask(walker, who, method, rule, absent, headers=headers)
            assert one.status_code == other.status_code == 404, (
                f"{method} {rule}: {one.status_code}, {other.status_code}"
            )
            assert one.data == other.data, rule
            assert dict(one.headers).keys() == dict(other.headers).keys(), rule


def test_a_write_without_its_token_or_from_another_site_is_refused(app: Flask) -> None:
    walker = Walker(app)
    url = f"/tasks/{walker.world.homes['parent'].task}/done"
    client = walker.client("parent")
    assert client.post(url).status_code == 400
    assert walker.post("parent", url, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert walker.post("parent", url, headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert walker.post("parent", url).status_code == 303
