"""One payment: corrected, deleted, brought back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import person_for, record_for
from app.branches.dues import forms
from app.branches.dues.acts import payments
from app.branches.dues.models import DuesPayment
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import action, page
from checklists.periods import of_code

NAV = "branch"


@page("/dues/payments/{payment_id:int}", name="dues.payment")
def show_payment(desk: AtDesk, payment_id: FromPath[int]) -> Response[str]:
    return _edit(desk, payment_id)


@action("/dues/payments/{payment_id:int}", name="dues.change")
def change_payment(desk: AtDesk, payment_id: FromPath[int]) -> Response[Any]:
    typed = forms.PAYMENT.read(desk.form)
    try:
        with desk.write() as session:
            payment = record_for(session, desk.reach, DuesPayment, payment_id)
            values = typed.checked()
            version = desk.form.number("version")
            payments.change(session, desk.actor, payment, values["amount"], forms.how(values), version)
            return desk.done(session, f"/dues/{payment.person_id}", f"已更正{of_code(payment.month).title}的交纳")
    except Invalid as invalid:
        return _edit(desk, payment_id, typed.refused(invalid), 422)
    except Conflict:
        return _edit(desk, payment_id, typed, 409)


@action("/dues/payments/{payment_id:int}/delete", name="dues.delete")
def delete_payment(desk: AtDesk, payment_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        payment = record_for(session, desk.reach, DuesPayment, payment_id)
        payments.delete(session, desk.actor, payment)
        said, undo = f"已删除{of_code(payment.month).title}的交纳", f"/dues/payments/{payment_id}/restore"
        return desk.done(session, f"/dues/{payment.person_id}", said, undo=undo)


@action("/dues/payments/{payment_id:int}/restore", name="dues.restore")
def restore_payment(desk: AtDesk, payment_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        payment = record_for(session, desk.reach, DuesPayment, payment_id, deleted=True)
        payments.restore(session, desk.actor, payment)
        return desk.done(session, f"/dues/{payment.person_id}", f"已恢复{of_code(payment.month).title}的交纳")


def _edit(desk: Desk, payment_id: int, typed: Typed | None = None, status: int = 200) -> Response[str]:
    with desk.read() as session:
        payment = record_for(session, desk.reach, DuesPayment, payment_id)
        person = person_for(session, desk.reach, payment.person_id)
    now = forms.shown(payment)
    typed = typed or now
    return desk.page(
        "dues/payment.html",
        f"{person.name}{of_code(payment.month).title}党费",
        nav=NAV,
        status=status,
        payment=payment,
        typed=typed,
        errors=typed.errors,
        ways=forms.CHOICES,
        conflict=desk.differences(forms.PAYMENT, typed, now) if status == 409 else [],
    )


ROUTES = [show_payment, change_payment, delete_payment, restore_payment]
