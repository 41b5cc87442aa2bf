"""Arrangements: written once by a worker, read by both sides, each with what is theirs alone."""

import re
from datetime import date, timedelta

import pytest

from supportapp.contact.models import Arrangement, Party, Venue, VenueViewer
from tests.contact import arranging
from tests.contact.arranging import (
    FOR,
    TEXTS,
    added,
    boxes,
    edited,
    one_of,
    version,
)


def test_each_side_reads_its_own_texts_and_none_of_the_other(walker):
    one = added(walker, **TEXTS)
    for who, own in FOR.items():
        page = walker.get(who, f"/arrangements/{one}").text
        assert {word for word in TEXTS.values() if word in page} == own, who


def test_a_worker_sees_beside_each_text_who_reads_it(walker):
    page = walker.get("worker", f"/arrangements/{added(walker, **TEXTS)}").text
    for said in (
        "Only the person who comes reads this",
        "Only workers read this",
        "Everybody in this plan reads",
    ):
        assert said in page
    form = walker.get("worker", f"/families/{walker.world.circles['family']}/arrangements/new").text
    assert "Only workers read this.</p>" in form


def test_people_know_each_other_by_the_name_that_was_written_for_them(walker):
    one = added(walker, title="zqworkname")
    for who, shown, hidden in (
        ("parent", "The person who cares for Mia", "Zqcarer"),
        ("carer", "Mum", "Zqparent"),
    ):
        page = walker.get(who, f"/arrangements/{one}").text
        assert shown in page
        assert "You" in page
        for word in (hidden, "zqworkname", "Zqfamilychild"):
            assert word not in page, (who, word)


def test_the_form_starts_from_neutral_names_and_never_from_full_ones(walker):
    page = walker.get("worker", f"/families/{walker.world.circles['family']}/arrangements/new").text
    names = re.findall(r'name="shown_\w+" type="text" value="([^"]*)"', page)
    assert set(names) == {"The parent", "The person who cares for Zqfamilychild", "Zqfamilychild"}
    assert "Zqparentfamily" not in page
    assert "Zqcarerfamily" not in page


def test_only_kind_people_and_sentence_are_needed_and_the_rest_can_wait(app, walker):
    one = added(walker, venue_name="")
    kept = one_of(app, Arrangement, id=one)[0]
    assert (kept.title, kept.zone, kept.venue_name) == ("In person", "Europe/London", None)
    assert edited(walker, one, t_culture="zqlater").status_code == 303
    assert "zqlater" in walker.get("parent", f"/arrangements/{one}").text


def test_the_time_on_the_wall_is_the_same_after_the_25th_of_october(app, walker):
    found = arranging.starts(app, added(walker, every="1"))
    assert {(moment.weekday(), moment.hour) for moment in found} == {(5, 10)}
    assert {moment.utcoffset() for moment in found} == {timedelta(0), timedelta(hours=1)}


def test_the_exact_place_is_read_by_those_named_and_not_before_its_time(walker):
    parent, carer = (walker.world.people[who].hex for who in ("parent", "carer"))
    place = {"detail": "zqroomfour", "viewers": [parent], "release": "120"}
    one = added(walker, **place)
    page = walker.get("parent", f"/arrangements/{one}").text
    assert "zqroomfour" not in page
    assert "You will see the exact place 2 hours before." in page
    carers = walker.get("carer", f"/arrangements/{one}").text
    assert "exact place" not in carers
    assert "zqroomfour" in walker.get("worker", f"/arrangements/{one}").text
    assert edited(walker, one, **{**place, "viewers": [parent, carer], "release": ""}).status_code == 303
    assert "zqroomfour" in walker.get("carer", f"/arrangements/{one}").text


def test_how_to_question_it_follows_what_it_rests_on(walker):
    one = added(walker, basis="care_plan")
    page = walker.get("parent", f"/arrangements/{one}").text
    assert "How to question this plan" in page
    assert "7 days at most" in page
    assert 'href="/help"' in page
    two = added(walker, basis="court_order", by_court="y", decider="carers")
    page = walker.get("parent", f"/arrangements/{two}").text
    assert "Only the court can change" in page
    assert "7 days" not in page


def test_where_a_court_fixed_it_the_worker_decides(app, walker):
    one = added(walker, basis="court_order", by_court="y", decider="other_side")
    assert one_of(app, Arrangement, id=one)[0].decider == "worker"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"children": []}, "Choose which child it is about."),
        ({"children": ["0" * 32]}, "Choose from the answers shown."),
        ({"children": ["other_parent"]}, "Choose from the answers shown."),
        ({"side_parent": "", "side_carer": ""}, "Choose who takes part, and how."),
        ({"side_parent": "child"}, "Choose one of the answers shown."),
        ({"shown_parent": " "}, "Write the name that the others will see."),
        ({"detail": "Room 4", "viewers": ["child"]}, "Choose from the answers shown."),
        ({"detail": "Room 4", "viewers": ["newcomer"]}, "Only people in this plan can know its place."),
        ({"detail": "Room 4", "viewers": ["other_parent"]}, "Choose from the answers shown."),
    ],
)
def test_nobody_gets_a_place_who_cannot_have_one(app, walker, changes, message):
    ids = {**walker.world.people, "child": walker.world.children["family"]}

    def named(key):
        what, _, who = key.partition("_")
        return f"{what}_{ids[who].hex}" if who in ids else key

    typed = {
        named(key): [ids[each].hex if each in ids else each for each in value]
        if isinstance(value, list)
        else value
        for key, value in changes.items()
    }
    before = arranging.counts(app)
    url = f"/families/{walker.world.circles['family']}/arrangements/new"
    answer = walker.post("worker", url, arranging.typed(walker, **typed))
    assert answer.status_code == 422
    assert message in answer.text
    assert arranging.counts(app) == before


def test_a_person_of_another_family_is_not_stored_whatever_is_sent(app, walker):
    stranger = walker.world.people["other_parent"]
    one = added(walker, **{f"side_{stranger.hex}": "seeing", f"shown_{stranger.hex}": "Dad"})
    assert stranger not in {party.person_id for party in one_of(app, Party, arrangement_id=one)}
    assert walker.get("other_parent", f"/arrangements/{one}").status_code == 404


def test_two_workers_who_change_it_at_once_see_both_texts(app, walker):
    one = added(walker, t_culture="first words")
    old = version(walker, one)
    assert edited(walker, one, t_culture="their words", venue_name="Elm House").status_code == 303
    answer = walker.post(
        "worker", f"/arrangements/{one}/edit", arranging.typed(walker, version=old, t_culture="my words")
    )
    assert answer.status_code == 409
    for said in ("Someone changed this", "their words", "Elm House", "my words"):
        assert said in answer.text
    assert "their words" in walker.get("parent", f"/arrangements/{one}").text
    newer = re.search(r'name="version" value="(\d+)"', answer.text)
    assert newer
    typed = arranging.typed(walker, version=newer[1], t_culture="my words")
    assert walker.post("worker", f"/arrangements/{one}/edit", typed).status_code == 303
    assert "my words" in walker.get("parent", f"/arrangements/{one}").text


def test_somebody_who_leaves_knows_no_more_of_it_and_may_come_back(app, walker):
    carer = walker.world.people["carer"]
    one = added(walker, detail="zqroomfour", viewers=[carer.hex])
    assert "zqroomfour" in walker.get("carer", f"/arrangements/{one}").text
    left = {f"side_{carer.hex}": "", "detail": "zqroomfour", "viewers": [], "title": "In person"}
    assert edited(walker, one, **left).status_code == 303
    assert walker.get("carer", f"/arrangements/{one}").status_code == 404
    assert one_of(app, Party, arrangement_id=one, person_id=carer)[0].left_on == date(2026, 10, 1)
    assert one_of(app, VenueViewer, person_id=carer) == []
    back = {f"shown_{carer.hex}": "Aunty", "title": "In person", "detail": ""}
    assert edited(walker, one, **back).status_code == 303
    assert "Aunty" in walker.get("parent", f"/arrangements/{one}").text
    assert one_of(app, Party, arrangement_id=one, person_id=carer)[0].left_on is None
    assert one_of(app, Venue, arrangement_id=one) == [], "the place was taken out of the form"


def test_a_family_sees_its_arrangements_and_the_way_there(walker):
    circle = walker.world.circles["family"]
    one = added(walker, title="Saturdays with Mum")
    assert f"/families/{circle}/family-time" in walker.get("worker", f"/families/{circle}").text
    page = walker.get("worker", f"/families/{circle}/family-time").text
    for said in (
        "Saturdays with Mum",
        "Every second Saturday",
        "Next: Saturday 3 October",
        f"/arrangements/{one}",
    ):
        assert said in page
    assert f"/families/{circle}/arrangements/new" in page


def test_a_family_without_arrangements_is_told_what_to_do_next(walker):
    circle = walker.world.circles["elsewhere"]
    page = walker.get("worker_elsewhere", f"/families/{circle}/family-time").text
    assert "No arrangement yet" in page
    assert page.count(f"/families/{circle}/arrangements/new") == 1


@pytest.mark.parametrize(
    "who", ["other_parent", "former_member", "manager", "idle_worker", "away_worker", "excluded_worker"]
)
def test_nobody_else_learns_that_it_exists(walker, who):
    circle, one = walker.world.circles["family"], added(walker)
    urls = [f"/families/{circle}/family-time", f"/families/{circle}/arrangements/new"]
    for url in (*urls, *(f"/arrangements/{one}{end}" for end in ("", "/edit", "/pattern"))):
        assert walker.get(who, url).status_code == 404, url
    for end in ("edit", "pattern", "pauses", "extras", "end"):
        assert walker.post(who, f"/arrangements/{one}/{end}").status_code == 404, end


def test_a_family_member_reads_it_and_cannot_change_it(walker):
    one = added(walker)
    assert walker.get("parent", f"/arrangements/{one}").status_code == 200
    assert walker.get("parent", f"/arrangements/{one}/edit").status_code in (403, 404)
    assert (
        walker.post("parent", f"/arrangements/{one}/end", {"end_on": boxes(date(2026, 12, 1))}).status_code
        == 403
    )
