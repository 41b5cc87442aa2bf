"""Family time as each person sees it: what is to come, what was, and for workers what waits for them."""

import re
from datetime import UTC, date, time, timedelta

import pytest
from flask import Flask

from supportapp.contact.models import Arrangement, TermKind
from supportapp.contact.recurrence import Pattern, occurrences
from supportapp.contact.session_models import CalledOffBy, ContactSession, SessionState
from supportapp.core.db import db
from tests.contact import scenes
from tests.walker import Walker

MOST = 8  # statements


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


def test_each_side_sees_what_is_to_come_under_its_own_name(app, walker):
    place = walker.world.contact
    scenes.no_dates_ahead(app, place.arrangement, place.next)
    for who, own, foreign in (("parent", "seeing", "caring"), ("carer", "caring", "seeing")):
        page = walker.get(who, "/family-time").text
        assert f"zq{own}title{own}" in page
        assert f"zq{foreign}title{foreign}" not in page
        assert f'href="/family-time/{place.next}"' in page
        assert "2pm to 4pm" in page
    assert 'aria-current="page"' in walker.get("parent", "/family-time").text


def test_without_a_title_the_children_name_it(app, walker):
    place = walker.world.contact
    scenes.set_term(app, place.arrangement, TermKind.TITLE_SEEING, None)
    assert "Family time with Zqsharedchild" in walker.get("parent", "/family-time").text


def test_a_family_without_family_time_is_told_what_to_ask(walker):
    page = walker.get("other_parent", "/family-time").text
    assert "No family time is in your plan yet" in page
    assert "Here are words you could use." in page


def test_the_session_after_the_clocks_change_is_at_the_same_hour(app, walker):
    place = walker.world.contact
    scenes.no_dates_ahead(app, place.arrangement, place.next)
    autumn = Pattern(date(2026, 10, 17), None, time(10), 105, "FREQ=WEEKLY")
    around = occurrences([autumn], [], date(2026, 10, 18), date(2026, 10, 31))
    assert len({each.starts_at("Europe/London").hour for each in around}) == 2
    for each in around:
        times = {"ends_at": each.ends_at("Europe/London")}
        scenes.add_date(app, place.arrangement, each.starts_at("Europe/London"), **times)
    page = walker.get("parent", "/family-time?before=20261105T000000000000." + str(place.next)).text
    assert page.count("10am to 11:45am") == 2


def test_the_hours_are_those_of_the_place_where_it_is(app, walker):
    place = walker.world.contact
    scenes.change(app, Arrangement, place.arrangement, zone="Asia/Tokyo")
    local = scenes.at(2, 14).astimezone(UTC) + timedelta(hours=9)
    hour = local.hour % 12 or 12
    assert f"{hour}{'am' if local.hour < 12 else 'pm'} to" in walker.get("parent", "/family-time").text


def test_what_one_asked_stands_beside_the_old_time_and_the_other_side_reads_nothing_of_it(walker):
    place = walker.world.contact
    mine = walker.get("parent", "/family-time").text
    assert "You asked to change this on" in mine
    other = walker.get("carer", "/family-time").text
    assert "asked" not in other
    assert str(place.request) not in other
    assert "2pm to 4pm" in mine
    assert "2pm to 4pm" in other


def test_what_was_can_be_read_page_by_page_each_date_once(app, walker):
    place = walker.world.contact
    added = scenes.add_dates(app, place.arrangement, [scenes.at(-7 * week, 10) for week in range(1, 31)])
    added += scenes.add_dates(app, place.letters, [scenes.at(-7 * week, 10) for week in range(1, 4)])
    url, seen = "/family-time", []
    while url:
        page = walker.get("parent", url).text.partition('id="earlier-h"')[2]
        seen += re.findall(r'id="date-([0-9a-f-]{36})"', page)
        more = re.search(r'href="(/family-time\?before=[^"]+)"', page)
        url = more[1] if more else ""
    assert sorted(seen) == sorted(str(each) for each in (*added, place.past))
    assert len(seen) == len(set(seen))


def test_show_earlier_gives_the_next_ones_in_place(app, walker):
    place = walker.world.contact
    scenes.add_dates(app, place.arrangement, [scenes.at(-7 * week, 10) for week in range(1, 15)])
    page = walker.get("parent", "/family-time").text
    more = re.search(r'hx-get="(/family-time\?before=[^"]+)"', page)
    assert more is not None
    part = walker.get("parent", more[1], headers={"HX-Request": "true", "HX-Target": "older"}).text
    assert "<html" not in part
    assert part.count('id="date-') == 6
    assert part.count(' tabindex="-1" autofocus') == 1


@pytest.mark.parametrize(
    "before", ["", "x", "20261101T000000000000", "9" * 400, "20261101T000000000000.zz", "%00"]
)
def test_a_place_that_is_none_is_passed_over(walker, before):
    answer = walker.get("parent", f"/family-time?before={before}")
    assert answer.status_code == 200
    assert "To come" in answer.text


def test_an_ended_date_asks_for_a_note_until_one_is_written(walker):
    past = walker.world.contact.past
    assert f"/family-time/{past}/note" not in walker.get("carer", "/family-time").text
    link = f'href="/family-time/{past}/note"'
    assert link not in walker.get("parent", "/family-time").text  # theirs is private, and written


def test_an_ended_date_without_a_note_of_mine_offers_to_write_one(app, walker):
    one = scenes.add_date(app, walker.world.contact.arrangement, scenes.at(-4))
    assert f'href="/family-time/{one}/note"' in walker.get("carer", "/family-time").text


def test_what_a_service_called_off_is_said_to_be_nobodys_fault(app, walker):
    place = walker.world.contact
    scenes.change(
        app, ContactSession, place.next, state=SessionState.CANCELLED, called_off_by=CalledOffBy.SERVICE
    )
    page = walker.get("parent", "/family-time").text
    assert "This will not happen. The service called it off. It was not your fault." in page


def test_what_the_parent_called_off_is_said_softly_to_the_carers(app, walker):
    place = walker.world.contact
    scenes.change(
        app, ContactSession, place.next, state=SessionState.CANCELLED, called_off_by=CalledOffBy.PARENT
    )
    page = walker.get("carer", "/family-time").text
    assert "This will not happen. We will help you tell Zqsharedchild." in page
    assert "called it off" not in page


def test_the_parent_reads_how_often_they_came_and_nobody_else_does(app, walker):
    place = walker.world.contact
    states = [(SessionState.HAPPENED, None)] * 7 + [(SessionState.CANCELLED, CalledOffBy.PARENT)]
    states += [(SessionState.CANCELLED, CalledOffBy.SERVICE)] * 5
    for number, (state, by) in enumerate(states):
        scenes.add_date(app, place.arrangement, scenes.at(-7 * number - 4), state=state, called_off_by=by)
    words = "You have been to 7 of your last 8 family times."
    assert words in walker.get("parent", "/family-time").text
    for who, url in (
        ("carer", "/family-time"),
        ("worker", "/family-time"),
        ("carer", f"/family-time/{place.next}"),
    ):
        assert "of your last" not in walker.get(who, url).text


def test_a_share_that_would_hurt_is_not_said(app, walker):
    place = walker.world.contact
    for week in range(6):
        by = {"state": SessionState.CANCELLED, "called_off_by": CalledOffBy.PARENT}
        scenes.add_date(app, place.arrangement, scenes.at(-7 * week - 4), **by)
    assert "of your last" not in walker.get("parent", "/family-time").text


@pytest.mark.parametrize("who", ["parent", "carer", "worker"])
@pytest.mark.parametrize("dates", [3, 300])
def test_the_agenda_takes_few_statements_however_long_the_past_is(app, walker, query_count, who, dates):
    place = walker.world.contact
    fields = {"state": SessionState.HAPPENED}
    scenes.add_dates(app, place.arrangement, [scenes.at(-week - 3) for week in range(dates)], **fields)
    client = walker.client(who)
    for url in ("/family-time", f"/family-time/{place.past}", f"/family-time/{place.next}"):
        with query_count() as sent:
            assert client.get(url).status_code == 200
        kept = [sql for sql in sent if "audit_" not in sql]
        assert len(kept) <= MOST, sent


def test_no_date_is_looked_at_that_is_not_shown(app, walker, query_count, engine_name):
    """The index gives the few dates of a page: ten years of them are not gone through."""
    if engine_name != "sqlite":
        return  # its plan says so in few words; PostgreSQL reads a small table whole, and is right to
    place = walker.world.contact
    scenes.add_dates(app, place.arrangement, [scenes.at(-7 * week - 3) for week in range(520)])
    with query_count() as sent:
        walker.get("parent", "/family-time")
    asked = [sql for sql in sent if "FROM contact_session" in sql]
    assert len(asked) == 3
    with app.app_context():
        for sql in asked:
            plan = db.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {sql}",
                (None,) * sql.count("?"),
                execution_options={"scoped_for": "test"},
            )
            assert not [line[-1] for line in plan if line[-1].startswith("SCAN contact_session")]


def test_the_desk_shows_who_asks_what_and_what_became_of_nothing_yet(app, walker):
    place = walker.world.contact
    page = walker.get("worker", "/family-time").text
    assert "Zqparentgiven Zqparentfamily: Another day" in page
    assert f'href="/requests/{place.request}"' in page
    assert f'href="/family-time/{place.past}/outcome"' in page
    assert "2 notes to check" in page
    assert 'href="/notes"' in page
    assert f'href="/family-time/{place.next}"' in page


def test_a_desk_where_nothing_waits_says_so(walker):
    assert "Nothing waits for you here." in walker.get("idle_worker", "/family-time").text


def test_the_desk_forgets_a_date_once_its_outcome_is_known(app, walker):
    place = walker.world.contact
    scenes.change(app, ContactSession, place.past, state=SessionState.HAPPENED)
    assert f"{place.past}/outcome" not in walker.get("worker", "/family-time").text
    scenes.change(app, ContactSession, place.past, state=SessionState.CANCELLED)
    page = walker.get("worker", "/family-time").text
    assert f"{place.past}/outcome" in page
    assert "Nobody has said yet who called it off." in page


def test_family_time_is_a_tab_for_families_and_for_workers_and_for_nobody_else(walker):
    for who, there in (
        ("parent", True),
        ("carer", True),
        ("worker", True),
        ("manager", False),
        ("admin", False),
    ):
        assert ('href="/family-time"' in walker.get(who, "/me").text) is there
