"""Whom a matter is told to: the one who owes it, else the committee member whose work it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checklists.facts import Obligation
from reminders.nouns import Recipient, Round, Stage

# Integrity is the discipline member's work; all else, and where there is none, the secretary's.
_INTEGRITY = frozenset({"festival_round", "integrity_talk", "risk_reviewed", "warning_education"})
_DISCIPLINE = ("discipline", "secretary", "deputy")
_SECRETARY = ("secretary", "deputy")


@dataclass(slots=True)
class Team:
    """The people of one branch, by id and by post. Nobody above the branch is told anything here:
    an overdue 一般 duty is the branch's own affair (practice.md, Too much), and a superior reads
    its own overview."""

    everyone: dict[int, Recipient] = field(default_factory=dict)

    def told_of(self, owed: Obligation, stage: Stage) -> tuple[Recipient, ...]:
        """The owner or the post; once it is overdue the secretary as well."""
        told = self._owner(owed.owner) or self._first(_DISCIPLINE if _on_integrity(owed) else _SECRETARY)
        if stage is Stage.OVERDUE:
            told += tuple(person for person in self.secretary() if person not in told)
        return told

    def _owner(self, key: str) -> tuple[Recipient, ...]:
        """Nobody where none is named, or the one named is here no longer."""
        kind, _, named = key.partition(":")
        if kind == "post":
            return self._first((named,))
        owner = self.everyone.get(int(named)) if kind == "person" and named.isdigit() else None
        return (owner,) if owner else ()

    def secretary(self) -> tuple[Recipient, ...]:
        """The secretary; where the post is empty, the deputy."""
        return self._first(_SECRETARY)

    def receiving(self, planned: Round) -> tuple[Recipient, ...]:
        """Those a round names, as far as they are still here; without names, every member."""
        if planned.recipients:
            return tuple(self.everyone[p] for p in planned.recipients if p in self.everyone)
        return tuple(person for person in self.everyone.values() if person.member)

    def _first(self, posts: tuple[str, ...]) -> tuple[Recipient, ...]:
        for post in posts:
            for person in self.everyone.values():
                if post in person.posts:
                    return (person,)
        return ()


def preferred(told_by: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """By which of these somebody is told of work who asked for "email", "sms", "both" or "none".

    Where the one asked for is not to be had the other serves: nobody goes untold for a missing number.
    """
    match told_by:
        case "none":
            return ()
        case "both":
            return addresses
    return (told_by,) if told_by in addresses else addresses[:1]


def teams(people: Sequence[Recipient]) -> dict[int, Team]:
    """The branches' teams; a person of two branches is in both."""
    found: dict[int, Team] = {}
    for person in people:
        found.setdefault(person.branch, Team()).everyone[person.person] = person
    return found


def _on_integrity(owed: Obligation) -> bool:
    return "integrity" in owed.marks or bool(_INTEGRITY & owed.answers)
