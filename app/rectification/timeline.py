"""The history of one issue, newest first, and the one act that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.rectification.cases import case_of
from app.rectification.models import SOURCES, STEPS, Issue
from app.rectification.rules import step_problems
from app.rectification.states import IN_HAND, STAGE_DONE, Person, Step, state_of
from app.web import short_day


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    when: str
    who: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a button for whoever may press it, or words for whom it waits for."""

    label: str = ""
    href: str = ""
    words: str = ""


def history(issue: Issue) -> list[Entry]:
    """Finding, steps, progress and extensions, each with its day."""
    dated = sorted(_entries(issue), key=lambda one: one[:2], reverse=True)
    return [entry for _, _, entry in dated]


def _entries(issue: Issue) -> Iterator[tuple[date, int, Entry]]:
    source = SOURCES.get(issue.source, issue.source)
    yield issue.found_on, 0, Entry(short_day(issue.found_on), "", f"{source}发现问题")
    for row in issue.updates:
        yield row.on, 1, Entry(short_day(row.on), row.by, f"进展：{row.text}")
    for later in issue.extensions:
        words = f"延期至{short_day(later.new_due_on)}"
        yield later.approved_on, 99, Entry(short_day(later.approved_on), later.approved_by, words, later.reason)
    for place, step in enumerate(issue.steps):
        word = STAGE_DONE if step.step == "finished" and issue.mode == "long_term" else STEPS[step.step]
        who = f"{step.by or '纸上未写姓名'}（照纸补登）" if step.on_paper else step.by
        yield step.on, 3 + place, Entry(short_day(step.on), who, word, step.note)


def next_act(issue: Issue, me: Person, today: date, *, works: bool, decides: bool) -> Next:
    """The filled button of the page, for this person."""
    case, here = case_of(issue), f"/issues/{issue.id}"
    state = state_of(case.steps)
    if state == "closed":
        return Next()
    if state in ("applied", "verified"):
        step, verb, path = ("verified", "核验", "verify") if state == "applied" else ("closed", "批准销号", "close")
        if not decides:
            return Next(words=f"等待{verb}。")
        refused = step_problems(case, Step(step, today, me), today)
        if refused:
            return Next(words=f"{next(iter(refused.values()))}。纸上已{verb}的，可以照纸补登。", href=f"{here}/{path}")
        return Next(verb, f"{here}/{path}")
    if not works:
        return Next(words="由责任人整改。")
    if state == "raised":
        return Next("明确责任人和时限", f"{here}/edit#f-owner")
    if not case.evidence:
        return Next("登记佐证材料", f"{here}/evidence", words="登记佐证材料之后，才能申请销号。")
    done = "完成整改，申请销号" if state in IN_HAND else "申请销号"
    return Next(done, f"{here}/apply")
