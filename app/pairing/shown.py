"""Who is named and who is masked: names plain for the own branch, everything sealed masked for all (decisions.md 34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, case, func

from checklists.ledgers.form import Mask
from checklists.ledgers.masks import mask


@dataclass(frozen=True, slots=True)
class Names:
    """How one reader sees the names of helped persons of one branch."""

    plain: bool

    @classmethod
    def for_reader(cls, grants: Iterable[tuple[str, int | None]], branch_id: int | None) -> Names:
        """Plain for those who hold a post in the branch itself; a body above it sees 张*三."""
        return cls(any(branch == branch_id and role != "superior" for role, branch in grants))

    def __call__(self, name: str) -> str:
        return name if self.plain or not name else mask(Mask.NAME, name)


def masked_name(column: Any) -> ColumnElement[str]:
    """The same mask in SQL: titles of facts go into reports and exports, where names are never plain."""
    size = func.length(column)
    stars = case((size > 3, func.substr("********", 1, size - 2)), else_="*")
    last = case((size > 2, func.substr(column, size, 1)), else_="")
    return func.substr(column, 1, 1, type_=String).concat(stars).concat(last)
