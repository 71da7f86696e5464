"""Pages of a 组织生活会: the task list with its findings and measures, and the list to print."""

from __future__ import annotations

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities.models import Activity
from app.life_meetings import one as findings
from app.life_meetings import queries
from app.life_meetings.models import KINDS
from app.life_meetings.rules import tasks
from app.life_meetings.showing import Shown, is_inner, shown
from app.web import page

NAV = "meetings"


@page("/life-meetings/{activity_id:int}", name="life_meetings.show")
def show_meeting(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = queries.meeting_for(session, desk.reach, activity_id)
        prepared = queries.prepared(session, activity)
        found = _shown(session, desk, activity)
    inner = is_inner(desk.user, activity.branch_id)
    measures = [one for one in found if one.measure]
    done = sum(one.done for one in measures)
    path, held = f"/life-meetings/{activity.id}", activity.held_on <= desk.today
    return desk.page(
        "life_meetings/show.html",
        activity.title,
        nav=NAV,
        activity=activity,
        year=queries.year_of(activity),
        phases=tasks(path, prepared, [one.kind for one in found], len(measures), done, held),
        kinds=[(code, word, [one for one in found if one.kind == code]) for code, word in KINDS.items()],
        measures=measures,
        done=done,
        inner=inner,
    )


@page("/life-meetings/{activity_id:int}/print", name="life_meetings.print")
def print_measures(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    """整改措施 to sign: what is to be mended, how, by whom and until when; nobody who was criticised is named."""
    with desk.read() as session:
        activity = queries.meeting_for(session, desk.reach, activity_id)
        found = [one for one in _shown(session, desk, activity) if one.measure]
    return desk.page(
        "life_meetings/print.html",
        f"{queries.year_of(activity)}年度组织生活会整改措施清单",
        nav=NAV,
        activity=activity,
        measures=found,
    )


def _shown(session: Session, desk: Desk, activity: Activity) -> list[Shown]:
    found = queries.findings(session, activity.id)
    inner = is_inner(desk.user, activity.branch_id)
    names = queries.people(session, found)
    return shown(found, queries.handed(session, found), names, desk.today, inner=inner)


ROUTES = [show_meeting, print_measures, *findings.ROUTES]
