"""The list of gatherings, and one of them with what is still to be done."""

from __future__ import annotations

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities import queries
from app.activities.models import KINDS, PRESENCES, Activity
from app.activities.states import due_and_present, is_late_entry, state_of
from app.activities.tasks import tasks
from app.branches.access import record_for
from app.web import page
from checklists.periods import of_code

NAV = "meetings"


@page("/meetings", name="activities.list")
def list_activities(desk: AtDesk) -> Response[str]:
    words, kind = desk.query("words"), desk.query("kind")
    with desk.read() as session:
        found = queries.listed(session, desk.in_branch, desk.today, words=words, kind=kind, before=desk.query("before"))
        deleted = queries.deleted(session, desk.in_branch) if desk.may("activities.restore") else []
    return desk.page(
        "activities/list.html",
        "会议活动",
        nav=NAV,
        found=found,
        words=words,
        kind=kind,
        kinds=list(KINDS.items()),
        deleted=deleted,
    )


@page("/meetings/{activity_id:int}", name="activities.show")
def show_activity(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        return desk.page(
            "activities/show.html",
            activity.title,
            nav=NAV,
            activity=activity,
            state=state_of(activity, desk.today),
            late_entry=is_late_entry(activity, desk.office.workdays),
            period=of_code(activity.belongs_to).title if activity.belongs_to else "",
            counted=due_and_present(activity),
            tasks=tasks(activity, desk.today) if desk.may("activities.edit") else [],
            is_host=activity.host_id is not None and activity.host_id == desk.user.person_id,
            kinds=list(dict.fromkeys(KINDS[part.kind] for part in activity.parts)),
            words=KINDS,
            presences=PRESENCES,
            corrections=queries.corrections(session, activity.id),
            branches=queries.siblings(session, activity.branch_id) if desk.may("activities.offer") else [],
        )


ROUTES = [list_activities, show_activity]
