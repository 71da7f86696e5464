"""The page of one issue, shown again with words when its one-line form was refused."""

from __future__ import annotations

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.access import reach
from app.accounts.desk import Desk
from app.branches.access import branch_names
from app.rectification import queries
from app.rectification.cases import called, chain, due, person, stands
from app.rectification.models import LEVELS, MODES, SOURCES, Issue
from app.rectification.states import state_of
from app.rectification.timeline import history, next_act

NAV = "issues"


def show(desk: Desk, issue_id: int, errors: dict[str, str] | None = None, text: str = "") -> Response[str]:
    """The issue with its history and the one act that comes next."""
    with desk.read() as session:
        issue = queries.issue_for(session, desk.reach, desk.user.person_id, issue_id)
        works = may(desk, session, "issues.apply", issue.branch_id)
        named = desk.user.person_id is not None and issue.verifier_id == desk.user.person_id
        decides = named or may(desk, session, "issues.verify", issue.branch_id)
        branch = "" if issue.branch_id == desk.branch else branch_names(session, [issue.branch_id])[0][1]
        return desk.page(
            "rectification/show.html",
            called(issue),
            nav=NAV,
            status=422 if errors else 200,
            issue=issue,
            branch=branch,
            state=state_of(chain(issue)),
            stands=stands(issue, desk.today, desk.office.workdays),
            due=due(issue),
            entries=history(issue),
            next=next_act(issue, person(desk.actor), desk.today, works=works, decides=decides),
            works=works,
            decides=decides,
            words=_words(issue),
            errors=errors or {},
            text=text,
        )


def may(desk: Desk, session: Session, route: str, branch: int) -> bool:
    """Whether the matrix lets this user use another route for records of the branch."""
    state = desk.request.app.state
    return branch in (reach(session, state.matrix, desk.user, route, state.subtree) or ())


def _words(issue: Issue) -> dict[str, str]:
    """The words on paper for what is stored as codes."""
    return {
        "source": SOURCES.get(issue.source, issue.source),
        "level": LEVELS.get(issue.level, ""),
        "mode": MODES.get(issue.mode, ""),
        "lists": "、".join(row.name for row in issue.lists),
    }
