"""What is read of households, visits, needs and services: lists, facts, subjects, and what records ask."""

from __future__ import annotations

from app.pairing.queries.asking import asking, standings
from app.pairing.queries.facts import facts

__all__ = ["asking", "facts", "standings"]
