"""The page of the audit administrator, who reads and changes nothing."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from litestar import Response

from app.accounts.desk import AtDesk, Desk
from app.audit_pages import queries
from app.audit_pages.queries import Wanted
from app.audit_pages.words import words
from app.branches.access import branch_names
from app.web import page


@page("/audit", name="audit.list")
def list_audit(desk: AtDesk) -> Response[str]:
    wanted = _wanted(desk)
    with desk.read() as session:
        found = queries.listed(session, wanted, dict(branch_names(session, None)))
        chain = queries.followed(session) if desk.query("check") == "1" else None
    asked = {"noun": wanted.noun, "who": wanted.who, "day": wanted.day.isoformat() if wanted.day else ""}
    return desk.page(
        "audit/list.html",
        "操作记录",
        nav="audit",
        found=found,
        chain=chain,
        nouns=list(words()["nouns"].items()),
        asked=asked,
        narrowed=any(asked.values()),
        older=f"/audit?{urlencode(asked | {'before': found.older})}" if found.older else "",
    )


def _wanted(desk: Desk) -> Wanted:
    before = desk.query("before")
    return Wanted(
        noun=desk.query("noun") if desk.query("noun") in words()["nouns"] else "",
        who=desk.query("who"),
        day=_day(desk.query("day")),
        before=int(before) if before.isdecimal() else None,
    )


def _day(text: str) -> date | None:
    """A day typed into the address that is none asks nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


ROUTES = [list_audit]
