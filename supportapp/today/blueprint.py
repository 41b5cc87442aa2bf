"""The blueprint of the family's own first pages, apart from its routes so that they may stand in several files."""

from flask import Blueprint

bp = Blueprint("today", __name__)
