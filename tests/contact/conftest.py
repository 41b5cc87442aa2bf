"""A clock that tests move, and the world on a day before the clocks go back."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from supportapp.core import clock
from tests.walker import Walker


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment it is, in a list of one: tests put another in its place. It starts on Thursday 1 October 2026."""
    moments = [datetime(2026, 10, 1, 12, tzinfo=UTC)]
    monkeypatch.setattr(clock, "now", lambda: moments[0])
    return moments


@pytest.fixture
def walker(app: Flask, now: list[datetime]) -> Walker:
    """The world on 1 October 2026."""
    return Walker(app)
