"""All addresses of accounts: the first page, sign-in, join, safety, and Me."""

from supportapp.accounts import front_routes, join_routes, me_routes, sign_in_routes
from supportapp.accounts.blueprint import bp

__all__ = ["bp", "front_routes", "join_routes", "me_routes", "sign_in_routes"]
