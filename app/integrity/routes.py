"""The first page of 廉政, and the routes of the room."""

from __future__ import annotations

from litestar import Response

from app.accounts.desk import AtDesk
from app.integrity import queries
from app.integrity.models import NODES
from app.integrity.risks import routes as risks
from app.integrity.rounds import routes as rounds
from app.web import page


@page("/integrity", name="integrity.front")
def show_front(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = desk.branch if desk.in_branch else None
        front = queries.front(session, branch, desk.today, desk.office.workdays)
    return desk.page("integrity/front.html", "廉政", nav="integrity", front=front, names=NODES, year=desk.today.year)


ROUTES = [show_front, *risks.ROUTES, *rounds.ROUTES]
