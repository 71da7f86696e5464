"""Rows of a branch's own pack → the Pack that rules read, through the one reader of all definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.branches.models import POSTS
from app.packs.models import OwnItem, OwnPack
from app.packs.own.rules import CADENCES, EACH
from app.packs.own.ways import answers_of, codes_of
from checklists.items import CALENDAR, Item, Pack
from checklists.packs import pack_of

VERSION = "1"  # an item's versions are dated each for itself


def pack_id(pack: OwnPack) -> str:
    return f"own-{pack.id}"


def read(pack: OwnPack, items: Sequence[OwnItem], names: Mapping[int, str]) -> Pack:
    """Raises DefinitionError, as the reader of files does. `names` are those of the owners."""
    if not items:  # not yet written: it can be seen and asks nothing
        return Pack(pack_id(pack), pack.title, VERSION, "own", (), ())
    rows = [document(row, names) for row in sorted(items, key=_order)]
    head = {"pack": pack_id(pack), "title": pack.title, "version": VERSION, "scope": "own"}
    return pack_of(head | {"items": rows}, pack.title)


def document(row: OwnItem, names: Mapping[int, str]) -> dict[str, Any]:
    """One version of one item as a definition file would write it."""
    kinds, marks = answers_of(row.answers.split(","), row.item_id)
    return {
        "id": row.item_id,
        "title": row.title,
        "ask": f"{_escaped(row.verb)}{{period}}{_escaped(row.title)}{_how_many(row)}",
        "clause": _escaped(row.clause) or _clause(row),
        "citation": {"basis": row.basis},
        "cadence": row.cadence,
        "strength": row.strength,
        "answers": kinds,
        "marks": marks,
        "each": row.each,
        "measure": row.measure,
        "at_least": row.at_least,
        "unit": _unit(row),
        "grace": row.grace,
        "evidence": re.findall(r"[^、，,；;\s]+", row.evidence),
        "owner": owner_key(row),
        "owner_name": owner_name(row, names),
        "since": row.since,
        "until": row.until,
    }


def copied(item: Item) -> dict[str, Any] | None:
    """The fields of a packaged item to begin with; None for one that the browser cannot write."""
    verb, _, title = item.ask.partition("{period}")
    answers = codes_of(item.answers, item.marks)
    if item.cadence not in CALENDAR or item.each not in EACH or not answers or not title:
        return None
    same = ("cadence", "at_least", "measure", "each", "grace")
    return {key: getattr(item, key) for key in same} | {
        "title": title,
        "verb": verb,
        "clause": "",
        "answers": answers,
        "strength": str(item.strength),
        "evidence": "、".join(item.evidence),
    }


def owner_key(row: OwnItem) -> str:
    return f"person:{row.owner_id}" if row.owner_id else f"post:{row.owner_post}" if row.owner_post else ""


def owner_name(row: OwnItem, names: Mapping[int, str]) -> str:
    return names.get(row.owner_id, "") if row.owner_id else POSTS.get(row.owner_post, "")


def _escaped(text: str) -> str:
    """What a person typed is no pattern."""
    return text.strip().replace("{", "{{").replace("}", "}}")


def _unit(row: OwnItem) -> str:
    return "户" if row.measure == "distinct" else "次"


def _whose(row: OwnItem) -> str:
    return "" if row.each == "branch" else EACH[row.each]


def _how_many(row: OwnItem) -> str:
    if row.at_least == 1 and row.each == "branch" and row.measure == "count":
        return ""
    return f"，{_whose(row)}不少于{{at_least}}{_unit(row)}"


def _clause(row: OwnItem) -> str:
    return f"{_whose(row)}{CADENCES[row.cadence]}至少{{at_least}}{_unit(row)}{_escaped(row.title)}。"


def _order(row: OwnItem) -> tuple[int, str]:
    return row.number, str(row.since or "")
