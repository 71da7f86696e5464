"""Pages of reminders: the year's nodes, prepare a round, enter one that happened."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.integrity.models import NODES, WAYS, ReminderRound
from app.integrity.rounds import acts, forms, queries, rules, steps
from app.integrity.rounds.states import Letters
from app.outbox.ways import unapproved
from app.web import action, page
from reminders.sms_parts import parts

NAV = "integrity"


@page("/reminders", name="reminders.list")
def list_rounds(desk: AtDesk) -> Response[str]:
    workdays, year = desk.office.workdays, _year(desk)
    with desk.read() as session:
        rounds = queries.of_year(session, desk.in_branch, year, desk.today, workdays)
    return desk.page(
        "integrity/reminders.html",
        f"{year}年廉政提醒",
        nav=NAV,
        year=year,
        nodes=queries.nodes_of(year, rounds, workdays),
        rounds=rounds,
        names=NODES,
        today=desk.today,
        provisional=workdays.provisional(year),
        may=steps.may_write(desk, desk.branch),
    )


@page("/reminders/new", name="reminders.new")
def new_round(desk: AtDesk) -> Response[str]:
    """A draft for the chosen nodes, with the default text and day."""
    nodes = [code for code in NODES if code in desk.request.query_params.getall("node", [])]
    year = _year(desk)
    typed = forms.drafted(nodes, year, desk.today, desk.office)
    return _edit(desk, typed, by_hand=False)


@action("/reminders/new", name="reminders.prepare")
def prepare(desk: AtDesk) -> Response[Any]:
    typed = forms.PREPARED.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            round_ = acts.prepare(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, f"/reminders/{round_.id}", "已存好这批提醒，经批准后到日子发送")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), by_hand=False, status=422)


@page("/reminders/enter", name="reminders.entering")
def new_entry(desk: AtDesk) -> Response[str]:
    typed = forms.BY_HAND.blank(day=desk.today.isoformat(), audience="全体党员")
    return _edit(desk, typed, by_hand=True)


@action("/reminders/enter", name="reminders.enter")
def enter(desk: AtDesk) -> Response[Any]:
    typed = forms.BY_HAND.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            round_ = acts.enter(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, f"/reminders/{round_.id}", "已登记这批提醒，标注“人工登记”")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), by_hand=True, status=422)


@page("/reminders/{round_id:int}", name="reminders.show")
def show_round(desk: AtDesk, round_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id)
        letters = queries.letters_of(session, [round_id]).get(round_id, Letters())
        shown = queries.listed(round_, letters, desk.today, desk.office.workdays)
        ways = [way for way in rules.split(round_.ways) if way in desk.office.settings.ways]
        reached = queries.reached(session, round_.branch_id, max(round_.day, desk.today), ways)
        gone = acts.has_gone(session, round_)
    return desk.page(
        "integrity/reminder.html",
        shown.title,
        nav=NAV,
        shown=shown,
        round=round_,
        reached=reached,
        gone=gone,
        rest_day=not desk.office.workdays.is_workday(round_.day),
        sms="sms" in ways,
        unapproved="sms" in ways and unapproved(desk.office.settings, round_.sms_text),
        sms_parts=parts(round_.sms_text, desk.office.settings.sms_sign),
        may=steps.may_write(desk, round_.branch_id),
        may_approve=steps.may_approve(desk, round_.branch_id),
    )


@page("/reminders/{round_id:int}/edit", name="reminders.edit")
def edit_round(desk: AtDesk, round_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        round_ = record_for(session, desk.reach, ReminderRound, round_id)
    return _edit(desk, forms.shown(round_), by_hand=round_.by_hand, round_=round_)


@action("/reminders/{round_id:int}/edit", name="reminders.change")
def change_round(desk: AtDesk, round_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        fields = forms.fields_of(record_for(session, desk.reach, ReminderRound, round_id))
    typed = fields.read(desk.form)
    try:
        with desk.write() as session:
            round_ = record_for(session, desk.reach, ReminderRound, round_id)
            acts.change(session, desk.actor, round_, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/reminders/{round_id}", "已保存这批提醒")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            round_ = record_for(session, desk.reach, ReminderRound, round_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), by_hand=round_.by_hand, round_=round_, status=422)
        conflict = desk.differences(fields, typed, forms.shown(round_))
        return _edit(desk, typed, by_hand=round_.by_hand, round_=round_, status=409, conflict=conflict)


def _edit(
    desk: Desk,
    typed: Typed,
    *,
    by_hand: bool,
    round_: ReminderRound | None = None,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    new = "登记已做的提醒" if by_hand else "准备一批提醒"
    return desk.page(
        "integrity/reminder_by_hand.html" if by_hand else "integrity/reminder_edit.html",
        "修改这批提醒" if round_ else new,
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        round=round_,
        nodes=list(NODES.items()),
        ways=list(WAYS.items()),
        sent_as=[(code, WAYS[code]) for code in rules.SENT_AS],
        sms="sms" in desk.office.settings.ways,
        conflict=conflict or [],
    )


def _year(desk: Desk) -> int:
    """The year of the address, this one where it names none that people plan for."""
    wanted = desk.query("year")
    return int(wanted) if wanted.isdecimal() and 2000 <= int(wanted) <= 2100 else desk.today.year


ROUTES = [
    list_rounds,
    new_round,
    prepare,
    new_entry,
    enter,
    show_round,
    edit_round,
    change_round,
    *steps.ROUTES,
]
