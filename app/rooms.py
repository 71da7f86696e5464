"""The rooms of the house: their routes, one line each."""

from __future__ import annotations

from app import help as help_
from app.accounts import routes as accounts
from app.activities import routes as activities
from app.branches import routes as branches
from app.figures import routes as figures
from app.packs import routes as packs

ROUTES = [
    *accounts.ROUTES,
    *help_.ROUTES,
    *activities.ROUTES,
    *branches.ROUTES,
    *figures.ROUTES,
    *packs.ROUTES,
]
