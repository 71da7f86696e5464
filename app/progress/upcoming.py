"""The dry run: what the coming thirty days would tell whom, if nothing is done meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from litestar import Response

from app.accounts.desk import AtDesk
from app.outbox.ways import WAYS, writer
from app.progress.telling import View
from app.web import long_day, page
from reminders.forecast import Expected, forecast

DAYS = 30


@page("/reminders/upcoming", name="progress.upcoming")
def show_upcoming(desk: AtDesk) -> Response[str]:
    office = desk.office
    with desk.read() as session:
        view = View(session, office, desk.in_branch)
        # Today's are in the outbox already: what is shown begins tomorrow.
        first = desk.today + timedelta(days=1)
        found = list(forecast(view, office.workdays, writer(office.settings, office.render), first, DAYS))
        unreached = [person.name for person in view.people(desk.in_branch) if not person.ways]
    return desk.page(
        "progress/upcoming.html",
        f"今后{DAYS}天的提醒",
        nav="today",
        days=[(long_day(day), _told(expected)) for day, expected in groupby(found, key=_day)],
        last=first + timedelta(days=DAYS - 1),
        unreached=unreached,
    )


def _day(expected: Expected) -> date:
    return expected.day


def _told(expected: Iterable[Expected]) -> list[tuple[str, str, str]]:
    """(words, recipients, ways): the same words to several people are one row."""
    rows: dict[str, list[Expected]] = {}
    for each in expected:
        rows.setdefault(each.text, []).append(each)
    return [(text, "、".join(dict.fromkeys(e.person for e in told)), _ways(told)) for text, told in rows.items()]


def _ways(told: list[Expected]) -> str:
    ways = {way for each in told for way in each.notice.ways}
    return "、".join(name for way, name in WAYS.items() if way in ways) or "没有登记地址，不会发出"


ROUTES = [show_upcoming]
