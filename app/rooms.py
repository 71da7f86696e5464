"""The rooms of the house: their routes, one line each."""

from __future__ import annotations

from app.accounts import routes as accounts
from app.activities import routes as activities
from app.branches import routes as branches

ROUTES = [
    *accounts.ROUTES,
    *activities.ROUTES,
    *branches.ROUTES,
]
