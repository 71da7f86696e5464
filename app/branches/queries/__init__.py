"""What is read of branches and their people: rosters, names, and what rules ask about."""

from __future__ import annotations

from app.branches.queries.history import left, past, posts_held
from app.branches.queries.mobiles import mobiles
from app.branches.queries.named import branch_named, group_in, people_named, person_id_of
from app.branches.queries.roster import DueBody, RosterRow, due_body, holds, posts_of, roster, secretary
from app.branches.queries.standing import committees, facts, standings
from app.branches.terms import asking, tenures

__all__ = [
    "DueBody",
    "RosterRow",
    "asking",
    "branch_named",
    "committees",
    "due_body",
    "facts",
    "group_in",
    "holds",
    "left",
    "mobiles",
    "past",
    "people_named",
    "person_id_of",
    "posts_held",
    "posts_of",
    "roster",
    "secretary",
    "standings",
    "tenures",
]
