"""What waits for a person beside the rules, for the page of the day."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.progress.today import Row
from app.progress.waiting_branch import dues_waiting, misshapen, out_of_touch
from app.progress.waiting_meetings import offered, unfinished
from app.rectification import queries as rectification
from checklists.facts import Line, Profile, State


def everything(
    desk: Desk, session: Session, branch_id: int, profiles: Iterable[Profile], lines: Iterable[Line]
) -> list[Row]:
    """All of it; `lines` are those the rules ask already."""
    meetings = [*unfinished(desk, session, branch_id), *offered(desk, session, branch_id)]
    people = [*dues_waiting(desk, session), *out_of_touch(desk, session, branch_id)]
    return [*meetings, *waiting(desk, session), *people, *misshapen(profiles, lines, desk.today)]


def waiting(desk: Desk, session: Session) -> list[Row]:
    """Issues that wait for this person's verification or approval."""
    return [
        Row(
            title=issue.title,
            state=State.SOON.value,
            days=issue.days,
            meta=issue.note,
            button=issue.button,
            href=issue.href,
        )
        for issue in rectification.waiting(session, desk.in_branch, desk.user, desk.today)
    ]
