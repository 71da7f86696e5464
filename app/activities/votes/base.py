"""Who makes the numbers of a vote, read from the roll frozen on the day."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.activities.models import Activity, Attendance
from app.activities.votes.models import Motion
from app.activities.votes.rules import COMMITTEE, USUAL, Base, Settings, Vote, body_for
from app.branches.queries import committees, posts_of
from app.packs.queries import overrides
from checklists.overrides import numbers


@dataclass(frozen=True, slots=True)
class Floor:
    """One body of one meeting: its full members by what became of them on the day."""

    body: str
    due: tuple[Attendance, ...] = ()
    excused: tuple[Attendance, ...] = ()
    suspended: tuple[Attendance, ...] = ()

    @property
    def base(self) -> Base:
        full = len(self.due) + len(self.excused) + len(self.suspended)
        present = sum(row.presence == "present" for row in self.due)
        return Base(full, len(self.excused), len(self.suspended), present)

    @property
    def absent(self) -> tuple[Attendance, ...]:
        """Voters due who are not there: those whose written opinion counts."""
        return tuple(row for row in self.due if row.presence != "present")

    @property
    def unmarked(self) -> int:
        return sum(row.presence == "" for row in self.due)


class Hall:
    """One meeting with what its motions are counted by, each question asked once."""

    def __init__(self, session: Session, activity: Activity) -> None:
        self.activity = activity
        branch, day = activity.branch_id, activity.held_on
        own = numbers(overrides(session, [branch]).get(branch, ()), day)
        usual = USUAL
        self.settings = Settings(
            own.get("election_base", usual.election_base), own.get("committee_majority", usual.committee_base)
        )
        said = [exists for since, exists in committees(session, [branch]).get(branch, ()) if since <= day]
        self.has_committee = said[-1] if said else None
        self.committee = {post.person_id for post, _ in posts_of(session, branch, day)}
        self.meetings = {part.kind for part in activity.parts}

    def body(self, kind: str) -> str:
        return body_for(kind, self.meetings, self.has_committee)

    def floor(self, body: str) -> Floor:
        """Full members of the body; probationary members and those who only sit in are never among them."""
        rows = [row for row in self.activity.roll if row.presence != "observer" and (row.votes or row.suspended)]
        if body == COMMITTEE:
            rows = [row for row in rows if row.person_id in self.committee]
        excused = tuple(row for row in rows if row.excused)
        suspended = tuple(row for row in rows if row.suspended and not row.excused)
        due = tuple(row for row in rows if not row.excused and not row.suspended)
        return Floor(body, due, excused, suspended)

    def vote(self, motion: Motion) -> Vote:
        """The motion in numbers, as the rules take them."""
        body = self.body(motion.kind)
        floor = self.floor(body)
        absent = {row.person_id for row in floor.absent}
        written = [one for one in motion.opinions if one.opinion == "for" and one.person_id in absent]
        before = [one for one in written if one.received_on < self.activity.held_on]
        return Vote(
            motion.kind,
            body,
            floor.base,
            motion.votes_for,
            motion.votes_against,
            motion.abstained,
            motion.issued,
            motion.returned,
            motion.void,
            len(before),
            self.settings,
        )
