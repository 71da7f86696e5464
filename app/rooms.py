"""The rooms of the house: their routes, one line each."""

from __future__ import annotations

from app import health, system_page
from app import help as help_
from app.accounts import routes as accounts
from app.activities import routes as activities
from app.activities.certificates import routes as certificates
from app.activities.papers import routes as papers
from app.activities.resolutions import routes as resolutions
from app.activities.studies import routes as studies
from app.activities.votes import routes as votes
from app.appraisals import routes as appraisals
from app.audit_pages import routes as audit_pages
from app.branches import routes as branches
from app.branches.dues import routes as dues
from app.branches.stations import routes as stations
from app.figures import routes as figures
from app.imports import routes as imports
from app.inspection import routes as inspection
from app.integrity import routes as integrity
from app.life_meetings import routes as life_meetings
from app.outbox import routes as outbox
from app.packs import routes as packs
from app.pairing import routes as pairing
from app.progress import briefing, hours, plan_year, talks_year, upcoming
from app.progress import routes as progress
from app.rectification import routes as rectification
from app.talks import routes as talks

ROUTES = [
    *progress.ROUTES,
    *upcoming.ROUTES,
    *plan_year.ROUTES,
    *briefing.ROUTES,
    *hours.ROUTES,
    *talks_year.ROUTES,
    *accounts.ROUTES,
    *health.ROUTES,
    *help_.ROUTES,
    *audit_pages.ROUTES,
    *system_page.ROUTES,
    *activities.ROUTES,
    *papers.ROUTES,
    *votes.ROUTES,
    *resolutions.ROUTES,
    *studies.ROUTES,
    *appraisals.ROUTES,
    *life_meetings.ROUTES,
    *branches.ROUTES,
    *dues.ROUTES,
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
