"""From a request to a desk: who is signed in, what this route lets them touch, which branch they work on."""

from __future__ import annotations

from typing import Any

from litestar import Request

from app.accounts import acts
from app.accounts.access import Matrix, Subtree, User, reach, user_of
from app.accounts.desk import Desk
from app.errors import Forbidden, GoTo, NotFound, SignInRequired
from app.paging import LARGEST
from app.web import Office


def sit_down(request: Request[Any, Any, Any]) -> Desk:
    """The dependency of every signed-in route: session, grants, the matrix, the chosen branch."""
    office: Office = request.app.state.office
    matrix: Matrix = request.app.state.matrix
    subtree: Subtree = request.app.state.subtree
    token = request.cookies.get(office.cookie("qd")) or ""
    route = str(request.route_handler.name)
    now = office.clock.now()
    with office.db.read() as session:
        found = acts.signed_in(session, token, now) if token else None
        if found is None:
            raise SignInRequired
        account, stale = found
        user = user_of(session, account, office.clock.today())
        if user.must_change and not route.endswith("password"):
            raise GoTo("/password")
        branches = reach(session, matrix, user, route, subtree)
        if branches is None and request.url.path == "/":
            raise GoTo(request.app.route_reverse(matrix.home(user)))  # every role begins somewhere
        own = {branch for _, branch in user.grants if branch is not None}
        choices = request.app.state.branch_names(session, own if branches is None else branches)
    if stale:
        with office.db.write() as session:
            acts.touch(session, token, now)
    chosen = _chosen(request, office, user, dict(choices))
    name = dict(choices).get(chosen or 0, "")
    desk = Desk(request, office, user, token, route, branches or frozenset(), chosen, name, choices)
    request.state.desk = desk  # an error page keeps the navigation
    if branches is None:
        raise Forbidden("您的角色不能使用这一页", "如需使用，请联系安全管理员开通")
    if any(isinstance(value, int) and value > LARGEST for value in request.path_params.values()):
        raise NotFound  # no database takes such an id
    return desk


def _chosen(request: Request[Any, Any, Any], office: Office, user: User, names: dict[int, str]) -> int | None:
    wanted = str(request.query_params.get("branch") or request.cookies.get(office.cookie("branch")) or "")
    if wanted.isdecimal() and int(wanted) in names:
        return int(wanted)
    own = [branch for _, branch in user.grants if branch in names]
    return own[0] if own else next(iter(names), None)
