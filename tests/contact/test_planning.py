"""Dates are made ahead, as often as the job runs and however many workers run it: none twice, none lost."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from supportapp import background
from supportapp.contact import planning
from supportapp.contact.letter_models import Letter
from supportapp.contact.models import Arrangement, PatternRow, Side
from supportapp.contact.session_models import ContactSession
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact import arranging
from tests.contact.arranging import added
from tests.contact.test_note_races import all_at_once, form
from tests.walker import OUR_PAGE
from tests.world import SYSTEM


def forget_reach(app, *ids):
    """As if the dates of these arrangements had never been made ahead, and of no others."""
    with app.app_context():
        far = update(Arrangement).values(planned_until=date(2100, 1, 1))
        db.session.execute(scoped(far, SYSTEM))
        rows = update(Arrangement).where(Arrangement.id.in_(ids)).values(planned_until=None)
        db.session.execute(scoped(rows, SYSTEM))
        db.session.commit()


def clear(app, one):
    with app.app_context(), system("test"):
        rows = select(ContactSession).where(ContactSession.arrangement_id == one)
        for row in db.session.scalars(scoped(rows, SYSTEM)):
            db.session.delete(row)
        db.session.commit()


def versions(app):
    with app.app_context():
        rows = select(Arrangement.id, Arrangement.version)
        return dict(db.session.execute(scoped(rows, SYSTEM)).all())


def test_dates_reach_120_days_ahead_and_a_second_run_changes_nothing(app, walker):
    one = added(walker, every="1")
    first = [(row.id, row.version) for row in arranging.sessions(app, one)]
    assert len(first) == 17
    with app.app_context():
        assert planning.plan_due() == 0
        with system("test") as whose:
            row = db.session.scalars(scoped(select(Arrangement).where(Arrangement.id == one), whose)).one()
            assert planning.plan_ahead(whose, row) == 0
            db.session.commit()
    assert [(row.id, row.version) for row in arranging.sessions(app, one)] == first


def test_the_job_makes_the_dates_that_a_week_has_brought(app, walker, now):
    one = added(walker, every="1")
    seen = versions(app)
    now[0] += timedelta(days=8)
    with app.app_context():
        made = planning.plan_due()
    assert made >= 1
    assert len(arranging.sessions(app, one)) == 19
    assert versions(app) == seen, "no open form of a worker grows stale by it"
    with app.app_context():
        assert planning.plan_due() == 0


def test_it_goes_batch_by_batch_and_past_one_that_cannot_be_planned(app, walker):
    ids = [added(walker, every="1", starts=f"{hour}am", ends="12pm") for hour in (8, 9, 10, 11)]
    for one in ids:
        clear(app, one)
    with app.app_context(), system("test"):
        rows = select(PatternRow).where(PatternRow.arrangement_id == ids[1])
        db.session.scalars(scoped(rows, SYSTEM)).one().rule = "FREQ=SECONDLY"
        db.session.commit()
    forget_reach(app, *ids)
    with app.app_context():
        assert planning.plan_due(batch=2) == 3 * 17
    assert [len(arranging.sessions(app, one)) for one in ids] == [17, 0, 17, 17]


def test_what_ended_and_what_has_no_dates_is_left_alone(app, walker, now):
    one = added(walker, every="1")
    assert arranging.end(walker, one, date(2026, 10, 24)).status_code == 303
    assert len(arranging.sessions(app, one)) == 4
    forget_reach(app, one)
    now[0] += timedelta(days=300)
    with app.app_context():
        assert planning.plan_due() == 0
        assert planning.plan_due() == 0
    assert len(arranging.sessions(app, one)) == 4


def test_two_workers_at_once_make_no_date_twice_and_wait_for_nobody(app, walker):
    ids = [added(walker, every="1", starts=f"{hour}am", ends="12pm") for hour in (7, 8, 9, 10, 11)]
    for one in ids:
        clear(app, one)
    forget_reach(app, *ids)
    made, ready = [], threading.Barrier(4)

    def work():
        with app.app_context():
            ready.wait()
            made.append(planning.plan_due(batch=2))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(made) == 4
    assert sum(made) == 5 * 17
    assert [len(arranging.sessions(app, one)) for one in ids] == [17] * 5


def test_the_job_and_a_worker_who_changes_the_plan_do_not_hold_each_other_up(app, walker):
    one = added(walker, every="1")
    forget_reach(app, one)
    done, ready = [], threading.Barrier(2)

    def work():
        with app.app_context():
            ready.wait()
            for _ in range(5):
                planning.plan_due()
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    for day in range(2, 7):
        pause = {"pause_first": [str(day), "11", "2026"], "pause_last": [str(day), "11", "2026"]}
        assert walker.post("worker", f"/arrangements/{one}/pauses", pause).status_code == 303
    thread.join(timeout=30)
    assert done == [True]
    starts = arranging.starts(app, one)
    assert len(starts) == len(set(starts)) == 17


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_parent_who_answers_and_a_worker_who_plans_do_not_hold_each_other_up(app, walker):
    one = added(walker, every="1")
    rows = arranging.sessions(app, one)
    answers, ready = [], threading.Barrier(3)

    def send(who, forms):
        client = walker.client(who)
        token = {"csrf_token": walker.form_token(who, client)}
        ready.wait()
        for url, typed in forms:
            answers.append(client.post(url, data={**typed, **token}, headers=OUR_PAGE).status_code)

    def plan():
        with app.app_context():
            ready.wait()
            for _ in range(10):
                forget_reach(app, one)
                planning.plan_due()

    going = [(f"/family-time/{row.id}/going", {}) for row in rows[3:11]]
    pauses = [
        (f"/arrangements/{one}/pauses", {key: [day, "10", "2026"] for key in ("pause_first", "pause_last")})
        for day in ("24", "31")
    ]
    threads = [
        threading.Thread(target=send, args=("parent", going)),
        threading.Thread(target=send, args=("worker", pauses)),
        threading.Thread(target=plan),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == 10
    assert set(answers) <= {303, 404}, "a date that the plan has no more is gone; nobody meets a lock"


def test_a_date_to_which_somebody_will_come_is_never_just_taken_away(app, walker):
    one = added(walker, every="1")
    kept = arranging.sessions(app, one)[3]
    url = f"/family-time/{kept.id}/going"
    assert walker.post("parent", url).status_code == 303
    pause = {"pause_first": ["20", "10", "2026"], "pause_last": ["31", "10", "2026"]}
    assert walker.post("worker", f"/arrangements/{one}/pauses", pause).status_code == 303
    assert [row.occurs_on.day for row in arranging.sessions(app, one)][:4] == [3, 10, 17, 24]
    assert "1 date stays as it is" in walker.get("worker", f"/arrangements/{one}/pattern").text
    assert arranging.end(walker, one, date(2026, 10, 10)).status_code == 303
    rows = arranging.sessions(app, one)
    assert [(row.occurs_on.day, row.state) for row in rows] == [
        (3, "planned"),
        (10, "planned"),
        (24, "cancelled"),
    ]


def test_a_date_that_has_begun_stays_whatever_becomes_of_the_plan(app, walker, now):
    one = added(walker, every="1")
    now[0] = datetime(2026, 10, 3, 9, 30, tzinfo=UTC)  # half past ten in London: they are together
    walker.tokens["worker"] = arranging.fresh(app, walker.world.people["worker"])
    pause = {"pause_first": ["3", "10", "2026"], "pause_last": ["10", "10", "2026"]}
    assert walker.post("worker", f"/arrangements/{one}/pauses", pause).status_code == 303
    assert [row.occurs_on.day for row in arranging.sessions(app, one)][:2] == [3, 17]


def test_the_clock_makes_dates_ahead_each_hour(app):
    assert background.plan in [job for job, _when in background.JOBS]
    huey = background.make_queue(app)
    due = [task.name for task in huey.read_periodic(datetime(2026, 10, 1, 14, 7, tzinfo=UTC))]
    assert due == ["beat", "plan"]


def test_the_command_says_how_many_dates_were_made(app, walker):
    one = added(walker, every="1")
    clear(app, one)
    forget_reach(app, one)
    said = app.test_cli_runner().invoke(args=["contact", "plan"])
    assert said.output == "17 dates made.\n"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_letter_that_is_written_about_and_a_new_plan_do_not_hold_each_other_up(app, walker):
    day = {"starts": "", "ends": "", "unit": "month_day", "every": "1"}
    one = added(walker, kind="letters", **day)
    for number in range(2, 12):
        letter = arranging.one_of(app, Letter, arrangement_id=one, side=Side.SEEING)[0].id
        plan = {**day, "month_day": str(number), "version": arranging.version(walker, one)}
        sends = [
            ("worker", f"/arrangements/{one}/pattern", arranging.sentence(**plan)),
            ("parent", f"/letters/{letter}/note", form(lane="to_worker")),
            ("parent", f"/letters/{letter}/words", {"words": "Dear one", "version": "1"}),
        ]
        codes = {answer.status_code for answer in all_at_once(walker, sends)}
        assert codes <= {303, 404, 409, 422}, (
            "a letter that the plan has no more is gone; nobody meets a lock"
        )
