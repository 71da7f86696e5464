"""What is read of rounds: the year's nodes and what exists for them, who is reached, the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, literal, select
from sqlalchemy.orm import Session

from app.branches.queries import roster
from app.facts import fact
from app.integrity.models import NODES, ReminderRound
from app.integrity.rounds import rules
from app.integrity.rounds.states import Letters, State, state_of
from app.outbox.attention import FAILED, UNDER_WAY
from app.outbox.models import LetterRow
from checklists.units import Unit
from checklists.workdays import FESTIVAL_CODES, Workdays
from reminders import stages
from reminders.letters import LetterState

# The fields of Letters with their states, the best first: a person is counted under the first that fits.
KINDS = (
    ("sent", (LetterState.SENT.value,)),
    ("waiting", UNDER_WAY),
    ("logged", (LetterState.LOGGED.value,)),
    ("failed", FAILED),
)
NEAR = 10  # working days between two festivals that one round may serve


@dataclass(frozen=True, slots=True)
class Listed:
    """One round as the list shows it."""

    record: ReminderRound
    title: str
    ways: str
    letters: Letters
    state: State

    @property
    def counted(self) -> str:
        """人次 as stated, or as the program knows them."""
        if self.record.by_hand:
            return "" if self.record.stated_delivered is None else str(self.record.stated_delivered)
        return str(self.letters.sent or "")


@dataclass(frozen=True, slots=True)
class Node:
    """One festival of the year with the rounds that name it."""

    code: str
    name: str
    first: date  # the first day off
    send_on: date
    rounds: tuple[Listed, ...]
    neighbour: str = ""  # the code of a festival close enough for one round


class Reached(NamedTuple):
    """Whom a letter would find on the day: names with an address, and names without."""

    with_address: tuple[str, ...]
    without: tuple[str, ...]


def rounds_between(session: Session, branches: Iterable[int], first: date, last: date) -> list[ReminderRound]:
    """Rounds of these days, earliest first: by hand, approved or not."""
    query = select(ReminderRound).where(
        ReminderRound.branch_id.in_(list(branches)), ReminderRound.day.between(first, last)
    )
    return list(session.scalars(query.order_by(ReminderRound.day, ReminderRound.id)))


def of_year(
    session: Session, branches: frozenset[int], year: int, today: date, workdays: Workdays
) -> tuple[Listed, ...]:
    """The rounds of a year's nodes (a 元旦 round goes in the December before), the latest first."""
    query = select(ReminderRound).where(ReminderRound.branch_id.in_(branches), ReminderRound.year == year)
    found = list(session.scalars(query.order_by(ReminderRound.day.desc(), ReminderRound.id.desc())))
    letters = letters_of(session, [round_.id for round_ in found])
    return tuple(listed(round_, letters.get(round_.id, Letters()), today, workdays) for round_ in found)


def listed(round_: ReminderRound, letters: Letters, today: date, workdays: Workdays) -> Listed:
    return Listed(
        record=round_,
        title=rules.title_of(round_.nodes, round_.year, round_.subject),
        ways=rules.way_words(rules.split(round_.ways)),
        letters=letters,
        state=state_of(round_, letters, today, workdays),
    )


def letters_of(session: Session, rounds: Sequence[int]) -> dict[int, Letters]:
    """Per round, how many persons were reached, wait, were only logged or were not reached."""
    rank = case(*((LetterRow.state.in_(states), place) for place, (_, states) in enumerate(KINDS)))
    going = func.sum(case((LetterRow.state.in_(UNDER_WAY), 1), else_=0))
    person = (
        select(LetterRow.round_id.label("round"), func.min(rank).label("best"), going.label("going"))
        .where(LetterRow.round_id.in_(rounds), LetterRow.state != LetterState.CANCELLED.value)
        .group_by(LetterRow.round_id, LetterRow.person_id)
        .subquery("person")
    )
    columns = person.c.round, person.c.best, func.count(), func.sum(person.c.going)
    counts: dict[int, dict[str, int]] = {}
    for round_, best, people, letters in session.execute(select(*columns).group_by(person.c.round, person.c.best)):
        own = counts.setdefault(round_, {"under_way": 0})
        own[KINDS[best][0]] = people
        own["under_way"] += int(letters)
    return {round_: Letters(**own) for round_, own in counts.items()}


def nodes_of(year: int, rounds: Sequence[Listed], workdays: Workdays) -> tuple[Node, ...]:
    """The festivals of the year by date, each with what exists for it."""
    festivals = sorted(workdays.festivals(year), key=lambda festival: festival.first)
    made = []
    for place, festival in enumerate(festivals):
        following = festivals[place + 1] if place + 1 < len(festivals) else None
        near = following and workdays.count(festival.first, following.first) <= NEAR
        named = tuple(row for row in rounds if festival.code in rules.split(row.record.nodes))
        send_on = stages.send_on(festival.first, workdays)
        neighbour = following.code if following and near else ""
        made.append(Node(festival.code, festival.name, festival.first, send_on, named, neighbour))
    return tuple(made)


def reached(session: Session, branch: int, day: date, ways: Collection[str]) -> Reached:
    """The members of the day, parted by whether one of these ways leads to them."""
    parted: dict[bool, list[str]] = {True: [], False: []}
    for row in roster(session, [branch], day):
        known = ("email" in ways and bool(row.email)) or ("sms" in ways and row.has_mobile)
        parted[known].append(row.name)
    return Reached(tuple(parted[True]), tuple(parted[False]))


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Rounds entered by hand; those the program sent are facts of the outbox, under the same round's id."""
    once = _by_hand("reminder_round", branches, unit=Unit.BATCHES)
    people = _by_hand("reminder_delivered", branches, amount=ReminderRound.stated_delivered, unit=Unit.PERSON_TIMES)
    answers = (
        _by_hand(
            "festival_round", branches, subject=literal(f"festival:{code}|") + cast(ReminderRound.year, Text)
        ).where((literal(",") + ReminderRound.nodes + ",").contains(f",{code},"))
        for code in FESTIVAL_CODES
    )
    return once, people.where(ReminderRound.stated_delivered > 0), *answers


def _by_hand(kind: str, branches: frozenset[int], **more: Any) -> Select[Any]:
    made = fact(
        kind,
        ReminderRound.id,
        ReminderRound.branch_id,
        ReminderRound.day,
        ReminderRound.recorded_on,
        _title(),
        marks="by_hand",
        **more,
    )
    alive = (ReminderRound.by_hand.is_(True), ReminderRound.deleted_at.is_(None))
    return made.where(ReminderRound.branch_id.in_(branches), *alive)


def _title() -> ColumnElement[str]:
    """2025年中秋、国庆廉政提醒, as rules.title_of words a round without a subject, which one by hand is."""
    words: ColumnElement[str] = literal(",") + ReminderRound.nodes
    for code, word in NODES.items():
        words = func.replace(words, f",{code}", "" if code == "other" else f"、{word}")
    return cast(ReminderRound.year, Text) + "年" + func.substr(words, 2) + "廉政提醒"
