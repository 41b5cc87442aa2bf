"""The routes of family time, in one place for the app to take up."""

from supportapp.contact import letter_models, note_models, own_models, session_models
from supportapp.contact.blueprint import bp

__all__ = ["bp", "letter_models", "note_models", "own_models", "session_models"]
