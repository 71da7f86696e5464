"""The forms risks and reminders, as the one door for Excel uses them."""

from __future__ import annotations

from app.integrity.risks.ledger import LEDGER as RISKS
from app.integrity.rounds.ledger import LEDGER as REMINDERS

LEDGERS = (RISKS, REMINDERS)
