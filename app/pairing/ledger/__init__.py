"""The forms pairings, visits, needs and services, as the one door for Excel uses them."""

from __future__ import annotations

from app.pairing.ledger import needs, pairings, services, visits

LEDGERS = (pairings.LEDGER, visits.LEDGER, needs.LEDGER, services.LEDGER)
