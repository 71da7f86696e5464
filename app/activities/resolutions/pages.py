"""The rendered pages of resolutions, as they stand or with what was just typed."""

from __future__ import annotations

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.activities.models import Activity
from app.activities.resolutions import acts, queries
from app.activities.resolutions.models import Resolution
from app.branches.access import record_for
from app.branches.queries import roster
from app.fields import Typed
from app.rectification.cases import chain
from app.rectification.states import state_of

NAV = "meetings"


def of_meeting(desk: Desk, activity_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        rows = queries.of_meeting(session, activity, desk.today)
        may = desk.may("resolutions.add") and not activity.cancelled_on
        people = _people(session, activity.branch_id, desk) if may else []
        deleted = queries.deleted(session, activity) if may else []
    return desk.page(
        "activities/resolutions/of_meeting.html",
        f"“{activity.title}”议定事项",
        nav=NAV,
        status=status,
        activity=activity,
        rows=rows,
        typed=typed,
        errors=typed.errors,
        people=people,
        first_topic=any(part.kind == "first_topic" for part in activity.parts),
        deleted=deleted,
        may=may,
    )


def show(desk: Desk, resolution_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        made = record_for(session, desk.reach, Resolution, resolution_id)
        activity, issue = acts.meeting_of(session, made), acts.issue_of(session, made)
        told = queries.state_of(made, (issue.number, state_of(chain(issue))) if issue else None, desk.today)
    return desk.page(
        "activities/resolutions/show.html",
        queries.short(made.text),
        nav=NAV,
        status=status,
        made=made,
        activity=activity,
        issue=issue,
        stands=told,
        typed=typed,
        errors=typed.errors,
        may=desk.may("resolutions.change"),
    )


def edit(
    session: Session,
    desk: Desk,
    made: Resolution,
    typed: Typed,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    activity = acts.meeting_of(session, made)
    return desk.page(
        "activities/resolutions/edit.html",
        "修改议定事项",
        nav=NAV,
        status=status,
        made=made,
        activity=activity,
        typed=typed,
        errors=typed.errors,
        people=_people(session, made.branch_id, desk),
        first_topic=any(part.kind == "first_topic" for part in activity.parts),
        conflict=conflict or [],
    )


def _people(session: Session, branch_id: int, desk: Desk) -> list[str]:
    return [row.name for row in roster(session, [branch_id], desk.today)]
