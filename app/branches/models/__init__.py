"""The tree of organisations and the people of each branch; everything that changes is dated."""

from __future__ import annotations

from app.branches.models.along import WAYS, Applicant, AwayContact, MemberAway
from app.branches.models.people import (
    CATEGORIES,
    DIRECTIONS,
    ENDINGS,
    POST_ORDER,
    POSTS,
    TOLD_BY,
    Membership,
    Person,
    Post,
    Transfer,
)
from app.branches.models.tree import KINDS, TERM_YEARS, Branch, CommitteeState, Group, GroupLeader, Handover, Term
from app.branches.models.voting import GROUNDS, SUSPENSIONS, DueExclusion, VoteSuspension

__all__ = [
    "CATEGORIES",
    "DIRECTIONS",
    "ENDINGS",
    "GROUNDS",
    "KINDS",
    "POSTS",
    "POST_ORDER",
    "SUSPENSIONS",
    "TERM_YEARS",
    "TOLD_BY",
    "WAYS",
    "Applicant",
    "AwayContact",
    "Branch",
    "CommitteeState",
    "DueExclusion",
    "Group",
    "GroupLeader",
    "Handover",
    "MemberAway",
    "Membership",
    "Person",
    "Post",
    "Term",
    "Transfer",
    "VoteSuspension",
]
