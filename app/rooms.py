"""The rooms of the house: their routes, one line each."""

from __future__ import annotations

from app import health, system_page
from app import help as help_
from app.accounts import routes as accounts
from app.activities import routes as activities
from app.activities.certificates import routes as certificates
from app.audit_pages import routes as audit_pages
from app.branches import routes as branches
from app.branches.stations import routes as stations
from app.figures import routes as figures
from app.imports import routes as imports
from app.inspection import routes as inspection
from app.integrity import routes as integrity
from app.outbox import routes as outbox
from app.packs import routes as packs
from app.pairing import routes as pairing
from app.progress import hours, talks_year, upcoming
from app.progress import routes as progress
from app.rectification import routes as rectification
from app.talks import routes as talks

ROUTES = [
    *progress.ROUTES,
    *upcoming.ROUTES,
    *hours.ROUTES,
    *talks_year.ROUTES,
    *accounts.ROUTES,
    *health.ROUTES,
    *help_.ROUTES,
    *audit_pages.ROUTES,
    *system_page.ROUTES,
    *activities.ROUTES,
    *certificates.ROUTES,
    *branches.ROUTES,
    *stations.ROUTES,
    *figures.ROUTES,
    *imports.ROUTES,
    *inspection.ROUTES,
    *integrity.ROUTES,
    *outbox.ROUTES,
    *packs.ROUTES,
    *pairing.ROUTES,
    *talks.ROUTES,
    *rectification.ROUTES,
]
