"""Every change to issues; page, import, command line and the rooms above call only these."""

from __future__ import annotations

from app.rectification.acts.entries import add_evidence, add_update, extend, note_extension, take_back
from app.rectification.acts.issues import add, change, delete, restore
from app.rectification.acts.steps import apply, finish, record, take

__all__ = [
    "add",
    "add_evidence",
    "add_update",
    "apply",
    "change",
    "delete",
    "extend",
    "finish",
    "note_extension",
    "record",
    "restore",
    "take",
    "take_back",
]
