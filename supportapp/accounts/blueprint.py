"""The blueprint of accounts, apart from its routes so that they may stand in several files."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
