"""The blueprint of family time; its routes are spread over several modules."""

from flask import Blueprint

bp = Blueprint("contact", __name__)
