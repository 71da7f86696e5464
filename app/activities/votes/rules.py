"""Whether a vote may be held and whether it passes; whole numbers only, pure.

D is who is due with a vote, P who of them is present, F who is for. Percentages are never formed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from app.activities.votes.models import ELECTIONS, OF_A_PERSON

MEMBERS, COMMITTEE = "members", "committee"
BODIES = {MEMBERS: "党员大会", COMMITTEE: "支部委员会"}
DUE, PRESENT = 1, 2


class Settings(NamedTuple):
    """Parameters of the pack branch_life: over whom more than half is counted, DUE or PRESENT."""

    election_base: int = DUE
    committee_base: int = DUE


USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Base:
    """What makes D: full members of the body on the day, less those excused, less those suspended."""

    full: int = 0
    excused: int = 0
    suspended: int = 0
    present: int = 0

    @property
    def due(self) -> int:
        return self.full - self.excused - self.suspended


@dataclass(frozen=True, slots=True)
class Vote:
    """One motion in numbers. None: not entered yet. `written` are the written opinions for, of the absent."""

    kind: str
    body: str
    base: Base
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    issued: int | None = None
    returned: int | None = None
    void: int | None = None
    written: int = 0
    settings: Settings = USUAL

    @property
    def by_ballot(self) -> bool:
        return self.kind in ELECTIONS or any(one is not None for one in (self.issued, self.returned, self.void))

    @property
    def held(self) -> bool:
        return may_be_held(self)

    @property
    def valid(self) -> int:
        """How many have said something that counts: valid ballots, or hands of those present."""
        return (self.returned or 0) - (self.void or 0) if self.by_ballot else self.base.present


def body_for(kind: str, meetings: Collection[str], has_committee: bool | None) -> str:
    """Which body of a gathering with these parts decides; empty where none of them may."""
    members, committee = "member_meeting" in meetings, "committee_meeting" in meetings
    if kind == "office":  # with a committee its members elect them, without one the members' meeting does
        if committee and has_committee is not False:
            return COMMITTEE
        return MEMBERS if members and not has_committee else ""
    if members:
        return MEMBERS
    return COMMITTEE if committee and kind == "ordinary" else ""


def present_needed(kind: str, due: int) -> int:
    """The fewest present with whom a vote may be held."""
    if kind in ELECTIONS:
        return -(-4 * due // 5)  # four fifths, rounded up
    if kind in OF_A_PERSON:
        return due // 2 + 1  # more than half
    return -(-due // 2)  # half, rounded up


def may_be_held(vote: Vote) -> bool:
    """Nobody due is no meeting, whatever half of nothing is."""
    return vote.base.due > 0 and vote.base.present >= present_needed(vote.kind, vote.base.due)


def majority_of(vote: Vote) -> int:
    """The number more than half of which is needed."""
    setting = DUE
    if vote.kind in ELECTIONS:
        setting = vote.settings.election_base
    elif vote.body == COMMITTEE:
        setting = vote.settings.committee_base
    return vote.base.present if setting == PRESENT else vote.base.due


def votes_needed(vote: Vote) -> int:
    """The fewest votes for, more than half of those due (or present, where the setting says so)."""
    return majority_of(vote) // 2 + 1


def supported(vote: Vote) -> int:
    """Votes for, with the opinions that absent voters sent beforehand where these count."""
    return (vote.votes_for or 0) + (vote.written if vote.kind in OF_A_PERSON else 0)


def passes(vote: Vote) -> bool:
    return may_be_held(vote) and supported(vote) >= votes_needed(vote)
