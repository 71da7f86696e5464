"""One member: the amounts with their first months, what was paid, and paying several months."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import person_for, record_for
from app.branches.dues import checks, forms, queries, rules
from app.branches.dues.acts import payments, rates
from app.branches.dues.models import WAYS, DuesPayment, DuesRate
from app.branches.dues.queries import Row
from app.branches.dues.rules import yuan
from app.branches.models import Person
from app.errors import Invalid
from app.fields import Typed
from app.web import Link, action, page, short_day
from checklists.periods import containing, of_code

NAV = "branch"


@page("/dues/{person_id:int}", name="dues.person")
def show_person(desk: AtDesk, person_id: FromPath[int]) -> Response[str]:
    return _shown(desk, person_id)


@action("/dues/{person_id:int}/rate", name="dues.fix")
def fix_rate(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    typed = forms.RATE.read(desk.form)
    try:
        with desk.write() as session:
            person = person_for(session, desk.reach, person_id)
            values = typed.checked()
            rate = rates.fix(
                session, desk.actor, person, values["since"], values["monthly"], str(values["basis"] or "")
            )
            said = f"{person.name}从{rate.since.year}年{rate.since.month}月起月应交{yuan(rate.monthly_fen)}元"
            return desk.done(session, f"/dues/{person_id}", said, undo=f"/dues/rates/undo?made={rate.id}")
    except Invalid as invalid:
        return _shown(desk, person_id, rate=typed.refused(invalid), status=422)


@action("/dues/{person_id:int}/pay", name="dues.pay")
def pay_months(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    """Several months at once: paid back, or a quarter ahead."""
    typed, chosen = forms.PAY.read(desk.form), desk.form.all("months")
    try:
        with desk.write() as session:
            person = person_for(session, desk.reach, person_id)
            open_ = {str(cell.month): cell for cell in _payable(session, person, desk.today)}
            wanted = [open_[month] for month in chosen if month in open_]
            if not wanted:
                raise Invalid({"months": "请选交哪几个月"} | typed.errors)
            values = typed.checked()
            months = [(cell.month, cell.due or 0) for cell in wanted]
            made = payments.pay_back(session, desk.actor, person, months, forms.how(values))
            remarks = checks.remarks([(cell.month, cell.due or 0, cell.due) for cell in wanted], values["paid_on"])
            total = yuan(sum(payment.amount_fen for payment in made))
            said = "。".join([f"{person.name}交纳{len(made)}个月，共{total}元", *remarks])
            undo = f"/dues/{person_id}/unpay?made={'.'.join(str(one.id) for one in made)}"
            return desk.done(session, f"/dues/{person_id}", said, undo=undo)
    except Invalid as invalid:
        return _shown(desk, person_id, pay=typed.refused(invalid), chosen=chosen, status=422)


@action("/dues/{person_id:int}/unpay", name="dues.unpay")
def unpay_months(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        person = person_for(session, desk.reach, person_id)
        made = [record_for(session, desk.reach, DuesPayment, id_) for id_ in forms.ids(desk.query("made"))]
        count = payments.unmark(session, desk.actor, [one for one in made if one.person_id == person.id], [])
        return desk.done(session, f"/dues/{person_id}", f"已撤销{person.name}的{count}笔登记")


def _row(session: Session, person: Person, year: int, today: date) -> Row | None:
    return queries.of_person(session, person.branch_id, person.id, year, today)


def _payable(session: Session, person: Person, today: date) -> list[rules.Cell]:
    """Months nobody has paid yet, from last year up to the end of this quarter."""
    last = rules.code_of(containing("quarter", today).last)
    rows = [_row(session, person, year, today) for year in (today.year - 1, today.year)]
    unpaid = (rules.UNPAID, rules.OPEN)
    return [cell for row in rows if row for cell in row.cells if cell.state in unpaid and cell.month <= last]


def _shown(
    desk: Desk,
    person_id: int,
    *,
    rate: Typed | None = None,
    pay: Typed | None = None,
    chosen: list[str] | None = None,
    status: int = 200,
) -> Response[str]:
    year = forms.year_of(desk.query("year"), desk.today)
    with desk.read() as session:
        person = person_for(session, desk.reach, person_id)
        row = _row(session, person, year, desk.today)
        payable = _payable(session, person, desk.today)
        fixed = queries.rates_of(session, person.branch_id, person.id)
        paid = queries.payments_of(session, person.branch_id, person.id, year)
    return desk.page(
        "dues/person.html",
        f"{person.name}的党费",
        nav=NAV,
        status=status,
        person=person,
        year=year,
        row=row,
        sums=(yuan(row.paid), yuan(row.unpaid)) if row else ("0", "0"),
        fixed=[_rate(one) for one in fixed],
        paid=[_paid(one) for one in paid],
        payable=[(str(c.month), f"{of_code(c.month).title}，月应交{yuan(c.due or 0)}元") for c in payable],
        chosen=chosen or [],
        rate=rate or forms.RATE.blank(since=f"{desk.today:%Y-%m}"),
        pay=pay or forms.PAY.blank(paid_on=desk.today.isoformat(), way="self"),
        rate_errors=rate.errors if rate else {},
        pay_errors=pay.errors if pay else {},
        ways=forms.CHOICES,
        may=desk.may("dues.mark"),
    )


def _rate(rate: DuesRate) -> tuple[int, str, str, str]:
    amount = f"{yuan(rate.monthly_fen)}元" if rate.monthly_fen else "免交"
    return rate.id, f"{rate.since.year}年{rate.since.month}月起", amount, rate.basis


def _paid(payment: DuesPayment) -> tuple[Any, ...]:
    """月份, 实交, 交纳日期, 方式, 备注"""
    said = "，".join(filter(None, (payment.consent, payment.note)))
    month = Link(of_code(payment.month).name, f"/dues/payments/{payment.id}")
    return month, f"{yuan(payment.amount_fen)}元", short_day(payment.paid_on), WAYS.get(payment.way, ""), said


ROUTES = [show_person, fix_rate, pay_months, unpay_months]
