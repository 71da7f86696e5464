"""Pages of what a meeting needs on paper: notice, sign-in sheet, calendar file, record."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities.models import Activity
from app.activities.papers import acts, notice
from app.activities.papers.needs import needs
from app.activities.papers.record import Paper, paper
from app.activities.papers.sign_in import BLANK, invited, signers
from app.activities.resolutions.models import Resolution
from app.activities.votes.models import Motion
from app.branches.access import record_for
from app.branches.models import Branch
from app.branches.queries import roster
from app.errors import Conflict, Refusal
from app.fields import Fields, Typed, field
from app.web import WORD, action, attachment, page
from checklists.exporters import docx, file_name
from checklists.ledgers.form import Kind
from reminders.calendar import Meeting, of_meeting

NAV = "meetings"
ICS = "text/calendar; charset=utf-8"
FIELDS = Fields(field("material", "会前材料", Kind.MULTILINE), field("leave_to", "向谁请假"))


@page("/meetings/{activity_id:int}/notice", name="activities.notice")
def show_notice(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    return _notice(desk, activity_id)


@action("/meetings/{activity_id:int}/notice", name="activities.word_notice")
def word_notice(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    typed = FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            activity = record_for(session, desk.reach, Activity, activity_id)
            acts.word_notice(session, desk.actor, activity, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/meetings/{activity_id}/notice", "通知已更新，可以复制")
    except Conflict:
        return _notice(desk, activity_id, typed, status=409)


@action("/meetings/{activity_id:int}/notify", name="activities.notify")
def notify(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.notify(session, desk.actor, activity)
        undo = f"/meetings/{activity_id}/notify/take-back"
        return desk.done(session, f"/meetings/{activity_id}/notice", "已登记通知发出", undo=undo)


@action("/meetings/{activity_id:int}/notify/take-back", name="activities.take_back_notice")
def take_back(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.take_back(session, desk.actor, activity)
        return desk.done(session, f"/meetings/{activity_id}/notice", "已撤回，通知记为还没有发出")


@page("/meetings/{activity_id:int}/sign-in", name="activities.sign_in")
def show_sign_in(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        people = roster(session, [activity.branch_id], activity.held_on) if activity.frozen_on else ()
        due = () if activity.frozen_on else invited(session, activity)
        branch = session.get_one(Branch, activity.branch_id).name
    rows = [(number, it.name, it.post, "", it.note) for number, it in enumerate(signers(activity, due, people), 1)] + [
        ("", "", "", "", "列席")
    ] * BLANK
    title = f"{activity.title}签到表"
    return desk.page("activities/papers/sign_in.html", title, nav=NAV, activity=activity, branch=branch, rows=rows)


@page("/meetings/{activity_id:int}/calendar.ics", name="activities.ics")
def download_calendar(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
    meeting = Meeting(
        activity.id,
        activity.title,
        activity.held_on,
        activity.starts_at,
        activity.ends_at,
        activity.place,
        "\n".join(notice.of(activity)),
        activity.version,
        activity.cancelled_on is not None,
    )
    content = of_meeting(meeting, desk.office.clock.now(), desk.office.settings.host)
    return attachment(content, f"{activity.title}.ics", ICS)


@page("/meetings/{activity_id:int}/record.docx", name="activities.record")
def download_record(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        words = _paper(session, activity)
    try:
        content = docx.fill("record.docx", words.words(), desk.office.settings.data_dir / "papers")
    except docx.PaperError as error:
        raise Refusal(str(error)) from error
    day = activity.held_on
    period = f"{day.year}年{day.month}月{day.day}日"
    return attachment(content, file_name(words.branch, activity.title, period, desk.today, "docx"), WORD)


@page("/meetings/{activity_id:int}/print", name="activities.print")
def print_record(desk: AtDesk, activity_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        words = _paper(session, activity)
    return desk.page("activities/papers/record.html", words.heading, nav=NAV, activity=activity, paper=words)


def _paper(session: Session, activity: Activity) -> Paper:
    motions = session.scalars(select(Motion).where(Motion.activity_id == activity.id).order_by(Motion.position))
    resolutions = session.scalars(
        select(Resolution).where(Resolution.activity_id == activity.id).order_by(Resolution.id)
    )
    branch = session.get_one(Branch, activity.branch_id)
    return paper(activity, branch.name, list(motions), list(resolutions))


def _notice(desk: Desk, activity_id: int, typed: Typed | None = None, status: int = 200) -> Response[str]:
    with desk.read() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        people = invited(session, activity)
        wanted = needs(session, [row.person_id for row in people])
    now = FIELDS.shown(activity)
    return desk.page(
        "activities/papers/notice.html",
        f"“{activity.title}”通知",
        nav=NAV,
        status=status,
        activity=activity,
        words="\n".join(notice.of(activity)),
        missing=notice.missing(activity),
        ahead=notice.AHEAD,
        typed=typed or now,
        conflict=desk.differences(FIELDS, typed, now) if typed else [],
        people=[row.name for row in people],
        needs=wanted,
        may_notify=activity.held_on >= desk.today and activity.cancelled_on is None,
    )


ROUTES = [
    show_notice,
    word_notice,
    notify,
    take_back,
    show_sign_in,
    download_calendar,
    download_record,
    print_record,
]
