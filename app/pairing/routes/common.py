"""What the pages of the room share: who may write, how names are shown, and what a failed form answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Fields, Typed
from app.pairing.shown import Names

NAV = "pairs"
R = TypeVar("R")
Differences = list[tuple[str, str, str]]
Show = Callable[[Typed, int, Differences], Response[Any]]  # (what was typed, status, what another saved meanwhile)


def may(desk: Desk, branch: int | None) -> bool:
    """Whether to offer what only writers can do; the matrix decides when it is done."""
    return desk.user.has("secretary", branch) or desk.user.has("committee", branch)


def names(desk: Desk, branch: int | None) -> Names:
    return Names.for_reader(desk.user.grants, branch)


def members(session: Session, desk: Desk, branch: int | None = None) -> list[str]:
    return [row.name for row in roster(session, [branch or desk.branch or 0], desk.today)]


def correct(
    desk: Desk,
    fields: Fields,
    find: Callable[[Session], R],
    act: Callable[[Session, R, dict[str, Any]], Response[Any]],
    edit: Callable[[Typed, int, R, Differences], Response[Any]],
    shown: Callable[[Session, R], Typed] | None = None,
) -> Response[Any]:
    """The answer to a form that corrects a record; `shown` is its form where more than attributes stand in it."""

    def now() -> Typed:
        with desk.read() as session:
            record = find(session)
            return shown(session, record) if shown else fields.shown(record)

    def again(typed: Typed, status: int, conflict: Differences) -> Response[Any]:
        with desk.read() as session:
            record = find(session)
        return edit(typed, status, record, conflict)

    def do(session: Session, values: dict[str, Any]) -> Response[Any]:
        return act(session, find(session), values)

    return attempt(desk, fields.read(desk.form), do, again, fields, now)


def attempt(
    desk: Desk,
    typed: Typed,
    act: Callable[[Session, dict[str, Any]], Response[Any]],
    show: Show,
    fields: Fields | None = None,
    now: Callable[[], Typed] | None = None,
) -> Response[Any]:
    """Do the act; what does not pass is shown again with every word typed (422), or beside what stands now (409)."""
    try:
        with desk.write() as session:
            return act(session, typed.checked())
    except Invalid as invalid:
        return show(typed.refused(invalid), 422, [])
    except Conflict:
        assert fields is not None
        assert now is not None
        return show(typed, 409, desk.differences(fields, typed, now()))
