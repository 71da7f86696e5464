"""Whatever happened, a reader of the report can count each figure again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import Event
from checklists.report import build, to_json
from checklists.report_definitions import figures
from checklists.units import Unit
from tests.unit.seed_half_year import FIRST_HALF, ON, event

KINDS_COUNTED = sorted({kind for it in figures().definitions for kind in it.kinds | it.standing})
MARKS = ["integrity", "by_hand", "finished", "list:甲", "list:廉政风险隐患", "kind:device", "inspecting"]
UNITS = {kind: it.unit for it in figures().definitions if it.measure == "sum" for kind in it.kinds}
SUBJECTS = ["pair:1-2", "pair:1-3"]
SUBJECTS += [f"{kind}:{n}" for kind in ("household", "person", "issue", "assisted", "risk", "partner") for n in (1, 2)]


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind, day = draw(st.sampled_from(KINDS_COUNTED)), st.integers(0, 560)
    on = date(2024, 6, 1) + timedelta(days=draw(day))
    return event(
        kind,
        draw(st.integers(1, 6)),
        on,
        amount=draw(st.integers(1, 40)),
        unit=UNITS.get(kind, Unit.TIMES),
        subjects=tuple(draw(st.sets(st.sampled_from(SUBJECTS), max_size=3))),
        marks=tuple(draw(st.sets(st.sampled_from(MARKS)))),
        branch=draw(st.integers(1, 2)),
        until=draw(st.none() | st.just(on + timedelta(days=40))),
        belongs_to=draw(st.none() | st.sampled_from([202400, 202503])),
        gathering=draw(st.none() | st.integers(1, 2)),
    )


@given(st.lists(events(), max_size=30), st.sampled_from([{1: "甲支部"}, {1: "甲支部", 2: "乙支部"}]))
def test_every_figure_in_the_json_can_be_counted_again_from_its_records(
    found: list[Event], branches: dict[int, str]
) -> None:
    figures = to_json(build(branches, FIRST_HALF, ON, found))["figures"]
    members = next(it["value"] for it in figures if it["key"] == "members")
    for it in figures:
        if it["value"] is None:
            continue
        if it["key"] == "hours_met":
            hours: Counter[str] = Counter()
            for record in it["records"]:
                hours.update(dict.fromkeys(record["subjects"], record["amount"]))
            assert it["value"] == sum(amount >= 320 for amount in hours.values())
        elif it["unit"] == "%":
            talked = {key for record in it["records"] for key in record["subjects"]}
            assert it["value"] == 100 * len(talked) // members
        elif all("subjects" in record for record in it["records"]):
            assert it["value"] == len({key for record in it["records"] for key in record["subjects"]})
        else:
            assert it["value"] == sum(record["amount"] for record in it["records"])
