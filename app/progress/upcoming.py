"""The dry run: what the coming thirty days would tell whom, if nothing is done meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from litestar import Response

from app.accounts.desk import AtDesk
from app.outbox.ways import WAYS, writer
from app.progress.telling import View
from app.web import long_day, page
from reminders.forecast import Expected, forecast
from reminders.nouns import Stage

DAYS = 30


class Told(NamedTuple):
    """One row: a round's own text is long, and stands behind a click."""

    title: str
    text: str
    note: str


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


def _told(expected: Iterable[Expected]) -> list[Told]:
    """What several people are told in the same words is one row."""
    rows: dict[str, list[Expected]] = {}
    for each in expected:
        rows.setdefault(each.text, []).append(each)
    return [_row(text, told) for text, told in rows.items()]


def _row(text: str, told: list[Expected]) -> Told:
    ways = {way for each in told for way in each.notice.ways}
    by = "、".join(name for way, name in WAYS.items() if way in ways)
    reached = _names(each for each in told if each.notice.ways)
    missed = _names(each for each in told if not each.notice.ways)
    counted = f"，共{len(reached)}人" if len(reached) > 1 else ""
    notes = [f"给{'、'.join(reached)}{counted}；{by}。"] if reached else []
    notes += [f"{'、'.join(missed)}没有登记邮箱，收不到。"] if missed else []
    of_round = told[0].notice.stage is Stage.SEND
    return Told(told[0].notice.title if of_round else text, text if of_round else "", "".join(notes))


def _names(expected: Iterable[Expected]) -> list[str]:
    return list(dict.fromkeys(each.person for each in expected))


ROUTES = [show_upcoming]
