"""That a year's dues were made public: entered once it is done; the sheet for it is printed beside."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.dues import forms, queries
from app.branches.dues.acts import publications
from app.branches.dues.models import DuesPublication
from app.branches.dues.rules import yuan
from app.errors import Invalid
from app.fields import Typed
from app.web import action, page

NAV = "branch"


@page("/dues/publications/{year:int}", name="dues.publication")
def show_publication(desk: AtDesk, year: FromPath[int]) -> Response[str]:
    return _shown(desk, forms.known_year(year))


@action("/dues/publications/{year:int}", name="dues.publish")
def publish(desk: AtDesk, year: FromPath[int]) -> Response[Any]:
    known, typed = forms.known_year(year), forms.PUBLICATION.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            given = typed.checked()
            told = (given["published_on"], given["place"], given["total"], str(given["note"] or ""))
            made = publications.publish(session, desk.actor, branch.id, known, *told)
            undo = f"/dues/publications/{made.id}/delete"
            return desk.done(session, f"/dues/publications/{year}", f"已登记{year}年党费的公布", undo=undo)
    except Invalid as invalid:
        return _shown(desk, year, typed.refused(invalid), 422)


@action("/dues/publications/{publication_id:int}/delete", name="dues.delete_publication")
def delete_publication(desk: AtDesk, publication_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        told = record_for(session, desk.reach, DuesPublication, publication_id)
        publications.delete(session, desk.actor, told)
        undo = f"/dues/publications/{publication_id}/restore"
        return desk.done(session, f"/dues/publications/{told.year}", "已删除这次公布的登记", undo=undo)


@action("/dues/publications/{publication_id:int}/restore", name="dues.restore_publication")
def restore_publication(desk: AtDesk, publication_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        told = record_for(session, desk.reach, DuesPublication, publication_id, deleted=True)
        publications.restore(session, desk.actor, told)
        return desk.done(session, f"/dues/publications/{told.year}", "已恢复这次公布的登记")


def _shown(desk: Desk, year: int, typed: Typed | None = None, status: int = 200) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        total = sum(row.paid for row in queries.sheet(session, [branch.id], year, desk.today))
        told = queries.publications(session, branch.id, year)
    typed = typed or forms.PUBLICATION.blank(published_on=desk.today.isoformat(), total=yuan(total))
    return desk.page(
        "dues/publication.html",
        f"{year}年党费的公布",
        nav=NAV,
        status=status,
        year=year,
        typed=typed,
        errors=typed.errors,
        told=[(one, yuan(one.total_fen)) for one in told],
        may=desk.may("dues.publish"),
    )


ROUTES = [show_publication, publish, delete_publication, restore_publication]
