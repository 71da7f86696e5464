"""A term of the committee, as rules know it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Tenure(NamedTuple):
    """A term of the committee: from its day up to the day by which it must be renewed, or that on which it was."""

    began: date
    ends: date
    renewed: date | None = None
