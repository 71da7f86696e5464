"""What the integrity room answers when asked across rooms, and what its first page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.integrity.risks import queries as risks
from app.integrity.rounds import queries as rounds
from app.integrity.rounds.queries import Listed, Node, rounds_between
from app.integrity.rounds.states import Letters, is_over
from checklists.facts import Standing
from checklists.workdays import Workdays

__all__ = ["Front", "facts", "front", "rounds_between", "standings"]

AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Front:
    """What is due in the room: reviews, the next festival, texts that wait to be approved."""

    to_review: int
    node: Node | None
    waiting: tuple[Listed, ...]


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Risk points and their reviews; rounds entered by hand."""
    return *risks.facts(branches), *rounds.facts(branches)


def standings(session: Session, branches: Iterable[int]) -> Iterator[tuple[int, Standing]]:
    """(branch, risk point) as long as it stands."""
    return risks.standings(session, branches)


def front(session: Session, branch: int | None, today: date, workdays: Workdays) -> Front:
    branches = frozenset() if branch is None else frozenset({branch})
    near = rounds_between(session, branches, today - AHEAD, today + AHEAD)
    open_ = [row for row in near if not row.by_hand and row.approved_on is None and not is_over(row, today, workdays)]
    coming = [
        node
        for year in (today.year, today.year + 1)
        for node in rounds.nodes_of(year, rounds.of_year(session, branches, year, today, workdays), workdays)
        if node.first > today
    ]
    return Front(
        to_review=risks.left_to_review(session, branch, today),
        node=coming[0] if coming else None,
        waiting=tuple(rounds.listed(row, Letters(), today, workdays) for row in open_),
    )
