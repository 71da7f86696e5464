"""Every change to gatherings; page, import and command line call only these."""

from __future__ import annotations

from app.activities.acts.holding import call_roll, cancel, confirm, postpone, sign_off
from app.activities.acts.joint import adopt, offer
from app.activities.acts.records import add, change, delete, restore, same

__all__ = [
    "add",
    "adopt",
    "call_roll",
    "cancel",
    "change",
    "confirm",
    "delete",
    "offer",
    "postpone",
    "restore",
    "same",
    "sign_off",
]
