"""One month of the whole branch: who has paid, ticked in one form, and taken back in one step."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, person_for, record_for
from app.branches.dues import checks, forms, queries, rules
from app.branches.dues.acts import payments
from app.branches.dues.acts.payments import Marked
from app.branches.dues.models import DuesPayment
from app.branches.dues.queries import Row
from app.branches.dues.rules import yuan
from app.errors import Invalid, NotFound
from app.fields import Typed
from app.web import action, page
from checklists.periods import of_code

NAV = "branch"


@page("/dues/months/{month:int}", name="dues.month")
def show_month(desk: AtDesk, month: FromPath[int]) -> Response[str]:
    return _shown(desk, forms.known_month(month), forms.MARK.blank(paid_on=desk.today.isoformat(), way="self"))


@action("/dues/months/{month:int}", name="dues.mark")
def mark_month(desk: AtDesk, month: FromPath[int]) -> Response[Any]:
    """Only what this form changed is done: whom it showed as paid and sends without a tick is taken back."""
    forms.known_month(month)
    typed, chosen = forms.MARK.read(desk.form), set(desk.form.all("paid"))
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            rows = {str(row.member.person_id): row for row in _owing(session, branch.id, month, desk)}
            was = set(desk.form.all("was")) & rows.keys()
            if desk.form["act"] == "all":
                chosen = set(rows)
            paying = [row for key, row in rows.items() if key in chosen - was]
            unpaying = [row for key, row in rows.items() if key in was - chosen]
            values = typed.checked() if paying else {"paid_on": None}
            amounts = [(_person(desk, session, row), _due(row, month)) for row in paying]
            taken = [_person(desk, session, row) for row in unpaying]
            marked = payments.mark(session, desk.actor, month, amounts, taken, forms.how(values))
            said = _said(month, marked, paying, values["paid_on"])
            undo = _undo(month, marked)
            return desk.done(session, f"/dues?year={month // 100}", said, undo=undo)
    except Invalid as invalid:
        return _shown(desk, month, typed.refused(invalid), status=422, chosen=chosen)


@action("/dues/months/{month:int}/unmark", name="dues.unmark")
def unmark_month(desk: AtDesk, month: FromPath[int]) -> Response[Any]:
    """The undo of one marking: its payments are named in the address."""
    forms.known_month(month)
    with desk.write() as session:
        made, gone = (
            [record_for(session, desk.reach, DuesPayment, id_, deleted=deleted) for id_ in forms.ids(desk.query(name))]
            for name, deleted in (("made", False), ("gone", True))
        )
        if not made + gone or any(payment.month != month for payment in made + gone):
            raise NotFound
        count = payments.unmark(session, desk.actor, made, gone)
        return desk.done(session, f"/dues/months/{month}", f"已撤销{of_code(month).title}的{count}笔登记")


def _shown(desk: Desk, month: int, typed: Typed, *, status: int = 200, chosen: set[str] | None = None) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        rows = _owing(session, branch.id, month, desk)
    paid = {str(row.member.person_id) for row in rows if row.cells[month % 100 - 1].state == rules.PAID}
    names = desk.may("dues.person")
    return desk.page(
        "dues/month.html",
        f"{of_code(month).title}党费",
        nav=NAV,
        status=status,
        month=month,
        typed=typed,
        errors=typed.errors,
        counts=(len(rows), len(paid)),
        total=yuan(sum(row.cells[month % 100 - 1].paid or 0 for row in rows)),
        choices=[_choice(row, month) for row in rows] if names else [],
        values=sorted(paid if chosen is None else chosen),
        was=sorted(paid),
        ways=forms.CHOICES,
        may=desk.may("dues.mark"),
    )


def _owing(session: Session, branch: int, month: int, desk: Desk) -> list[Row]:
    """Who owes the month or has paid it."""
    rows = queries.sheet(session, [branch], month // 100, desk.today)
    return [row for row in rows if row.cells[month % 100 - 1].state in (rules.PAID, rules.UNPAID, rules.OPEN)]


def _choice(row: Row, month: int) -> tuple[str, str]:
    cell = row.cells[month % 100 - 1]
    amount = f"实交{yuan(cell.paid)}元" if cell.paid is not None else f"月应交{yuan(cell.due or 0)}元"
    return str(row.member.person_id), f"{row.member.name}，{amount}"


def _due(row: Row, month: int) -> int:
    return row.cells[month % 100 - 1].due or 0


def _person(desk: Desk, session: Session, row: Row) -> Any:
    return person_for(session, desk.reach, row.member.person_id)


def _said(month: int, marked: Marked, paying: list[Row], paid_on: Any) -> str:
    done = [f"登记{len(marked.made)}名已交"] if marked.made else []
    done += [f"撤回{len(marked.gone)}名"] if marked.gone else []
    if not done:
        return f"{of_code(month).title}党费没有改动"
    paid = [(month, _due(row, month), _due(row, month)) for row in paying]
    remarks = checks.remarks(paid, paid_on) if paid_on else ()
    return "。".join([f"{of_code(month).title}党费：{'，'.join(done)}", *remarks])


def _undo(month: int, marked: Marked) -> str:
    if not (marked.made or marked.gone):
        return ""
    made, gone = (".".join(str(one.id) for one in some) for some in (marked.made, marked.gone))
    return f"/dues/months/{month}/unmark?made={made}&gone={gone}"


ROUTES = [show_month, mark_month, unmark_month]
