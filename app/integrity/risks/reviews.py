"""Pages of reassessment (复核): the yearly review row by row, one risk point, taking one back."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Invalid, NotFound
from app.fields import Fields, Typed
from app.integrity.models import Reassessment, RiskPoint
from app.integrity.risks import acts, forms, queries
from app.integrity.risks.rules import LEVEL_WORDS
from app.web import action, page

NAV = "integrity"
DAY = Fields(forms.REVIEW.columns[0])


@page("/risks/review", name="risks.review")
def show_review(desk: AtDesk) -> Response[str]:
    return _review(desk, DAY.blank(reviewed_on=desk.today.isoformat()), {})


@action("/risks/review", name="risks.review_all")
def review_all(desk: AtDesk) -> Response[Any]:
    """The rows that were answered; what was left blank stays to be reviewed."""
    typed = DAY.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            waiting = queries.to_review(session, branch.id, desk.today)
            answered = forms.reviews(desk.form, waiting, typed.checked()["reviewed_on"])
            if not answered:
                raise Invalid({"": "还没有选择任何一行的复核结论"})
            count = acts.reassess_all(session, desk.actor, answered)
            left = queries.left_to_review(session, branch.id, desk.today)
            words = f"已复核{count}个风险点" + (f"，还有{left}个" if left else "，今年的全部复核完了")
            return desk.done(session, "/risks/review" if left else "/risks", words)
    except Invalid as invalid:
        return _review(desk, typed, _of_rows(invalid), status=422)


@page("/risks/{risk_id:int}/review", name="risks.review_form")
def show_one(desk: AtDesk, risk_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
    return _one(desk, risk, forms.REVIEW.blank(reviewed_on=desk.today.isoformat(), measures=risk.measures))


@action("/risks/{risk_id:int}/review", name="risks.review_one")
def review_one(desk: AtDesk, risk_id: FromPath[int]) -> Response[Any]:
    typed = forms.REVIEW.read(desk.form)
    try:
        with desk.write() as session:
            risk = record_for(session, desk.reach, RiskPoint, risk_id)
            review = acts.reassess(session, desk.actor, risk, forms.review(typed))
            undo = f"/risks/{risk_id}/reviews/{review.id}/delete"
            return desk.done(session, f"/risks/{risk_id}", "已登记这次复核", undo=undo)
    except Invalid as invalid:
        with desk.read() as session:
            risk = record_for(session, desk.reach, RiskPoint, risk_id)
        return _one(desk, risk, typed.refused(invalid), status=422)


@action("/risks/{risk_id:int}/reviews/{review_id:int}/delete", name="risks.take_back")
def take_back(desk: AtDesk, risk_id: FromPath[int], review_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
        acts.take_back(session, desk.actor, risk, _reviewed(session, risk, review_id, deleted=False))
        undo = f"/risks/{risk_id}/reviews/{review_id}/restore"
        return desk.done(session, f"/risks/{risk_id}", "已删除这次复核", undo=undo)


@action("/risks/{risk_id:int}/reviews/{review_id:int}/restore", name="risks.bring_back")
def bring_back(desk: AtDesk, risk_id: FromPath[int], review_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        risk = record_for(session, desk.reach, RiskPoint, risk_id)
        acts.bring_back(session, desk.actor, risk, _reviewed(session, risk, review_id, deleted=True))
        return desk.done(session, f"/risks/{risk_id}", "已恢复这次复核")


def _reviewed(session: Session, risk: RiskPoint, review_id: int, *, deleted: bool) -> Reassessment:
    """One review of this very risk point, living or deleted."""
    query = select(Reassessment).where(Reassessment.id == review_id, Reassessment.risk_point_id == risk.id)
    review = session.scalar(query.execution_options(with_deleted=True))
    if review is None or (review.deleted_at is not None) is not deleted:
        raise NotFound
    return review


def _of_rows(invalid: Invalid) -> dict[str, str]:
    """The day is asked once for all rows: what is wrong with it in a row stands with the row's answer."""
    return {name.replace("reviewed_on-", "conclusion-"): words for name, words in invalid.errors.items()}


def _review(desk: Desk, typed: Typed, errors: dict[str, str], status: int = 200) -> Response[str]:
    with desk.read() as session:
        branch = desk.branch if desk.in_branch else None
        waiting = queries.to_review(session, branch, desk.today)
    chosen = dict(desk.form)
    return desk.page(
        "integrity/review.html",
        f"{desk.today.year}年风险点复核",
        nav=NAV,
        status=status,
        waiting=waiting,
        typed=typed,
        chosen=chosen,
        errors=errors,
        levels=LEVEL_WORDS,
        choices=forms.CONCLUSION_CHOICES,
    )


def _one(desk: Desk, risk: RiskPoint, typed: Typed, status: int = 200) -> Response[str]:
    return desk.page(
        "integrity/review_one.html",
        f"复核“{risk.point}”",
        nav=NAV,
        status=status,
        risk=risk,
        typed=typed,
        errors=typed.errors,
        choices=forms.CONCLUSION_CHOICES,
    )


ROUTES = [show_review, review_all, show_one, review_one, take_back, bring_back]
