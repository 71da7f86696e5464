"""会前提要: what the last meeting left, what is due, who owes 补学; read before the meeting, on one page."""

from __future__ import annotations

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities import queries as activities
from app.activities.models import Activity
from app.activities.papers.last import decided, last_of_kind, owing
from app.branches.access import record_for
from app.progress.standing import Overview
from app.progress.today import today
from app.web import page


@page("/meetings/{activity_id:int}/briefing", name="progress.briefing")
def show_briefing(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        last = last_of_kind(session, activity, desk.today)
        taken_up = decided(session, activity, last, desk.today)
        away = owing(session, last) if last else []
        overview = Overview(session, desk.office, frozenset({activity.branch_id}))
        items = {item.id: item for item in overview.catalogue(activity.branch_id).items}
        latest = activities.latest_of_each(session, activity.branch_id, desk.today)
        todo = today(overview.due(desk.today), desk.today, items, latest)
    return desk.page(
        "activities/papers/briefing.html",
        f"“{activity.title}”会前提要",
        nav="meetings",
        activity=activity,
        last=last,
        decided=taken_up,
        owing=away,
        todo=[*todo.late, *todo.week, *todo.month],
    )


ROUTES = [show_briefing]
