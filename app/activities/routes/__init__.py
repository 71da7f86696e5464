"""Pages of gatherings: find, open, write down, call the roll, each part, and what is done with one press."""

from __future__ import annotations

from app.activities.routes import finding, joint, parts, rolls, steps, writing

ROUTES = [*finding.ROUTES, *writing.ROUTES, *rolls.ROUTES, *parts.ROUTES, *joint.ROUTES, *steps.ROUTES]
