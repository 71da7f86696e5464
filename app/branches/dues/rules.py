"""What a member owes month by month, for how long nothing was paid, and what deserves a word; pure.

A month is a code, year × 100 + month. It is owed to the branch of which one is a member, full or
probationary, on its last day, so that one who moves owes each month once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from checklists.periods import of_code

STAGES = (2, 4, 5)  # months in arrears at which the branch is told
LONGEST = 6  # months for which dues are, as a rule, paid back or ahead
VOLUNTARY = 100_000  # fen: a voluntary payment of so much goes up as a whole
PAID, UNPAID, EXEMPT, OPEN, NONE = "paid", "unpaid", "exempt", "open", ""
WORDS = {PAID: "已交", UNPAID: "未交", EXEMPT: "免", OPEN: "未到期", NONE: ""}


class Rate(NamedTuple):
    """月应交 from a day on, until the next rate."""

    since: date
    monthly: int


class Span(NamedTuple):
    """A membership; `until` is the first day on which it no longer holds."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All that is known of one member's dues."""

    rates: Sequence[Rate]
    spans: Sequence[Span]
    paid: Mapping[int, int]  # month → fen


@dataclass(frozen=True, slots=True)
class Cell:
    """One member and month: what is due (None: nothing is asked), what was paid, how it stands."""

    month: int
    due: int | None
    paid: int | None
    state: str

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def unpaid(self) -> int:
        """未交 of a month that is over, also where less was paid than is due."""
        over = self.state in (PAID, UNPAID)
        return max(0, (self.due or 0) - (self.paid or 0)) if over else 0


def code_of(day: date) -> int:
    return day.year * 100 + day.month


def shifted(month: int, by: int) -> int:
    """So many months later."""
    year, number = divmod(month // 100 * 12 + month % 100 - 1 + by, 12)
    return year * 100 + number + 1


def apart(earlier: int, later: int) -> int:
    """How many months lie from one to the other."""
    return (later // 100 - earlier // 100) * 12 + later % 100 - earlier % 100


def months(first: int, last: int) -> Iterator[int]:
    """From one month to another, both included."""
    return (shifted(first, by) for by in range(apart(first, last) + 1))


def year_months(year: int) -> range:
    return range(year * 100 + 1, year * 100 + 13)


def rate_in(rates: Iterable[Rate], month: int) -> int | None:
    """月应交 of the month, None before anything was fixed."""
    in_force = [rate for rate in rates if rate.since <= of_code(month).first]
    return max(in_force).monthly if in_force else None


def due(account: Account, month: int) -> int | None:
    """What is owed for the month: None where nothing is asked, 0 for 免."""
    last = of_code(month).last
    if any(span.since <= last and (span.until is None or last < span.until) for span in account.spans):
        return rate_in(account.rates, month)
    return None


def cell(account: Account, month: int, today: date) -> Cell:
    owed, paid = due(account, month), account.paid.get(month)
    if paid is not None:
        return Cell(month, owed, paid, PAID)
    if not owed:
        return Cell(month, owed, paid, NONE if owed is None else EXEMPT)
    return Cell(month, owed, paid, UNPAID if of_code(month).last < today else OPEN)


def unpaid_run(account: Account, today: date, since: int) -> tuple[int, ...]:
    """The unpaid months, one after another, up to the last that is over; not further back than `since`."""
    found: list[int] = []
    month = shifted(code_of(today), -1)
    while month >= since and cell(account, month, today).state == UNPAID:
        found.insert(0, month)
        month = shifted(month, -1)
    return tuple(found)


def stage(run: int) -> int:
    """The last stage reached, 0 before the first. There is none of six: what follows is for people to judge."""
    return max((at for at in STAGES if at <= run), default=0)


def yuan(fen: int) -> str:
    """10, 10.5, 10.05: as an amount stands in a sentence."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def spoken(run: Sequence[int]) -> str:
    """2025年1月至3月"""
    first, last = of_code(run[0]), of_code(run[-1])
    if len(run) == 1:
        return first.title
    return f"{first.title}至{last.name if first.first.year == last.first.year else last.title}"
