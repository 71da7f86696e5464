"""Pages of votes: the motions of a meeting, one motion, its counting sheet, and what follows from it."""

from __future__ import annotations

from app.activities.votes.routes import motions, outcomes, steps

ROUTES = [*motions.ROUTES, *steps.ROUTES, *outcomes.ROUTES]
