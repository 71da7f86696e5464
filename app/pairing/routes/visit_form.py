"""The form of a visit: whose household it was, and what is offered while one types."""

from __future__ import annotations

from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.branches.access import record_for
from app.errors import Invalid
from app.fields import Typed
from app.pairing.acts import visits
from app.pairing.known import known
from app.pairing.models import Household, Visit
from app.pairing.queries import households as homes
from app.pairing.queries import visits as lists
from app.pairing.routes import common
from app.pairing.words import ORGANISERS, WAYS

ASKED = [(code, word) if code == "home" else (code, word, "记为联系，不计户次") for code, word in WAYS.items()]


def household_of(session: Session, desk: Desk, branch_id: int, values: dict[str, Any]) -> int:
    """The household that was chosen, as long as the name beside it is still its own; else the one of that name."""
    name = values["person"]
    if values["household"] is not None:
        chosen = record_for(session, frozenset({branch_id}), Household, values["household"])
        if name in (chosen.name, known(session, branch_id).called(chosen.id)):
            return chosen.id
    create, village = bool(values["is_new"]), values["village"] or ""
    return visits.household_of(session, desk.actor, branch_id, name, create=create, village=village)


def _with_name_words(session: Session, desk: Desk, branch_id: int, typed: Typed) -> Typed:
    """What is wrong with the name is said together with what is wrong elsewhere, not one after the other."""
    try:
        visits.household_of(session, desk.actor, branch_id, typed.person, create=False)
    except Invalid as invalid:
        return Typed(typed.texts, typed.values, {**invalid.errors, **typed.errors})
    return typed


def edit(
    desk: Desk,
    typed: Typed,
    status: int = 200,
    visit: Visit | None = None,
    conflict: common.Differences | None = None,
) -> Response[str]:
    branch = visit.branch_id if visit else desk.branch or 0
    with desk.read() as session:
        if status == 422 and visit is None and not (typed.is_new or typed.household):
            typed = _with_name_words(session, desk, branch, typed)
        book = known(session, branch)
        same = book.households(typed.person)
        page_values = {
            "people": common.members(session, desk, branch),
            "households": homes.suggestions(session, frozenset({branch}), desk.today),
            "campaigns": [name for _, name in lists.campaigns(session, frozenset({branch}))],
            "choices": [(id_, book.called(id_)) for id_ in same] if len(same) > 1 else [],
            "unknown": bool(typed.person) and not same,
        }
    return desk.page(
        "pairing/visit_edit.html",
        "修改走访记录" if visit else "记一次走访",
        nav=common.NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        visit=visit,
        ways=ASKED,
        organisers=list(ORGANISERS.items()),
        conflict=conflict or [],
        **page_values,
    )
