"""A worker, signed in, with an open app context only while rows are made."""

import pytest

from tests.caseload import desk


@pytest.fixture
def priya(app, client):
    """A worker with no family yet, signed in with `client`."""
    with app.app_context():
        person = desk.staff(desk.organisation())
        desk.sign_in(client, person)
    return person
