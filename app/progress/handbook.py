"""党支部工作手册 of a year: every record in the section of the paper handbook it belongs to (forms.md 16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Response

from app.accounts.desk import AtDesk
from app.branches.access import branch_for
from app.branches.models import POSTS
from app.branches.queries import posts_of, roster
from app.progress.periods import asked_year
from app.progress.places import page_of
from app.progress.standing import Overview
from app.web import Link, page, short_day
from checklists.facts import Event

# section → kinds of what is recorded there, in the order of the paper
SECTIONS = {
    "帮困记录": ("visit", "contact"),
    "谈心谈话": ("talk",),
    "党员大会记录": ("member_meeting",),
    "支委会记录": ("committee_meeting",),
    "党小组会记录": ("group_meeting",),
    "党课记录": ("lecture",),
    "主题党日": ("theme_day",),
    "组织生活会和民主评议党员": ("life_meeting", "appraisal"),
    "学习、教育和培训": ("first_topic", "study", "warning_education", "training_out", "training_in", "study_visit"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `rows` are 日期, 记录, 状态."""

    title: str
    rows: tuple[tuple[Any, ...], ...]


@page("/handbook", name="progress.handbook")
def show_handbook(desk: AtDesk) -> Response[str]:
    """What stands in the book on the last day of the year, or today while it runs."""
    year = asked_year(desk.query("year"), desk.today)
    on = min(desk.today, date(year, 12, 31))
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        overview = Overview(session, desk.office, frozenset({branch.id}))
        found = sections([event for event in overview.events if event.on.year == year and event.on <= on])
        members = roster(session, [branch.id], on)
        committee = posts_of(session, branch.id, on)
    return desk.page(
        "progress/handbook.html",
        f"{year}年党支部工作手册",
        nav="reports",
        year=year,
        branch=branch,
        committee=[(name, POSTS[post.title], str(post.since)) for post, name in committee],
        members=[(row.name, row.category_word, row.post_word, row.group) for row in members],
        sections=found,
    )


def sections(events: Iterable[Event]) -> list[Section]:
    """Each record once a section, by day; a gathering with parts of several kinds stands in each of theirs."""
    known = list(events)
    made = []
    for title, kinds in SECTIONS.items():
        mine = {(event.kind, event.id): event for event in known if event.kind in kinds}
        ordered = sorted(mine.values(), key=lambda event: (event.on, event.id))
        made.append(Section(title, tuple(_row(event) for event in ordered)))
    return made


def _row(event: Event) -> tuple[Any, ...]:
    link = Link(event.title, page_of(event.record))
    return short_day(event.on), link, "" if event.reviewed else "未归档"


ROUTES = [show_handbook]
