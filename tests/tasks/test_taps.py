"""Two taps at once, from two phones of a couple or one double tap: done once, and nobody is told of an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.tasks.models import TaskEvent
from tests.walker import OUR_PAGE, Walker

AT_ONCE = 4


def test_taps_at_the_same_moment_mark_a_step_done_once(app: Flask) -> None:
    walker = Walker(app)
    task = walker.world.homes["parent"].task
    ready = Barrier(AT_ONCE)
    clients = [walker.client("parent" if number % 2 else "worker") for number in range(AT_ONCE)]
    tokens = [
        walker.form_token("parent" if number % 2 else "worker", clients[number]) for number in range(AT_ONCE)
    ]

    def tap(number: int) -> int:
        ready.wait()
        answer = clients[number].post(
            f"/tasks/{task}/done", data={"csrf_token": tokens[number]}, headers=OUR_PAGE
        )
        return answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(tap, range(AT_ONCE))) == [303] * AT_ONCE
    with app.app_context():
        lines = select(func.count()).select_from(TaskEvent)
        lines = lines.where(TaskEvent.task_id == task, TaskEvent.what == "state")
        assert db.session.scalar(scoped(lines, "test")) == 1
