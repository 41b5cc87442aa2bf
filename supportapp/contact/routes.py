"""The routes of family time, in one place for the app to take up."""

from supportapp.contact import (
    agenda_routes,
    arrangement_routes,
    correction_routes,
    desk_routes,
    fare_routes,
    feed_routes,
    letter_models,
    letter_routes,
    note_models,
    note_routes,
    own_models,
    photo_routes,
    plan_change_routes,
    request_routes,
    session_models,
    session_routes,
)
from supportapp.contact.blueprint import bp

__all__ = [
    "agenda_routes",
    "arrangement_routes",
    "bp",
    "correction_routes",
    "desk_routes",
    "fare_routes",
    "feed_routes",
    "letter_models",
    "letter_routes",
    "note_models",
    "note_routes",
    "own_models",
    "photo_routes",
    "plan_change_routes",
    "request_routes",
    "session_models",
    "session_routes",
]
