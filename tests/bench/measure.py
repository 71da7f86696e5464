"""Two things measured side by side in one run: goals are ratios, since machines differ."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
Work = Callable[[], object]


@dataclass(frozen=True)
class Measure:
    """Ours and the yardstick, each a piece of work; the goal is the largest ratio of ours to the yardstick.

    `before` makes ready what ours uses up, and is not counted.
    """

    title: str
    ours: Work
    yardstick: Work
    at_most: float
    before: Work = lambda: None


@dataclass(frozen=True)
class Outcome:
    ours: float
    yardstick: float
    at_most: float

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick

    @property
    def met(self) -> bool:
        return self.ratio <= self.at_most


def spent() -> float:
    """CPU seconds of this process and of children that ended: a busy neighbour does not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def seconds(work: Work, before: Work = lambda: None) -> float:
    """CPU time of one piece of work, repeated until the clock can tell."""
    times, total = 0, 0.0
    while total < 0.2:
        before()
        start = spent()
        work()
        total += spent() - start
        times += 1
    return total / times


def run(measure: Measure) -> Outcome:
    """Medians of interleaved rounds."""
    rounds = [(seconds(measure.ours, measure.before), seconds(measure.yardstick)) for _ in range(ROUNDS)]
    ours, yardstick = (median(column) for column in zip(*rounds, strict=True))
    return Outcome(ours, yardstick, measure.at_most)
