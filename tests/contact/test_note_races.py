"""The same note many times over: from a double tap, from a phone that heard no answer, from two workers at once."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from supportapp.audit.models import AuditEvent
from supportapp.contact.note_models import Draft, Note, NoteCheck, Supersedes
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.walker import OUR_PAGE, Walker

AT_ONCE, ENTRIES, LOST = 8, 500, 0.3


def form(**more: Any) -> dict[str, Any]:
    return {"went": "as_planned", "lane": "shared", "words": "one log", "client_key": str(uuid4()), **more}


def all_at_once(walker: Walker, sends: list[tuple[str, str, dict[str, Any]]]) -> list[TestResponse]:
    """Send these forms, each as (who, address, form), in the same moment."""
    clients = [walker.client(who) for who, _, _ in sends]
    tokens = [walker.form_token(who, client) for (who, _, _), client in zip(sends, clients, strict=True)]
    ready = Barrier(len(sends))

    def send(number: int) -> TestResponse:
        _, url, body = sends[number]
        ready.wait()
        return clients[number].post(url, data={**body, "csrf_token": tokens[number]}, headers=OUR_PAGE)

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(send, range(len(sends))))


def count(app: Flask, table: type[Any], *where: Any) -> int:
    with app.app_context():
        rows = select(func.count()).select_from(table).where(*where)
        return db.session.scalar(scoped(rows, "test")) or 0


def past(walker: Walker) -> str:
    return f"/family-time/{walker.world.contact.past}"


def test_eight_posts_of_one_log_at_once_are_one_note_in_each_lane(app: Flask) -> None:
    walker, typed = Walker(app), form(only_me="for me")
    answers = all_at_once(walker, [("carer", f"{past(walker)}/note", typed)] * AT_ONCE)
    assert [answer.status_code for answer in answers] == [303] * AT_ONCE
    assert len({answer.headers["Location"] for answer in answers}) == 1
    mine = Note.client_key == UUID(typed["client_key"])
    assert count(app, Note, mine) == 2
    with app.app_context():
        ids = db.session.scalars(scoped(select(Note.id).where(mine), "test")).all()
    assert count(app, AuditEvent, AuditEvent.object_id.in_(ids), AuditEvent.action == "note:add") == 2


def test_of_eight_different_notes_under_one_key_one_is_kept_and_all_others_are_shown_it(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    url = f"{past(walker)}/note"
    sends = [("carer", url, form(client_key=key, words=f"words {number}")) for number in range(AT_ONCE)]
    answers = all_at_once(walker, sends)
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (AT_ONCE - 1)
    for (_, _, body), answer in zip(sends, answers, strict=True):
        if answer.status_code == 409:
            assert body["words"].encode() in answer.data
    assert count(app, Note, Note.client_key == UUID(key)) == 1


def test_every_entry_arrives_once_though_three_answers_in_ten_are_lost(app: Flask) -> None:
    """The phone sends an entry again, with a bound, until it hears that it was saved."""
    walker, chance = Walker(app), Random(3)
    client, url = walker.client("carer"), f"{past(walker)}/note"
    token = walker.form_token("carer", client)
    sent = 0
    for number in range(ENTRIES):
        body = {**form(words=f"entry {number}"), "csrf_token": token}
        for _ in range(40):
            sent += 1
            answer = client.post(url, data=body, headers=OUR_PAGE)
            assert answer.status_code == 303
            if chance.random() >= LOST:
                break
        else:
            raise AssertionError("40 answers in a row were lost")
    assert sent > ENTRIES * 1.3
    author = Note.author_id == walker.world.people["carer"]
    assert count(app, Note, author, Note.words.like("entry %")) == ENTRIES
    with app.app_context():
        words = select(func.count(Note.words.distinct())).where(author, Note.words.like("entry %"))
        assert db.session.scalar(scoped(words, "test")) == ENTRIES


def test_an_autosave_beside_the_button_never_outlives_the_note(app: Flask) -> None:
    walker = Walker(app)
    for _ in range(6):
        typed = form()
        sends = [
            ("carer", f"{past(walker)}/draft", typed),
            ("carer", f"{past(walker)}/note", typed),
            ("carer", f"{past(walker)}/draft", typed),
        ]
        answers = all_at_once(walker, sends)
        assert answers[1].status_code == 303
        assert {answers[0].status_code, answers[2].status_code} <= {303, 409}
        assert count(app, Draft, Draft.person_id == walker.world.people["carer"]) == 0


def test_drafts_from_several_devices_at_once_are_one(app: Flask) -> None:
    walker = Walker(app)
    sends = [("worker", f"{past(walker)}/draft", form(words=f"{number}")) for number in range(AT_ONCE)]
    assert {answer.status_code for answer in all_at_once(walker, sends)} == {303}
    assert count(app, Draft, Draft.person_id == walker.world.people["worker"]) == 1


def test_of_two_corrections_at_once_one_stands_and_the_other_is_shown_it(app: Flask) -> None:
    walker = Walker(app)
    note = walker.world.contact.notes["shared"]
    sends: list[tuple[str, str, dict[str, Any]]] = [
        ("carer", f"/notes/{note}/correct", form(words="right", why="one")),
        ("carer", f"/notes/{note}/correct", form(words="also right", why="two")),
        ("carer", f"/notes/{note}/withdraw", {"why": "three", "client_key": str(uuid4())}),
    ]
    answers = all_at_once(walker, sends)
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409]
    assert count(app, Note, Note.supersedes_id == note, Note.supersedes_as.in_(list(Supersedes))) == 1


def test_two_workers_who_read_a_note_at_once_leave_one_line(app: Flask) -> None:
    walker = Walker(app)
    note = walker.world.contact.notes["shared"]
    answers = all_at_once(walker, [("worker", f"/notes/{note}/check", {})] * 4)
    assert {answer.status_code for answer in answers} == {303}
    assert count(app, NoteCheck, NoteCheck.note_id == note) == 1
