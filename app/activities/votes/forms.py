"""The fields of the pages of motions, and the numbers typed beside candidates."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.activities.votes.counting import NUMBERS
from app.activities.votes.models import ELECTIONS, MOTIONS, Motion
from app.fields import Fields, Typed, coded, field
from app.web import Form
from checklists.ledgers.form import Kind

MOTION = Fields(
    coded("kind", "表决的种类", MOTIONS),
    field("subject", "表决事项"),
    field("person", "姓名"),
    field("seats", "应选人数", Kind.INT),
    field("candidates", "候选人", Kind.NAMES),
    field("approved_on", "候选人预备人选获批准的日期", Kind.DATE),
)
COUNT = Fields(*(field(key, f"{word}数", Kind.INT) for key, word in NUMBERS.items()))
SINCE = Fields(field("since", "从哪一天起", Kind.DATE, required=True))
OPINION = Fields(
    field("voter", "党员", Kind.INT), field("opinion", "意见"), field("received_on", "收到日期", Kind.DATE)
)


def shown(motion: Motion) -> Typed:
    """The form of a motion as it stands."""
    values = {column.key: getattr(motion, column.key, None) for column in MOTION.columns}
    return MOTION.shown(values | {"candidates": tuple(one.name for one in motion.candidates)})


def counted(motion: Motion) -> Typed:
    """The numbers as they stand, those of candidates beside."""
    typed = COUNT.shown(motion)
    votes = {f"votes-{one.id}": "" if one.votes is None else str(one.votes) for one in motion.candidates}
    return Typed(typed.texts | votes, {}, {})


def read_count(motion: Motion, form: Form) -> tuple[Typed, dict[int, int | None]]:
    """What was typed, and candidate id → votes; what is no whole number reads as not given."""
    typed = COUNT.read(form)
    if motion.kind not in ELECTIONS:
        return typed, {}
    votes = {one.id: form.number(f"votes-{one.id}") for one in motion.candidates}
    return Typed(
        typed.texts | {f"votes-{id_}": form[f"votes-{id_}"] for id_ in votes}, typed.values, typed.errors
    ), votes


def elected(motion: Motion, form: Form) -> set[int]:
    """The candidates ticked on the form."""
    chosen = form.all("elected")
    return {one.id for one in motion.candidates if str(one.id) in chosen}


def posts(motion: Motion, form: Form) -> dict[int, str]:
    return {one.id: form[f"post-{one.id}"] for one in motion.candidates}


def opinion(today: date | None = None) -> Typed:
    return OPINION.blank(received_on=today.isoformat() if today else "")


def values_of(typed: Typed) -> dict[str, Any]:
    """Checked values; a text left empty is no text."""
    return {
        key: "" if value is None and key in ("subject", "person") else value for key, value in typed.checked().items()
    }
