"""(lines, people, rounds, day) → Notices: who should have been told what by the end of that day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from checklists.facts import Line, Obligation, State, Strength
from checklists.workdays import Workdays
from reminders import stages
from reminders.nouns import Notice, Recipient, Round, Stage
from reminders.people import Team, teams

SETTLED = frozenset({State.MET, State.EXEMPT, State.NOT_APPLICABLE})
FESTIVAL = "festival:"
ROUND = "round"  # the rule of a notice that a round is to be sent or approved
UNSENT = "unsent"  # the rule of a notice about letters that did not go
NOTHING: Mapping[int, int] = {}
# What a record is called where its own title might name a person or a problem (practice.md, Sensitive 9).
MATTERS = {
    "issue": "整改台账第{}号事项",
    "resolution": "会议议定事项第{}号",
    "commitment": "帮扶承诺第{}号",
    "need": "需求清单第{}号",
    "feedback": "反馈意见第{}号的报送",
    "dues_published": "{}年党费的公布",
    "term": "支部换届（第{}号任期）",
}
MATTER = "台账第{}号事项"


def plan(
    lines: Iterable[Line],
    people: Sequence[Recipient],
    rounds: Iterable[Round],
    day: date,
    workdays: Workdays,
    unsent: Mapping[int, int] = NOTHING,
) -> tuple[Notice, ...]:
    """What holds on the day: the last stage reached of every matter, and whom it is told to."""
    return tuple(n for n in history(lines, people, rounds, day, workdays, unsent) if not n.passed)


def history(
    lines: Iterable[Line],
    people: Sequence[Recipient],
    rounds: Iterable[Round],
    day: date,
    workdays: Workdays,
    unsent: Mapping[int, int] = NOTHING,
) -> tuple[Notice, ...]:
    """The same with the stages gone through before, so that one that was missed can be explained."""
    by_branch, planned = teams(people), tuple(rounds)
    drafted = {(r.branch, node) for r in planned for node in r.nodes}
    found: list[Notice] = []
    for line in lines:
        owed = line.obligation
        team = by_branch.get(owed.branch)
        if team is None or line.state in SETTLED or owed.excused or owed.exempt:
            continue
        if not owed.subject.startswith(FESTIVAL):
            found += _of_line(owed, team, day, workdays)
        elif (owed.branch, owed.subject) not in drafted:
            found += _of_festival(owed, team, day, workdays)
    for each in planned:
        if each.branch in by_branch:
            found += _of_round(each, by_branch[each.branch], day)
    for branch, count in unsent.items():
        if branch in by_branch:
            found += _of_unsent(count, branch, by_branch[branch], day)
    return tuple(found)


def subject_of(owed: Obligation) -> str:
    """A name for the matter that stays the same as long as the same thing is owed."""
    own = owed.subject or (f"{owed.record.kind}:{owed.record.id}" if owed.record else "")
    return "/".join(part for part in (f"branch:{owed.branch}", str(owed.period or ""), own) if part)


def _of_line(owed: Obligation, team: Team, day: date, workdays: Workdays) -> Iterator[Notice]:
    steps = stages.reached(owed, day, workdays)
    issue = owed.record is not None and owed.record.kind == "issue"
    left = (owed.due_on - day).days if issue else workdays.count(day, owed.latest_on)
    for step in steps:
        for person in team.told_of(owed, step.stage):
            yield Notice(
                rule=owed.item,
                subject=subject_of(owed),
                stage=step.stage,
                due_on=owed.due_on,
                person=person.person,
                branch=owed.branch,
                unit=person.unit,
                title=_title(owed),
                reached=step.since,
                latest_on=owed.latest_on,
                left=left,
                last_day=day == owed.latest_on,
                issue=issue,
                usual=owed.strength is Strength.USUAL,
                citation=owed.citation,
                ways=person.ways,
                passed=step is not steps[-1],
            )


def _title(owed: Obligation) -> str:
    if owed.record is None:
        return owed.title
    return MATTERS.get(owed.record.kind, MATTER).format(owed.record.id)


def _of_festival(owed: Obligation, team: Team, day: date, workdays: Workdays) -> Iterator[Notice]:
    """Nobody has drafted a text: the secretary is told, from ten working days before until it is too late."""
    first = stages.first_day_off(owed.subject, workdays)
    if first is None or not stages.draft_on(first, workdays) <= day < first:
        return
    begun, send_on = stages.draft_on(first, workdays), stages.send_on(first, workdays)
    for person in team.secretary():
        yield Notice(
            rule=owed.item,
            subject=subject_of(owed),
            stage=Stage.DRAFT,
            due_on=send_on,
            person=person.person,
            branch=owed.branch,
            unit=person.unit,
            title=owed.title,
            reached=begun,
            latest_on=send_on,
            left=workdays.count(day, send_on),
            citation=owed.citation,
            ways=person.ways,
        )


def _of_round(planned: Round, team: Team, day: date) -> Iterator[Notice]:
    step = stages.of_round(planned, day)
    if step is None:
        return
    sending = step.stage is Stage.SEND
    for person in team.receiving(planned) if sending else team.secretary():
        yield Notice(
            rule=ROUND,
            subject=f"round:{planned.id}",
            stage=step.stage,
            due_on=planned.recorded_on if sending else planned.send_on,
            person=person.person,
            branch=planned.branch,
            unit=person.unit,
            title=planned.title,
            reached=step.since,
            latest_on=planned.send_on,
            ways=tuple(way for way in person.addresses if way in planned.ways) if sending else person.ways,
            round=planned.id if sending else None,
        )


def _of_unsent(count: int, branch: int, team: Team, day: date) -> Iterator[Notice]:
    """Once a day, and only while it is true: somebody must look (R18)."""
    for person in team.secretary():
        yield Notice(
            rule=UNSENT,
            subject=f"branch:{branch}/{UNSENT}",
            stage=Stage.UNSENT,
            due_on=day,
            person=person.person,
            branch=branch,
            unit=person.unit,
            title=f"{count}封提醒没有发出去",
            reached=day,
            latest_on=day,
            ways=person.ways,
        )
