"""What asks for care on a household's page: full numbers for a reason, and the end of contact in neutral words."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.branches.access import record_for
from app.errors import Invalid
from app.pairing import forms
from app.pairing.acts import households
from app.pairing.models import Household
from app.pairing.routes.card import card
from app.web import action


@action("/pairs/{household_id:int}/reveal", name="pairing.reveal")
def reveal(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    """Shown once, on this answer alone: a form sent twice, or a page turned back to, shows the masks again."""
    try:
        with desk.write() as session:
            household = record_for(session, desk.reach, Household, household_id)
            full = households.reveal(session, desk.actor, household, desk.form["reason"])
            desk.done(session, f"/pairs/{household_id}", "")
    except Invalid as invalid:
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, household_id)
            return card(desk, session, household, errors=invalid.errors, reason=desk.form["reason"])
    with desk.read() as session:
        household = record_for(session, desk.reach, Household, household_id)
        return card(desk, session, household, full=full)


@action("/pairs/{household_id:int}/end", name="pairing.end")
def end_contact(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    typed = forms.ENDING.read(desk.form)
    try:
        with desk.write() as session:
            household = record_for(session, desk.reach, Household, household_id)
            values = typed.checked()
            households.end(session, desk.actor, household, values["ended_on"], values["ended_reason"])
            words = f"已结束与“{household.name}”家的联系，不再提醒；原有记录都保留"
            return desk.done(session, f"/pairs/{household_id}", words, undo=f"/pairs/{household_id}/resume")
    except Invalid as invalid:
        with desk.read() as session:
            household = record_for(session, desk.reach, Household, household_id)
            return card(desk, session, household, errors=typed.refused(invalid).errors, ending=typed)


@action("/pairs/{household_id:int}/resume", name="pairing.resume")
def resume_contact(desk: AtDesk, household_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        household = record_for(session, desk.reach, Household, household_id)
        households.resume(session, desk.actor, household)
        return desk.done(session, f"/pairs/{household_id}", f"已恢复与“{household.name}”家的联系")


ROUTES = [reveal, end_contact, resume_contact]
