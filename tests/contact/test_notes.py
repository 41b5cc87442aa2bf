"""Notes: three lanes, each for those whom it names; corrections stand beside what was written, and nothing is lost."""

import re
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from supportapp.contact.models import Party
from supportapp.contact.note_models import Lane, Went
from supportapp.contact.session_models import CalledOffBy, ContactSession, Reason
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact.notes import address, form, notes, page_of, write, written
from tests.walker import Walker


def test_the_form_names_who_can_read_each_lane_and_who_cannot(app: Flask) -> None:
    walker = Walker(app)
    page = walker.get("carer", address(walker))
    assert page.status_code == 200
    text = " ".join(re.sub("<[^>]+>", " ", page.get_data(as_text=True)).split())
    assert "Zqsharedparent and Worker can read it. It may be used at a review or in court." in text
    assert "Only Worker Worker can read it. Zqsharedparent cannot. It may be used" in text
    assert "Only me Only you can read it." in text
    assert "How did Zqsharedchild seem afterwards?" in text


def test_one_form_makes_a_note_for_each_lane(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    answer = write(walker, "carer", client_key=key, only_worker="zqonlyworker", only_me="zqonlyme")
    assert answer.status_code == 303
    found = written(app, walker, "carer", key)
    assert {lane: note.words for lane, note in found.items()} == {
        Lane.SHARED: "we made pancakes",
        Lane.TO_WORKER: "zqonlyworker",
        Lane.PRIVATE: "zqonlyme",
    }
    assert page_of(answer) == f"/notes/{found[Lane.SHARED].id}"
    page = walker.get("carer", answer.headers["Location"]).get_data(as_text=True)
    assert "Saved. Thank you, Zqsharedcarer. Zqsharedparent and Worker can read it." in page
    for lane in (Lane.TO_WORKER, Lane.PRIVATE):
        assert f"/notes/{found[lane].id}" in page
        assert walker.get("carer", f"/notes/{found[lane].id}").status_code == 200


def test_each_lane_is_found_by_its_readers_alone(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    write(walker, "carer", client_key=key, only_worker="zqonlyworker", only_me="zqonlyme")
    found = written(app, walker, "carer", key)
    readers = {
        Lane.SHARED: {"carer", "parent", "worker"},
        Lane.TO_WORKER: {"carer", "worker"},
        Lane.PRIVATE: {"carer"},
    }
    for lane, note in found.items():
        for who in ("carer", "parent", "worker", "former_member", "other_parent", "idle_worker", "manager"):
            for path in ("", "/correct", "/withdraw"):
                answer = walker.get(who, f"/notes/{note.id}{path}")
                mine = 200 if who == "carer" or not path else 403
                assert answer.status_code == (mine if who in readers[lane] else 404), (lane, who, path)
                if who != "carer":
                    assert b"zqonlyme" not in answer.data
                if who not in ("carer", "worker"):
                    assert b"zqonlyworker" not in answer.data


def test_a_workers_note_stays_with_workers_unless_it_is_shared(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    page = walker.get("worker", address(walker)).get_data(as_text=True)
    assert "Can you write what you saw, then what you think, and why?" in page
    assert "Would you be happy for them to read this?" in page
    write(walker, "worker", client_key=key, lane="to_worker", words="zqworkersonly", recorded_by="Lou")
    note = written(app, walker, "worker", key)[Lane.TO_WORKER]
    assert note.recorded_by == "Lou"
    for who in ("parent", "carer"):
        assert walker.get(who, f"/notes/{note.id}").status_code == 404
    page = walker.get("worker", f"/notes/{note.id}?said=note").get_data(as_text=True)
    assert "Zqsharedcarer and Zqsharedparent cannot." in page


def test_all_that_was_written_stands_on_the_page_and_in_the_record(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    said = {
        "went": "shortened",
        "called_off_by": "child",
        "reason": "illness_child",
        "seemed_before": ["quiet", "tired"],
        "seemed_after": ["happy"],
        "present": "zqpresent",
        "before": "zqbefore",
        "child_voice": "zqvoice",
        "strengths": "zqstrengths",
        "worries": "zqworries",
        "worries_done": "zqdone",
        "after": "zqafter",
        "began": "2.15pm",
        "ended": "15:05",
        "is_about": "y",
        "written_at": "2026-11-22T16:00:00.000Z",
    }
    answer = write(walker, "carer", client_key=key, **said)
    note = written(app, walker, "carer", key)[Lane.SHARED]
    assert (note.went, note.called_off_by, note.reason) == (
        Went.SHORTENED,
        CalledOffBy.CHILD,
        Reason.ILLNESS_CHILD,
    )
    assert note.is_about
    assert note.written_at is not None
    assert note.written_at.hour == 16
    page = walker.get("parent", page_of(answer)).get_data(as_text=True)
    for word in (
        *(word for word in said.values() if str(word).startswith("zq")),
        "2:15pm to 3:05pm",
        "Quiet, Tired",
    ):
        assert word in page
    assert "Written by Zqsharedcarer" in page
    assert "About " in page


def test_who_called_it_off_counts_only_where_it_did_not_go_as_planned(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    write(walker, "carer", client_key=key, called_off_by="parent", reason="weather")
    note = written(app, walker, "carer", key)[Lane.SHARED]
    assert (note.called_off_by, note.reason) == (None, None)


def test_a_date_that_did_not_happen_needs_no_words(app: Flask) -> None:
    walker, key = Walker(app), str(uuid4())
    assert write(walker, "carer", client_key=key, words="", went="no", called_off_by="").status_code == 303
    assert written(app, walker, "carer", key)[Lane.SHARED].words is None


def test_a_private_note_changes_nothing_that_others_see(app: Flask) -> None:
    walker = Walker(app)
    past = walker.world.contact.past
    pages = (f"/family-time/{past}", "/family-time", f"/family-time/{past}/note", "/notes", "/today")

    def seen(who: str) -> list[bytes]:
        keys = rb'(name="client_key" value=|name="csrf_token" value=)"[^"]+"'
        return [re.sub(keys, b"", walker.get(who, url).data) for url in pages]

    before = {who: seen(who) for who in ("parent", "worker")}
    write(walker, "carer", lane="private", words="zqprivatewords", went="no")
    for who, pages_before in before.items():
        assert seen(who) == pages_before
    write(walker, "carer", lane="to_worker", words="zqtoworker", went="no")
    assert seen("parent") == before["parent"]


def test_a_shared_note_says_what_became_of_its_date_and_no_other_note_does(app: Flask) -> None:
    walker = Walker(app)
    find = scoped(select(ContactSession.state).where(ContactSession.id == walker.world.contact.past), "test")
    for lane, state in (("private", "planned"), ("to_worker", "planned"), ("shared", "shortened")):
        write(walker, "carer", lane=lane, went="shortened")
        with app.app_context():
            assert db.session.scalar(find) == state


def test_a_letter_is_written_about_as_a_date_is_and_read_by_those_who_write_it(app: Flask) -> None:
    walker = Walker(app)
    mine = f"/letters/{walker.world.contact.letter}"
    page = walker.get("parent", f"{mine}/note").get_data(as_text=True)
    assert "Did it go ahead?" not in page
    assert "Your letter" in page
    assert walker.post("parent", f"{mine}/draft", {"words": "zqletterdraft"}).status_code == 303
    assert "zqletterdraft" in walker.get("parent", f"{mine}/note").get_data(as_text=True)
    typed = {
        "lane": "shared",
        "words": "zqlettershared",
        "only_me": "zqletterprivate",
        "client_key": str(uuid4()),
    }
    assert walker.post("parent", f"{mine}/draft/discard").status_code == 200
    answer = walker.post("parent", f"{mine}/note", typed)
    assert walker.post("parent", f"{mine}/note", typed).headers["Location"] == answer.headers["Location"]
    for who, status in (("parent", 200), ("worker", 200), ("carer", 404)):
        shown = walker.get(who, page_of(answer))
        assert shown.status_code == status
        assert (b"zqlettershared" in shown.data) == (status == 200)
    page = walker.get("parent", answer.headers["Location"]).get_data(as_text=True)
    assert "Worker can read it. Zqsharedcarer cannot." in page
    assert walker.post("parent", f"{page_of(answer)}/correct", form(why="a reason")).status_code == 303
    for path in ("/note", "/draft", "/draft/discard"):
        assert walker.post("carer", mine + path, typed).status_code == 404


def test_a_note_stays_its_authors_when_they_have_left_the_plan(app: Flask) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    with app.app_context(), system("test"):
        rows = select(Party).where(Party.person_id == walker.world.people["carer"])
        for party in db.session.scalars(scoped(rows, "test")):
            party.left_on = clock.today()
        db.session.commit()
    for who in ("parent", "worker"):
        assert "Written by Zqsharedcarer" in walker.get(who, url).get_data(as_text=True)
    assert "Zqsharedcarer wrote about" in walker.get("worker", "/notes").get_data(as_text=True)
    assert walker.get("carer", url).status_code == 404


def test_a_note_page_takes_few_statements_however_long_its_story(app: Flask, query_count: Any) -> None:
    walker = Walker(app)
    url = page_of(write(walker, "carer"))
    with query_count() as short:
        walker.get("parent", url)
    at = url
    for number in range(5):
        walker.post("carer", f"{at}/correct", form(words=f"version {number}", why="again"))
        at = f"/notes/{notes(app, words=f'version {number}')[0].id}"
    with query_count() as long:
        assert walker.get("parent", url).status_code == 200
    assert len(long) == len(short) <= 14, long
