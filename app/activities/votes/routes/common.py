"""What the pages of votes share: the motion within reach, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.activities.models import Activity, Attendance
from app.activities.votes import checks, counting, elections, forms, outcomes, queries
from app.activities.votes.base import Hall
from app.activities.votes.models import ELECTIONS, MOTIONS, OF_A_PERSON, OPINIONS, Motion
from app.activities.votes.rules import BODIES, COMMITTEE, Vote, majority_of, may_be_held, votes_needed
from app.branches.access import record_for
from app.branches.models import POSTS
from app.errors import Forbidden
from app.fields import Typed

NAV = "meetings"
NOTHING: Mapping[str, str] = {}


def meeting(session: Session, desk: Desk, activity_id: int) -> Activity:
    return record_for(session, desk.reach, Activity, activity_id)


def found(session: Session, desk: Desk, motion_id: int) -> tuple[Activity, Motion]:
    motion = record_for(session, desk.reach, Motion, motion_id)
    return checks.meeting_of(session, motion), motion


def opened(session: Session, desk: Desk, motion_id: int) -> tuple[Activity, Motion]:
    """A motion that this user may change: candidates not yet approved are for those who keep them."""
    activity, motion = found(session, desk, motion_id)
    keeper = queries.keeps_names(session, desk.user, motion.branch_id, desk.today)
    if motion.kind in ELECTIONS and not queries.shows_candidates(motion, desk.today, keeper):
        raise Forbidden(queries.HIDDEN, "请书记或组织委员办理")
    return activity, motion


def made_of(hall: Hall, body: str, keeper: bool) -> tuple[list[str], tuple[str, ...]]:
    """(headings, numbers) of what makes D; who is left out by name only for those who keep names."""
    floor = hall.floor(body)
    base = floor.base

    def left_out(rows: tuple[Attendance, ...]) -> str:
        return f"{len(rows)}人（{'、'.join(row.name for row in rows)}）" if rows and keeper else f"{len(rows)}人"

    whose = "支部委员" if body == COMMITTEE else "正式党员"
    headings = [whose, "减：经批准不计入应到会", "减：不计入表决基数", "应到会有表决权", "实到有表决权"]
    here = f"{base.present}人" + (f"，{floor.unmarked}人还没有点名" if floor.unmarked else "")
    return headings, (f"{base.full}人", left_out(floor.excused), left_out(floor.suspended), f"{base.due}人", here)


def show(
    desk: Desk,
    motion_id: int,
    *,
    status: int = 200,
    errors: Mapping[str, str] = NOTHING,
    opinion: Typed | None = None,
    since: Typed | None = None,
) -> Response[str]:
    """The page of one motion, with whatever was typed on one of its forms."""
    with desk.read() as session:
        activity, motion = found(session, desk, motion_id)
        hall = Hall(session, activity)
        vote = hall.vote(motion)
        keeper = queries.keeps_names(session, desk.user, motion.branch_id, desk.today)
        enrols = motion.kind in outcomes.BECOMES
        enrolled = enrols and motion.passed and outcomes.enrolled(session, motion)
    return desk.page(
        "activities/votes/show.html",
        motion.subject,
        nav=NAV,
        status=status,
        activity=activity,
        motion=motion,
        word=MOTIONS[motion.kind],
        body=BODIES.get(vote.body, "党员大会"),
        vote=vote,
        made_of=made_of(hall, vote.body, keeper),
        told=[counting.quorum_words(vote), checks.unsettled(motion, vote)],
        is_election=motion.kind in ELECTIONS,
        of_a_person=motion.kind in OF_A_PERSON,
        enrols=enrols and motion.passed,
        enrolled=enrolled,
        absent=[(str(row.person_id), row.name) for row in hall.floor(vote.body).absent if row.person_id],
        opinions=OPINIONS,
        posts=POSTS,
        keeper=keeper,
        shows=queries.shows_candidates(motion, desk.today, keeper),
        result=queries.result(motion, vote),
        words=_words(motion, vote),
        wrong=queries.wrong(motion, vote) if motion.declared_on else "",
        enrolling=desk.may("votes.enrol"),
        appointing=desk.may("votes.appoint"),
        ticked=sorted(forms.elected(motion, desk.form)) if errors else _ticked(motion, vote),
        may=desk.may("votes.change") and not activity.signed_off_on and not activity.cancelled_on,
        opinion=opinion or forms.opinion(),
        since=since or forms.SINCE.blank(since=activity.held_on.isoformat()),
        form=desk.form,
        errors=errors,
    )


def _ticked(motion: Motion, vote: Vote) -> list[int]:
    """Those elected beyond doubt; where more passed than there are seats, nobody is ticked beforehand."""
    votes = {one.id: one.votes or 0 for one in motion.candidates}
    return sorted(elections.certain(vote, votes, motion.seats or 0) or ())


def _words(motion: Motion, vote: Vote) -> list[str]:
    """How the result was reckoned, as far as there are numbers."""
    if motion.kind in ELECTIONS:
        votes = {one.id: one.votes for one in motion.candidates}
        told = [words] if (words := elections.slate_problem(motion.kind, motion.seats, len(votes))) else []
        if vote.returned is None or not votes or None in votes.values():
            return told
        known = {who: number or 0 for who, number in votes.items()}
        needed = f"{counting.base_words(vote)}{majority_of(vote)}人，赞成票须有{votes_needed(vote)}票才能当选"
        border = elections.border_words(vote, known, motion.seats or 0) if may_be_held(vote) else ""
        return [*told, needed, *([border] if border else [])]
    return [counting.result_words(vote)] if vote.votes_for is not None else []
