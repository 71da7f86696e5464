"""Who may use which route for which branches: the authorisation matrix, read and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import ROLES, Account, Grant
from app.audit import Actor

Subtree = Callable[[Session, Iterable[int]], frozenset[int]]  # the branches below these, themselves included
MATRIX = Path(__file__).with_name("matrix.yaml")
PUBLIC = "public"  # no sign-in needed
SIGNED_IN = "signed_in"  # anybody who is signed in, whatever the role
RELATIONS = ("own", "below", "any")


@dataclass(frozen=True, slots=True)
class User:
    """The signed-in account with the grants in force today."""

    account_id: int
    name: str
    person_id: int | None
    grants: tuple[tuple[str, int | None], ...]  # (role, branch)
    must_change: bool = False
    display: tuple[str, bool, bool] = ("standard", False, False)

    @property
    def actor(self) -> Actor:
        return Actor(self.account_id, self.name, self.person_id)

    def has(self, role: str, branch: int | None = None) -> bool:
        return any(r == role and branch in (None, b) for r, b in self.grants)


class Matrix:
    """route name → PUBLIC, SIGNED_IN, or role → relation (own, below, any)."""

    def __init__(self, routes: Mapping[str, str | Mapping[str, str]], homes: Sequence[str]) -> None:
        self.routes, self.homes = dict(routes), tuple(homes)

    @classmethod
    def load(cls) -> Matrix:
        written = yaml.safe_load(MATRIX.read_text(encoding="utf-8"))
        routes = written["routes"]
        for route, who in routes.items():
            allowed = {PUBLIC, SIGNED_IN} if isinstance(who, str) else set(ROLES)
            relations = set() if isinstance(who, str) else set(who.values())
            if not ({who} if isinstance(who, str) else set(who)) <= allowed or not relations <= set(RELATIONS):
                raise ValueError(f"accounts/matrix.yaml, {route}: {who}")
        return cls(routes, written["homes"])

    def home(self, user: User) -> str:
        """The first page of this user: the last home is everybody's."""
        return next(route for route in self.homes if self.relations(user, route))

    def relations(self, user: User, route: str) -> list[tuple[str, int | None]]:
        """The (relation, branch) pairs through which the user may use the route; empty means not at all."""
        who = self.routes[route]
        if isinstance(who, str):
            return [("own", b) for _, b in user.grants] or [("own", None)]
        return [(who[role], branch) for role, branch in user.grants if role in who]


def reach(session: Session, matrix: Matrix, user: User, route: str, subtree: Subtree) -> frozenset[int] | None:
    """The branches whose records the user may touch by this route; None when the route is closed to them."""
    relations = matrix.relations(user, route)
    if not relations:
        return None
    own = {branch for relation, branch in relations if relation == "own" and branch is not None}
    below = {branch for relation, branch in relations if relation != "own" and branch is not None}
    return frozenset(own) | (subtree(session, below) if below else frozenset())


def user_of(session: Session, account: Account, today: date) -> User:
    """The account as a User with the grants that hold today (powers begin on the date of appointment)."""
    grants = session.execute(
        select(Grant.role, Grant.branch_id).where(
            Grant.account_id == account.id, Grant.since <= today, (Grant.until.is_(None)) | (Grant.until > today)
        )
    ).all()
    display = (account.text_size, account.high_contrast, account.plain_pages)
    return User(
        account.id,
        account.shown_name,
        account.person_id,
        tuple((role, branch) for role, branch in grants),
        account.must_change,
        display,
    )
