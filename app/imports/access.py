"""Who may bring in and take out which form: the rights of its room's own pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.access import reach
from app.accounts.desk import Desk
from app.branches.access import record_for
from app.errors import Forbidden, NotFound
from app.imports.models import Import
from app.imports.registry import DOORS, Door, door_of


def may_write(desk: Desk, session: Session, door: Door) -> frozenset[int]:
    """The branches into whose ledger the user may import."""
    return _reach(desk, session, door.writes)


def may_read(desk: Desk, session: Session, door: Door) -> frozenset[int]:
    """The branches whose ledger the user may export."""
    return _reach(desk, session, door.reads)


def writable(desk: Desk, session: Session) -> list[Door]:
    return [door for door in DOORS.values() if may_write(desk, session, door)]


def readable(desk: Desk, session: Session) -> list[Door]:
    return [door for door in DOORS.values() if may_read(desk, session, door)]


def import_for(desk: Desk, session: Session, import_id: int) -> tuple[Import, Door]:
    """An import of a branch and a form the user may write; else it does not exist."""
    record = record_for(session, desk.reach, Import, import_id)
    door = door_of(record.form)
    if record.branch_id not in may_write(desk, session, door):
        raise NotFound
    return record, door


def door_for(desk: Desk, session: Session, form: str) -> Door:
    """A form whose ledger the user may at least read."""
    door = door_of(form)
    if not may_read(desk, session, door):
        raise Forbidden("您的角色不能使用这种台账", "如需使用，请联系安全管理员开通")
    return door


def _reach(desk: Desk, session: Session, route: str) -> frozenset[int]:
    state = desk.request.app.state
    return (reach(session, state.matrix, desk.user, route, state.subtree) or frozenset()) & desk.reach
