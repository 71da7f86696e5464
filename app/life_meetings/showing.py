"""What a page of a 组织生活会 shows of each finding, and to whom: names and criticism stay within the branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from app.accounts.access import User
from app.life_meetings.models import LifeFinding
from app.life_meetings.queries import Handed
from app.life_meetings.rules import stands

INNER = ("secretary", "committee")


class Shown(NamedTuple):
    """One finding as this reader may see it."""

    id: int
    kind: str
    text: str
    person: str
    measure: str
    owner: str
    due_on: date | None
    look: str
    word: str
    issue: Handed | None
    done: bool


def is_inner(user: User, branch: int) -> bool:
    """Secretary and committee; a superior and 纪检委员 read problems and measures only."""
    return any(user.has(role, branch) for role in INNER)


def shown(
    found: Iterable[LifeFinding], handed: Mapping[int, Handed], names: Mapping[int, str], today: date, *, inner: bool
) -> list[Shown]:
    return [_shown(one, handed.get(one.id), names.get(one.person_id or 0, ""), today, inner) for one in found]


def _shown(one: LifeFinding, issue: Handed | None, name: str, today: date, inner: bool) -> Shown:
    """Whoever answers for what was criticised is mostly the one criticised: outside, neither is named."""
    told = inner or one.kind != "criticism"
    look, word = stands(one.due_on, one.done_on, today)
    if issue is not None:
        look, word = ("done" if issue.finished else "doing"), f"整改台账第{issue.number}项，{issue.words}"
    return Shown(
        one.id,
        one.kind,
        one.text if told else "",
        name if inner else "",
        one.measure,
        one.owner if told else "",
        one.due_on,
        look,
        word,
        issue,
        look == "done",
    )
