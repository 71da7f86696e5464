"""走访单 to print and take along."""

from __future__ import annotations

from litestar import Response

from app.accounts.desk import AtDesk
from app.pairing.queries import households as homes
from app.pairing.routes import common
from app.web import page


@page("/visits/sheet", name="pairing.sheet")
def show_sheet(desk: AtDesk) -> Response[str]:
    """走访单 to take along: one a village, names and blanks only; no number, kind or grade of a disability."""
    village, show = desk.query("village"), desk.query("show") or "paired"
    with desk.read() as session:
        sheets = homes.sheets(session, desk.in_branch, desk.today, village=village, show=show)
        places = homes.villages(session, desk.in_branch)
    return desk.page(
        "pairing/sheet.html",
        "走访单",
        nav=common.NAV,
        sheets=sheets,
        village=village,
        villages=[(place, place) for place in places],
        show=show,
        shows=[(code, word) for code, word in homes.SHOWN.items() if code != "ended"],
    )


ROUTES = [show_sheet]
