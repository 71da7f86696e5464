"""Pages of the room: households with their promises, visits, needs, services."""

from __future__ import annotations

from app.pairing.routes import care, households, need, needs, pairings, persons, promises, services, sheet, visits

ROUTES = [
    *households.ROUTES,
    *care.ROUTES,
    *persons.ROUTES,
    *pairings.ROUTES,
    *promises.ROUTES,
    *visits.ROUTES,
    *sheet.ROUTES,
    *needs.ROUTES,
    *need.ROUTES,
    *services.ROUTES,
]
