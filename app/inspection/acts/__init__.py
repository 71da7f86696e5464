"""Every change to rounds of 互查; page, import and command line call only these."""

from __future__ import annotations

from app.inspection.acts.rounds import add, change, delete, open_round, restore
from app.inspection.acts.rows import add_row, change_row

__all__ = ["add", "add_row", "change", "change_row", "delete", "open_round", "restore"]
