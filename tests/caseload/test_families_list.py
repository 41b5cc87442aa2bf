"""The list of families shows a worker their own families, each with what is going on."""

from datetime import timedelta

import pytest

from supportapp.access.actor import Role
from supportapp.caseload.queries import families
from supportapp.caseload.rows import Asked, Show, Sort
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import system
from supportapp.people import service as people
from supportapp.people.models import Exclusion, Part
from supportapp.people.queries import actor_for
from supportapp.people.queries import circle as circle_of
from supportapp.plans.models import PlanState
from tests.caseload import desk


def born(years: int):
    return clock.today() - timedelta(days=years * 365 + 200)


def test_a_row_names_the_family_its_goal_its_steps_its_news_and_its_review(app, client, priya):
    with app.app_context():
        held = desk.family(
            priya, "Dani Okafor", children=(("Micah", born(6)),), review=clock.today() + timedelta(days=10)
        )
        desk.goal(priya, held, "Micah home for weekends", 2, 4, 6)
        desk.task(priya, held, "Ring the centre", clock.today() - timedelta(days=2))
        desk.task(priya, held, "Send the form")
    page = client.get("/families")
    assert desk.names(page) == ["Dani Okafor"]
    for words in (
        "Mum of Micah, 6",
        "2 to 6",
        "2 open",
        "1 past date",
        "Step added",
        "In 10 days",
        "1 open plan.",
    ):
        assert words in page.text


def test_a_family_without_anything_yet_says_so(app, client, priya):
    with app.app_context():
        desk.family(priya, "Ama Boateng", "Kofi Boateng", part=Part.KIN_CARER, relation=None)
    text = client.get("/families").text
    assert "Ama Boateng and Kofi Boateng" in text
    for words in ("Not rated yet", "None yet", "Not set", "Family or friend carer"):
        assert words in text


def test_a_worker_without_families_is_shown_how_to_add_one(client, priya):
    text = client.get("/families").text
    assert "No families yet" in text
    assert "/families/new" in text


def test_the_rows_are_those_of_the_families_that_the_worker_works_with(app, client, priya):
    today = clock.today()
    with app.app_context():
        rosa, away = desk.staff(priya.org_id, "Rosa"), desk.staff(desk.organisation(), "Away")
        desk.family(priya, "Mine")
        closed = desk.family(priya, "Closed Plan")
        kept_out = desk.family(priya, "Kept Out")
        for name, since, until in (
            ("Covered", today - timedelta(days=3), today),
            ("Cover Ended", today - timedelta(days=3), today - timedelta(days=1)),
            ("Cover Later", today + timedelta(days=1), None),
        ):
            held = desk.family(rosa, name)
            with system("test"):
                people.assign(actor_for(rosa), held.plan.circle_id, priya.id, since=since, until=until)
        desk.family(rosa, "Not Mine")
        desk.family(away, "Far Away")
        with system("test"):
            closed.plan.state = PlanState.CLOSED
            db.session.add(
                Exclusion(
                    circle_id=kept_out.plan.circle_id, person_id=priya.id, reason="x", starts_at=clock.now()
                )
            )
            db.session.commit()
    assert desk.names(client.get("/families")) == ["Covered", "Mine"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("okafor", ["Dani Okafor"]),
        ("MICAH", ["Dani Okafor"]),
        ("dani micah", ["Dani Okafor"]),
        ("sian", ["Siân O’Neill"]),
        ("SIÂN o'neill", ["Siân O’Neill"]),
        ("100%", ["Sam 100%_"]),
        ("%", ["Sam 100%_"]),
        ("_", ["Sam 100%_"]),
        ("\\", []),
    ],
)
def test_a_search_looks_at_names_and_takes_every_letter_as_itself(app, client, priya, q, found):
    with app.app_context():
        desk.family(priya, "Dani Okafor", children=(("Micah", None),))
        desk.family(priya, "Siân O’Neill")
        desk.family(priya, "Sam 100%_")
    assert desk.names(client.get("/families", query_string={"q": q})) == found


def test_a_search_finds_a_reference(app, client, priya):
    with app.app_context():
        desk.family(priya, "Other")
        held = desk.family(priya, "Dani Okafor")
        with app.test_request_context():
            rows = families(actor_for(priya), Asked()).rows
        reference = next(row.reference for row in rows if row.plan_id == held.plan.id)
    assert desk.names(client.get("/families", query_string={"q": reference.lower()})) == ["Dani Okafor"]


def test_another_adult_of_the_circle_is_no_way_to_find_a_household(app, client, priya):
    with app.app_context():
        held = desk.family(priya, "Jean Morgan")
        with system("test"):
            actor = actor_for(priya)
            circle = circle_of(actor, held.plan.circle_id)
            people.add_person(actor, circle, people.NewPerson("Ashley Hill", Part.RELATIVE))
            db.session.commit()
    assert desk.names(client.get("/families?q=ashley")) == []


def test_a_search_without_a_result_says_what_was_sought(app, client, priya):
    with app.app_context():
        desk.family(priya, "Dani Okafor")
    text = client.get("/families", query_string={"q": "Morgen<b>"}).text
    assert "No family matches “Morgen&lt;b&gt;”." in text
    assert "Clear search" in text


def test_the_chips_count_and_narrow(app, client, priya):
    today = clock.today()
    with app.app_context():
        desk.family(priya, "Parent Soon", review=today + timedelta(weeks=4))
        late = desk.family(priya, "Carer Later", part=Part.KIN_CARER, review=today + timedelta(weeks=9))
        desk.family(priya, "Guardian", part=Part.SPECIAL_GUARDIAN)
        desk.task(priya, late, "x", today - timedelta(days=1))
        desk.task(priya, late, "y", today)
    text = client.get("/families").text
    for words in ("All 3", "Parents 1", "Carers 2", "Past a date 1", "Review in 4 weeks 1"):
        assert words in text
    narrowed = {show: desk.names(client.get(f"/families?show={show}")) for show in SHOWN}
    assert narrowed == SHOWN


SHOWN = {
    "all": ["Parent Soon", "Carer Later", "Guardian"],
    "parents": ["Parent Soon"],
    "carers": ["Carer Later", "Guardian"],
    "past": ["Carer Later"],
    "review": ["Parent Soon"],
    "nonsense": ["Parent Soon", "Carer Later", "Guardian"],
}


def test_it_is_sorted_as_asked(app, client, priya):
    today = clock.today()
    with app.app_context():
        desk.family(priya, "beth", review=today + timedelta(days=2))
        busy = desk.family(priya, "Cara", review=today + timedelta(days=1))
        desk.family(priya, "Anna")
        desk.task(priya, busy, "x")
    sorted_by = {
        sort: desk.names(client.get(f"/families?sort={sort}")) for sort in ("family", "todo", "review")
    }
    assert sorted_by == {
        "family": ["Anna", "beth", "Cara"],
        "todo": ["Cara", "Anna", "beth"],
        "review": ["Cara", "beth", "Anna"],
    }
    assert '<th scope="col" aria-sort="descending">' in client.get("/families?sort=todo").text


@pytest.mark.parametrize(
    ("asked", "sort", "page", "address"),
    [
        (Asked(), None, 1, "/families"),
        (Asked(), "review", 1, "/families"),
        (Asked(), "todo", 1, "/families?sort=todo"),
        (Asked(sort=Sort.TODO, page=3), None, 2, "/families?sort=todo&page=2"),
        (Asked("a&b", Show.PAST), "family", 1, "/families?q=a%26b&show=past&sort=family"),
    ],
)
def test_an_address_says_only_what_is_not_as_usual(asked, sort, page, address):
    assert asked.address(sort=sort, page=page) == address


def test_twenty_stand_on_a_page(app, client, priya):
    with app.app_context():
        for number in range(24):
            desk.family(priya, f"Family {number:02}")
    first, second = client.get("/families?sort=family"), client.get("/families?sort=family&page=2")
    assert "1 to 20 of 24" in first.text
    assert "Next 4 families" in first.text
    assert "21 to 24 of 24" in second.text
    assert desk.names(first) + desk.names(second) == [f"Family {number:02}" for number in range(24)]
    for page in ("0", "-1", "3", "x", "1.5", "", "²", "9" * 40, "10001"):
        assert client.get("/families", query_string={"page": page}).status_code == 404, page


def test_htmx_is_given_the_rows_alone_and_the_count_to_say(app, client, priya):
    with app.app_context():
        for name in ("Dani Okafor", "Sana Iqbal"):
            desk.family(priya, name)
    whole = client.get("/families")
    part = client.get("/families?q=dani", headers={"HX-Request": "true", "HX-Target": "cases"})
    assert "<html" not in part.text
    assert '<div class="cases" id="cases"' in part.text
    assert "1 family" in part.text
    assert whole.text.count('id="say"') == 1


def test_the_page_takes_as_many_statements_for_forty_families_as_for_three(app, client, priya, query_count):
    def fill(how_many):
        with app.app_context():
            for number in range(how_many):
                held = desk.family(priya, f"Family {number}", children=(("Micah", None),))
                desk.goal(priya, held, "A goal", 2, 3)
                desk.task(priya, held, "A step")

    counts = {}
    for how_many in (3, 40):
        fill(how_many)
        for url in ("/families", "/families?q=family&show=parents"):
            with query_count() as sent:
                assert client.get(url).status_code == 200
            counts.setdefault(url, []).append(len(sent))
    assert all(few == many <= 8 for few, many in counts.values()), counts


def test_a_manager_sees_titles_and_nothing_that_was_shared_with_a_worker(app, client, priya):
    with app.app_context():
        held = desk.family(priya, "Dani Okafor", children=(("Zqchild", None),))
        desk.goal(priya, held, "Zqgoal", 2, 6)
        desk.task(priya, held, "Zqtask", clock.today() - timedelta(days=1))
        other = desk.staff(desk.organisation(), "Other")
        desk.family(other, "Far Away")
        desk.sign_in(client, desk.staff(priya.org_id, "Maya", Role.MANAGER))
    text = client.get("/families").text
    for words in ("Dani Okafor", "Priya Nair", "Wexmere"):
        assert words in text
    for words in ("Zq", "Far Away", "2 to 6", "past date", "1 open", "Step", held.plan.id.hex):
        assert words not in text
    assert client.get(f"/families/{held.plan.circle_id}").status_code == 403
    assert client.get(f"/families/{held.plan.circle_id}/plan").status_code == 403
    assert client.get(f"/families/{held.plan.circle_id}/plan/{held.plan.id}").status_code == 404
    assert client.get("/families/new").status_code == 404


@pytest.mark.parametrize("q", ["okafor", "DANI"])
def test_a_manager_finds_a_title(app, client, priya, q):
    with app.app_context():
        desk.family(priya, "Dani Okafor", children=(("Micah", None),))
        desk.family(priya, "Sana Iqbal")
        desk.sign_in(client, desk.staff(priya.org_id, "Maya", Role.MANAGER))
    text = client.get(f"/families?q={q}").text
    assert "Dani Okafor" in text
    assert "Sana Iqbal" not in text
    assert "No family matches" in client.get("/families?q=micah").text


def test_a_manager_page_takes_few_statements(app, client, priya, query_count):
    with app.app_context():
        for number in range(25):
            desk.family(priya, f"Family {number}")
        desk.sign_in(client, desk.staff(priya.org_id, "Maya", Role.MANAGER))
    with query_count() as sent:
        assert "1 to 20 of 25" in client.get("/families").text
    assert len(sent) <= 6, sent
    assert client.get("/families?page=3").status_code == 404
