"""What a report counts (figures.yaml) and says (sentences.yaml), read once into dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checklists.units import Unit

HERE = Path(__file__).parent
MEASURES = ("count", "sum", "distinct", "reach", "share", "every_month")
TESTS = ("", "made_up", "unreviewed", "gatherings")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a figure worth naming; what it leaves out it takes from its figure."""

    key: str
    title: str
    kinds: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    test: str = ""
    beside: str = ""  # events that share their record with an event of this kind (同日开展)
    on_several: str = ""  # events with two or more marks of this prefix (the overlap of two lists)
    measure: str = ""
    subject: str = ""
    unit: Unit | None = None
    word: str = ""  # printed instead of the unit's own word
    note: bool = False  # said in the basis when there are any
    aside: str = ""  # said in the sentence, in brackets, when there are any
    later: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: which events it counts, and how.

    `kinds` are counted by the day they happened, `standing` ones when in force on the closing day.
    count: the records; sum: the amounts of their events; distinct: their subjects that begin with `subject`;
    reach: the subjects whose amounts of this calendar year come to `parameter`;
    every_month: those of whom a `standing` event holds at the end of some month of the period that is over, and who
    are in an event that names it, for each such month.
    share: how many percent of `among` anything of this calendar year answers for.
    `among` are standings: only who is in force on the closing day counts.
    """

    key: str
    title: str
    unit: Unit
    basis: str
    room: str
    kinds: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    measure: str = "count"
    subject: str = ""
    parameter: str = ""
    default: int = 0
    by: tuple[str, ...] = ()  # prefixes of marks; each value becomes a part
    parts: tuple[Slice, ...] = ()
    by_branch: bool = False  # a superior's figure is in 支部次, with 场次 beside it
    later: bool = False  # its room does not exist yet: null, never 0
    none_is_unknown: bool = False  # no branch has none of these, so nothing recorded means nothing known


@dataclass(frozen=True, slots=True)
class Book:
    """All figures in the order of print, and the words for the values of marks."""

    definitions: tuple[Definition, ...]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading of the report and the patterns of the sentences under it."""

    heading: str
    level: int
    patterns: tuple[str, ...]


@cache
def figures() -> Book:
    """The figures of interface.md, each with its 口径."""
    document = yaml.safe_load((HERE / "figures.yaml").read_text(encoding="utf-8"))
    return Book(tuple(_definition(row, document["held"]) for row in document["figures"]), document["words"])


@cache
def passages() -> tuple[Passage, ...]:
    """The outline of the report with its sentences."""
    document = yaml.safe_load((HERE / "sentences.yaml").read_text(encoding="utf-8"))
    return tuple(Passage(row["heading"], row["level"], tuple(row.get("says", ()))) for row in document)


def _definition(row: dict[str, Any], held: list[dict[str, Any]]) -> Definition:
    """`held` marks a gathering: which of the parts common to gatherings it has (true: all)."""
    told = row.pop("held", [])
    parts = [*row.pop("parts", ()), *(part for part in held if told is True or part["key"] in told)]
    made = Definition(
        **_typed(row),
        parts=tuple(Slice(**_typed(part)) for part in parts),
        by_branch=bool(told),
    )
    if made.measure not in MEASURES or any(part.test not in TESTS for part in made.parts):
        raise ValueError(f"figures.yaml {made.key}: unknown measure or test")
    return made


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """YAML's lists and words as the dataclasses' sets and units; an unknown field fails in the dataclass."""
    typed = dict(row)
    for name in row.keys() & {"kinds", "standing", "among", "marks", "without"}:
        typed[name] = frozenset(row[name])
    if "unit" in row:
        typed["unit"] = Unit(row["unit"])
    if "by" in row:
        typed["by"] = tuple(row["by"])
    return typed
