"""Pages of the rectification ledger: find, print, enter, open and correct an issue."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.rectification import acts, along, close_out, forms, ledger
from app.rectification.cases import called
from app.rectification.listing import SHOWN, counts, listed, lists_of
from app.rectification.models import LEVELS, MODES, SOURCES, Issue
from app.rectification.showing import show as show_page
from app.web import action, page

NAV = "issues"


@page("/issues", name="issues.list")
def list_issues(desk: AtDesk) -> Response[str]:
    on_list, words = desk.query("on_list"), desk.query("words")
    show = desk.query("show") if desk.query("show") in SHOWN else "open"
    before, workdays = desk.query("before"), desk.office.workdays
    with desk.read() as session:
        wanted = {"show": show, "on_list": on_list, "words": words, "before": before}
        found = listed(session, desk.in_branch, desk.today, workdays, **wanted)
        counted = counts(session, desk.in_branch, desk.today)
        lists = lists_of(session, desk.in_branch)
    return desk.page(
        "rectification/list.html",
        "问题整改",
        nav=NAV,
        found=found,
        counted=counted,
        shown=list(SHOWN.items()),
        lists=[(name, name) for name in lists],
        show=show,
        on_list=on_list,
        words=words,
    )


@page("/issues/print", name="issues.print")
def print_issues(desk: AtDesk) -> Response[str]:
    """The whole ledger of the branch in the order of its numbers, as it goes on paper."""
    with desk.read() as session:
        rows = [ledger.printed(session, issue) for issue in ledger.all_of(session, desk.in_branch)]
    title, headings = "问题整改销号台账", [heading for heading, _ in ledger.PRINTED]
    return desk.page("rectification/print.html", title, nav=NAV, rows=rows, headings=headings, today=desk.today)


@page("/issues/new", name="issues.new")
def new_issue(desk: AtDesk) -> Response[str]:
    return _edit(desk, forms.FIELDS.blank(found_on=desk.today.isoformat(), mode="by_date"))


@action("/issues/new", name="issues.add")
def add_issue(desk: AtDesk) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        values = forms.values_of(typed)
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            issue = acts.add(session, desk.actor, branch.id, values)
            return desk.done(session, f"/issues/{issue.id}", f"已列入台账第{issue.number}项")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), status=422)


@page("/issues/{issue_id:int}", name="issues.show")
def show_issue(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return show_page(desk, issue_id)


@page("/issues/{issue_id:int}/edit", name="issues.edit")
def edit_issue(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        issue = record_for(session, desk.reach, Issue, issue_id)
        return _edit(desk, forms.shown(issue), issue)


@action("/issues/{issue_id:int}/edit", name="issues.change")
def change_issue(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            issue = record_for(session, desk.reach, Issue, issue_id)
            values = forms.values_of(typed)
            acts.change(session, desk.actor, issue, values, desk.form.number("version"))
            return desk.done(session, f"/issues/{issue_id}", f"已保存第{issue.number}项")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            issue = record_for(session, desk.reach, Issue, issue_id)
            if isinstance(problem, Invalid):
                return _edit(desk, typed.refused(problem), issue, status=422)
            conflict = desk.differences(forms.FIELDS, typed, forms.shown(issue))
            return _edit(desk, typed, issue, status=409, conflict=conflict)


def _edit(
    desk: Desk,
    typed: Typed,
    issue: Issue | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        branch = issue.branch_id if issue else desk.branch or 0
        people = [row.name for row in roster(session, [branch], desk.today)]
        lists = lists_of(session, frozenset({branch}))
    return desk.page(
        "rectification/edit.html",
        f"修改{called(issue)}" if issue else "登记问题",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        people=people,
        issue=issue,
        sources=forms.choices(SOURCES, typed.source),
        categories=forms.choices(forms.CATEGORIES, typed.category),
        levels=list(LEVELS.items()),
        modes=list(MODES.items()),
        lists=[(name, name) for name in dict.fromkeys([*lists, *typed.lists])],
        conflict=conflict or [],
    )


ROUTES = [
    list_issues,
    print_issues,
    new_issue,
    add_issue,
    show_issue,
    edit_issue,
    change_issue,
    *along.ROUTES,
    *close_out.ROUTES,
]
