"""The last look before sending: what is still true of a letter's notices, and why the rest is not (R19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checklists.facts import Line, State
from checklists.workdays import Workdays
from reminders.letters import Letter, Told
from reminders.nouns import Key, Notice, Recipient, Round
from reminders.outbox import Standing
from reminders.plan import NOTHING, ROUND, UNSENT, plan, subject_of

_DONE = {State.MET: "事项已完成", State.EXEMPT: "事项已免", State.NOT_APPLICABLE: "事项已不适用"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A letter with the notices that hold now, as planned for today, and reasons for those that do not."""

    letter: Letter
    notices: tuple[Notice, ...]
    reasons: Mapping[Key, str]
    who: Recipient | None
    round: Round | None = None

    @property
    def stale(self) -> bool:
        return not self.notices


@dataclass(slots=True)
class _Now:
    """How things stand in the branches of a batch: a notice holds if today's plan still makes it."""

    planned: dict[Key, Notice]
    people: dict[tuple[int, int], Recipient]
    rounds: dict[int, Round]
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)

    def why_not(self, told: Told) -> str:
        """For the page: what changed between queueing and sending."""
        if (told.key.person, told.branch) not in self.people:
            return "收件人已停用或已调离"
        if told.key.rule == UNSENT:
            return "没有发出的信都已有着落"
        if told.key.rule == ROUND:
            return "提醒已撤回、已过期、未经批准，或收件人不在其列"
        line = self.lines.get((told.key.rule, told.key.subject))
        if line is None:
            return "事项已撤销"
        if line.state in _DONE:
            return _DONE[line.state]
        if line.obligation.excused:
            return "已写明原因"
        if line.obligation.due_on != told.key.due_on:
            return "已改期"
        return "已进入下一阶段，或已改由他人负责"


def review(letters: Sequence[Letter], standing: Standing, day: date, workdays: Workdays) -> list[Reviewed]:
    """Each letter against today's plan of the branches it speaks of."""
    now = _look([told for letter in letters for told in letter.notices], standing, day, workdays)
    return [_of(letter, now) for letter in letters]


def _look(told: Sequence[Told], standing: Standing, day: date, workdays: Workdays) -> _Now:
    """What a branch owes is read for those letters only that speak of it: it is what costs most."""
    branches = {each.branch for each in told}
    owing = {each.branch for each in told if each.key.rule not in (ROUND, UNSENT)}
    troubled = {each.branch for each in told if each.key.rule == UNSENT}
    lines = tuple(standing.lines(day, owing)) if owing else ()
    people, rounds = standing.people(branches), standing.rounds(day, branches)
    unsent = standing.unsent(troubled) if troubled else NOTHING
    return _Now(
        planned={n.key: n for n in plan(lines, people, rounds, day, workdays, unsent)},
        people={(p.person, p.branch): p for p in people},
        rounds={r.id: r for r in rounds},
        lines={(line.obligation.item, subject_of(line.obligation)): line for line in lines},
    )


def _of(letter: Letter, now: _Now) -> Reviewed:
    holds: list[Notice] = []
    reasons: dict[Key, str] = {}
    for told in letter.notices:
        notice = now.planned.get(told.key)
        if notice is None:
            reasons[told.key] = now.why_not(told)
        elif letter.channel not in notice.ways:
            reasons[told.key] = "收件人已不用这种方式，或没有登记地址"
        else:
            holds.append(notice)
    who = now.people.get((letter.person, holds[0].branch)) if holds else None
    return Reviewed(letter, tuple(holds), reasons, who, now.rounds.get(letter.round) if letter.round else None)
