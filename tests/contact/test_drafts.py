"""Drafts: kept for their writer alone, on any device, and gone with the note they become."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from supportapp.audit.models import AuditEvent
from supportapp.contact.note_models import Draft
from supportapp.contact.session_models import ContactSession, SessionEvent
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.walker import Walker
from tests.world import WHO

PART = {"HX-Request": "true", "HX-Target": "what-s"}
KEY = re.compile(r'name="client_key" value="([^"]+)"')


def form(**more: Any) -> dict[str, Any]:
    words = {
        "went": "as_planned",
        "lane": "to_worker",
        "words": "zqtyped words",
        "strengths": "zqtypedstrengths",
    }
    return {**words, "seemed_after": ["happy", "tired"], "client_key": str(uuid4()), **more}


def past(walker: Walker) -> str:
    return f"/family-time/{walker.world.contact.past}"


def keep(walker: Walker, who: str, typed: dict[str, Any], **headers: str) -> TestResponse:
    return walker.post(who, f"{past(walker)}/draft", typed, headers=headers)


def drafts(app: Flask, walker: Walker, who: str) -> list[Draft]:
    with app.app_context():
        mine = Draft.person_id == walker.world.people[who]
        return list(db.session.scalars(scoped(select(Draft).where(mine), "test")))


def test_a_draft_is_kept_in_place_and_found_again_on_any_device(app: Flask) -> None:
    walker, typed = Walker(app), form()
    part = keep(walker, "carer", typed, **PART)
    assert part.status_code == 200
    assert re.search(r"Draft saved at \d+(:\d\d)?[ap]m", part.get_data(as_text=True))
    assert "<html" not in part.get_data(as_text=True)
    page = walker.get("carer", f"{past(walker)}/note").get_data(as_text=True)
    for kept in ("zqtyped words", "zqtypedstrengths", typed["client_key"], "Draft saved at"):
        assert kept in page
    assert len(re.findall(r'value="(?:happy|tired)" checked', page)) == 2
    (draft,) = drafts(app, walker, "carer")
    assert draft.client_key == UUID(typed["client_key"])


def test_the_first_time_alone_is_said_aloud(app: Flask) -> None:
    walker = Walker(app)
    first = walker.post("worker", f"{past(walker)}/draft", form(), headers=PART)
    again = walker.post("worker", f"{past(walker)}/draft", form(), headers=PART)
    assert b'id="say"' in first.data
    assert b'id="say"' not in again.data


def test_without_script_a_second_button_keeps_it(app: Flask) -> None:
    walker = Walker(app)
    page = walker.get("carer", f"{past(walker)}/note").get_data(as_text=True)
    assert f'formaction="{past(walker)}/draft"' in page
    answer = keep(walker, "carer", form())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{past(walker)}?said=draft")


def test_one_draft_for_each_person_and_date(app: Flask) -> None:
    walker = Walker(app)
    for number in range(3):
        keep(walker, "carer", form(words=f"version {number}"))
    (draft,) = drafts(app, walker, "carer")
    assert draft.fields["words"] == ["version 2"]
    assert len(drafts(app, walker, "parent")) == 1


def test_a_draft_goes_with_its_note_and_never_into_the_next(app: Flask) -> None:
    walker, typed = Walker(app), form()
    keep(walker, "carer", typed)
    assert walker.post("carer", f"{past(walker)}/note", typed).status_code == 303
    assert drafts(app, walker, "carer") == []
    page = walker.get("carer", f"{past(walker)}/note").get_data(as_text=True)
    assert "zqtyped" not in page
    assert typed["client_key"] not in page


def test_a_form_that_needs_mending_leaves_the_draft(app: Flask) -> None:
    walker = Walker(app)
    keep(walker, "carer", form())
    assert walker.post("carer", f"{past(walker)}/note", form(words="")).status_code == 422
    assert len(drafts(app, walker, "carer")) == 1


def test_an_autosave_that_comes_late_brings_nothing_back(app: Flask) -> None:
    walker, typed = Walker(app), form()
    walker.post("carer", f"{past(walker)}/note", typed)
    assert keep(walker, "carer", typed, **PART).status_code == 409
    page = keep(walker, "carer", {**typed, "words": "typed after Back"})
    assert page.status_code == 409
    assert b"typed after Back" in page.data
    key = KEY.search(page.get_data(as_text=True))
    assert key is not None
    assert key[1] != typed["client_key"]
    assert drafts(app, walker, "carer") == []


def test_starting_again_can_be_undone(app: Flask) -> None:
    walker, typed = Walker(app), form()
    keep(walker, "carer", typed)
    page = walker.post("carer", f"{past(walker)}/draft/discard").get_data(as_text=True)
    assert drafts(app, walker, "carer") == []
    undo = re.search(r'<form class="note".*?</form>', page, re.DOTALL)
    assert undo is not None
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', undo[0]):
        fields.setdefault(name, []).append(value)
    del fields["csrf_token"]
    assert "zqtyped" not in page.replace(undo[0], "")
    answer = walker.post("carer", f"{past(walker)}/draft", fields)
    assert answer.headers["Location"] == f"{past(walker)}/note"
    (draft,) = drafts(app, walker, "carer")
    assert draft.client_key == UUID(typed["client_key"])
    assert draft.fields["seemed_after"] == ["happy", "tired"]


def test_a_draft_too_long_to_keep_is_refused_in_words(app: Flask) -> None:
    walker = Walker(app)
    for headers in ({}, PART):
        answer = keep(walker, "carer", form(words="a" * 61_000), **headers)
        assert answer.status_code == 422
        assert b"too long to keep as a draft" in answer.data


def test_nothing_is_drafted_about_a_date_before_it_began(app: Flask) -> None:
    walker = Walker(app)
    url = f"/family-time/{walker.world.contact.next}/draft"
    assert walker.post("carer", url, form()).status_code == 422
    assert len(drafts(app, walker, "carer")) == 1


@pytest.mark.parametrize(
    "nasty", ["a\x00b", "\ud800", "\u202eabc", "{{ 7 * 7 }}", "<script>alert(1)</script>", "𝕏" * 200]
)
def test_a_draft_takes_whatever_people_type(app: Flask, nasty: str) -> None:
    walker = Walker(app)
    body = {"words": nasty.encode("utf-8", "surrogatepass"), "client_key": str(uuid4())}
    assert keep(walker, "carer", body).status_code == 303
    page = walker.get("carer", f"{past(walker)}/note")
    assert page.status_code == 200
    assert b"<script>alert" not in page.data


def test_a_draft_tells_nobody_that_it_is_there(app: Flask) -> None:
    walker = Walker(app)
    session_id = walker.world.contact.past
    with app.app_context():
        find = scoped(select(ContactSession).where(ContactSession.id == session_id), "test")
        before = db.session.scalars(find).one()
        version, changed_at, sequence = before.version, before.changed_at, before.sequence
        events = len(db.session.scalars(scoped(select(AuditEvent), "test")).all())
    keep(walker, "carer", form())
    with app.app_context():
        after = db.session.scalars(find).one()
        assert after.said_at is not None
        assert (after.version, after.changed_at, after.sequence) == (version, changed_at, sequence)
        lines = scoped(select(SessionEvent).where(SessionEvent.session_id == session_id), "test")
        assert db.session.scalars(lines).all() == []
        assert len(db.session.scalars(scoped(select(AuditEvent), "test")).all()) == events


@pytest.mark.parametrize("who", [who for who in WHO if who != "carer"])
def test_nobody_else_reads_a_draft(app: Flask, who: str) -> None:
    walker = Walker(app)
    keep(walker, "carer", form())
    pages = ("", "/note", "/draft", "/draft/discard")
    for path in pages:
        answers = [walker.get(who, past(walker) + path)]
        if path.startswith("/draft"):
            answers.append(walker.post(who, past(walker) + path, {"words": "mine"}))
        for answer in answers:
            assert b"zqtyped" not in answer.data + str(answer.headers).encode()
    assert len(drafts(app, walker, "carer")) == 1
