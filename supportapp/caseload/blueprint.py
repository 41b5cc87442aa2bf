"""The blueprint that the worker's pages hang on."""

from flask import Blueprint

bp = Blueprint("caseload", __name__)
FAMILY = "/families/<uuid:circle_id>"
