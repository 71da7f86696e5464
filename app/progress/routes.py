"""Today's page, the year, the report with its records, and the overview of a superior."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.activities import queries as activities
from app.branches.access import branch_for, subtree
from app.branches.models import Branch
from app.progress.downloads import FORMATS, download
from app.progress.handbook import ROUTES as HANDBOOK
from app.progress.handover import ROUTES as HANDOVER
from app.progress.matrix import matrix, recent
from app.progress.overview import summary
from app.progress.periods import asked_period, asked_year, choices, current_half
from app.progress.places import page_of
from app.progress.reading import figures_of, pieces, records_of, referred_of
from app.progress.standing import Overview
from app.progress.today import today
from app.progress.upcoming import ROUTES as UPCOMING
from app.progress.waiting import everything
from app.web import page
from checklists.exporters.json_ import period as written_period
from checklists.periods import of_code


@page("/", name="progress.today")
def show_today(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        if branch.kind != "branch":
            return _overview(desk, session, branch)
        overview = Overview(session, desk.office, frozenset({branch.id}))
        lines = overview.due(desk.today)
        items = {item.id: item for item in overview.catalogue(branch.id).items}
        latest = activities.latest_of_each(session, branch.id, desk.today)
        extra = everything(desk, session, branch.id, overview.profiles, lines)
        half = current_half(desk.today)
        report = overview.report(half, desk.today)
        year = matrix(
            overview.fell_due(of_code(desk.today.year * 100), desk.today),
            overview.catalogue(branch.id),
            desk.today.year,
            desk.today,
            activities.planned_days(session, branch.id, desk.today.year),
        )
    return desk.page(
        "progress/today.html",
        "今天要办",
        nav="today",
        todo=today(lines, desk.today, items, latest, extra),
        half=half,
        sentences=[pieces(report, sentence) for sentence in report.sentences[2:6]],
        recent=recent(year, desk.today.month, 3),
        provisional=desk.office.workdays.provisional(desk.today.year),
        can_excuse=desk.user.has("secretary", branch.id),
    )


@page("/calendar", name="progress.calendar")
def show_calendar(desk: AtDesk) -> Response[str]:
    year = asked_year(desk.query("year"), desk.today)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        overview = Overview(session, desk.office, frozenset({branch.id}))
        lines = overview.fell_due(of_code(year * 100), max(desk.today, date(year, 1, 1)))
        planned = activities.planned_days(session, branch.id, year)
        rows = matrix(lines, overview.catalogue(branch.id), year, desk.today, planned)
    now = desk.today.month if year == desk.today.year else 0
    return desk.page(
        "progress/calendar.html",
        f"{year}年全年一览",
        nav="meetings",
        rows=rows,
        year=year,
        now=now,
        may_plan=desk.may("progress.plan_year"),
    )


@page("/reports", name="progress.reports")
def show_report(desk: AtDesk) -> Response[str]:
    wanted = _wanted(desk)
    with desk.read() as session:
        report = _report(desk, session, wanted)
    known, unknown = figures_of(report)
    return desk.page(
        "progress/report.html",
        report.title,
        nav="reports",
        report=report,
        sections=[
            (section.heading, section.level, [pieces(report, s) for s in section.sentences])
            for section in report.sections
        ],
        figures=known,
        unknown=unknown,
        referred=referred_of(report),
        first=report.period.first,
        last=report.period.last,
        choices=choices(desk.today),
        formats=FORMATS,
        unreviewed=[(page_of(record), record) for record in report.unreviewed],
        code=written_period(report.period),
    )


@page("/reports/records", name="progress.records")
def show_records(desk: AtDesk) -> Response[str]:
    """Exactly the records that one number counts."""
    figure, part = desk.query("figure"), desk.query("part")
    with desk.read() as session:
        report = _report(desk, session, desk.query("period"))
        title, value, basis, records = records_of(report, figure, part)
    back = f"/reports?period={desk.query('period')}"
    return desk.page(
        "progress/records.html",
        title,
        nav="reports",
        value=value,
        basis=basis,
        records=records,
        back=back,
        period=report.period,
    )


@page("/reports/download", name="progress.download")
def download_report(desk: AtDesk) -> Response[bytes]:
    with desk.read() as session:
        report = _report(desk, session, desk.query("period"))
    return download(report, desk.query("format"), desk.office, desk.today)


def _wanted(desk: Desk) -> str:
    """PERIOD of the query: a named one, or any two days."""
    if desk.query("first") and desk.query("last") and not desk.query("period"):
        return f"{desk.query('first')}..{desk.query('last')}"
    return desk.query("period")


def _report(desk: Desk, session: Session, period: str) -> Any:
    branch = branch_for(session, desk.reach, desk.branch or 0)
    ids = subtree(session, [branch.id]) & desk.reach
    name = branch.name if branch.kind != "branch" else ""
    return Overview(session, desk.office, ids).report(asked_period(period, desk.today), desk.today, name=name)


def _overview(desk: Desk, session: Session, branch: Branch) -> Response[str]:
    """A superior's first page: branches by what is not met, by date, without any ranking."""
    overview = Overview(session, desk.office, subtree(session, [branch.id]) & desk.reach)
    return desk.page(
        "progress/overview.html",
        f"{branch.name}：各支部情况",
        nav="today",
        rows=summary(overview.due(desk.today), overview.names),
        count=len(overview.profiles),
    )


ROUTES = [show_today, show_calendar, show_report, show_records, download_report, *HANDBOOK, *HANDOVER, *UPCOMING]
