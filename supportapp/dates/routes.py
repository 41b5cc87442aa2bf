"""Dates that matter: each person's own, and how they want to meet them."""

from flask import Blueprint

from supportapp.dates import models

__all__ = ["bp", "models"]

bp = Blueprint("dates", __name__)
