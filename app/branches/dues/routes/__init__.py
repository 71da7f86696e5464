"""Pages of dues."""

from __future__ import annotations

from app.branches.dues.routes import month, payment, person, publication, rates, year

ROUTES = [*year.ROUTES, *month.ROUTES, *rates.ROUTES, *person.ROUTES, *payment.ROUTES, *publication.ROUTES]
