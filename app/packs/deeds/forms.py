"""The fields of the page of one deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.fields import Fields, Typed, field
from app.packs.models import OwnDeed
from app.web import Form
from checklists.ledgers.form import Kind

FIELDS = Fields(
    field("item", "办的是哪一项", required=True),
    field("done_on", "办理日期", Kind.DATE, required=True),
    field("text", "办了什么", Kind.MULTILINE, required=True),
    field("voucher", "备查材料"),
    field("belongs_to", "补办哪一期", Kind.INT),
)


def read(form: Form) -> Typed:
    """The columns, and the people by their ids."""
    typed = FIELDS.read(form)
    ids = form.all("people")
    typed.texts["people"] = ids
    typed.values["people"] = [int(one) for one in ids if one.isdecimal()]
    return typed


def shown(deed: OwnDeed, people: Iterable[int]) -> Typed:
    typed = FIELDS.shown(deed)
    typed.texts["people"] = [str(person) for person in people]
    return typed


def blank(**texts: Any) -> Typed:
    return FIELDS.blank(people=[], **texts)
