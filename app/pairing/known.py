"""Who is known in a branch, read once a session: a sheet of a thousand visits must not ask a thousand times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction

from app.branches.models import Person
from app.branches.names import bare
from app.pairing.models import AssistedPerson, Campaign, Household, Visit
from app.pairing.rules import told_apart

KEY = "pairing.known"
VisitKey = tuple[int, date, frozenset[str], str]


class Known:
    """Households, helped persons, members, campaigns and visits of one branch by the names they go by."""

    def __init__(self, session: Session, branch_id: int) -> None:
        self.names: dict[int, tuple[str, str]] = {}  # household → (name, village)
        self._households: dict[str, list[int]] = defaultdict(list)
        self._persons: dict[str, list[tuple[int, int]]] = defaultdict(list)  # name → (person, household)
        self._members: dict[str, list[int]] = defaultdict(list)
        rows = select(Household.id, Household.name, Household.village).where(Household.branch_id == branch_id)
        for id_, name, village in session.execute(rows.order_by(Household.id)):
            self.add_household(id_, name, village)
        persons = select(AssistedPerson.name, AssistedPerson.id, AssistedPerson.household_id)
        persons = persons.join(Household, Household.id == AssistedPerson.household_id)
        for name, id_, household_id in session.execute(persons.where(Household.branch_id == branch_id)):
            self.add_person(name, id_, household_id)
        for id_, name in session.execute(select(Person.id, Person.name).where(Person.branch_id == branch_id)):
            self._members[name].append(id_)
        campaigns = select(Campaign.name, Campaign.id).where(Campaign.branch_id == branch_id)
        self.campaigns: dict[str, int] = dict(session.execute(campaigns).all())
        self._visits: dict[VisitKey, int] | None = None
        self.branch_id = branch_id

    def add_household(self, id_: int, name: str, village: str) -> None:
        self.names[id_] = (name, village)
        self._households[bare(name)].append(id_)

    def add_person(self, name: str, id_: int, household_id: int) -> None:
        self._persons[bare(name)].append((id_, household_id))

    def households(self, text: str) -> list[int]:
        """The households called so, else those in which somebody is; 张三（白鹭村） names one of two."""
        for name, village in ((bare(text), ""), told_apart(bare(text))):
            found = self._households.get(name) or list(dict.fromkeys(h for _, h in self._persons.get(name, ())))
            if found:
                return [id_ for id_ in found if not village or self.names[id_][1] == village]
        return []

    def twins(self, name: str, village: str) -> list[int]:
        """The household of exactly this name and village, if there is one."""
        return [id_ for id_ in self._households.get(name, ()) if self.names[id_][1] == village]

    def persons(self, text: str) -> list[tuple[int, int]]:
        """(person, household) of the helped persons of that name."""
        for name, village in ((bare(text), ""), told_apart(bare(text))):
            if found := self._persons.get(name):
                return [(id_, home) for id_, home in found if not village or self.names[home][1] == village]
        return []

    def member(self, name: str) -> int | None:
        """The id when exactly one person of the branch has the name (decisions.md 37)."""
        found = self._members.get(bare(name), [])
        return found[0] if len(found) == 1 else None

    def called(self, id_: int) -> str:
        """A household as it is told apart from another of the same name."""
        name, village = self.names[id_]
        return f"{name}（{village}）" if village else name

    def alone(self, id_: int) -> str:
        """The household's name, with its village only where another one has the name."""
        return self.called(id_) if len(self._households[bare(self.names[id_][0])]) > 1 else self.names[id_][0]

    def visits(self, session: Session) -> dict[VisitKey, int]:
        """Visits by their natural key: household, day, visitors in any order, way (decisions.md 36)."""
        if self._visits is None:
            rows = select(Visit.household_id, Visit.visited_on, Visit.visitors, Visit.way, Visit.id)
            found = session.execute(rows.where(Visit.branch_id == self.branch_id))
            self._visits = {(home, on, people(who), way): id_ for home, on, who, way, id_ in found}
        return self._visits


def people(text: str | Iterable[str]) -> frozenset[str]:
    """The names of those who visited, without order."""
    return frozenset(text.split("、") if isinstance(text, str) else text)


def known(session: Session, branch_id: int) -> Known:
    """What this session knows of the branch; acts keep it true while they go on."""
    cache: dict[int, Known] = session.info.setdefault(KEY, {})
    if branch_id not in cache:
        cache[branch_id] = Known(session, branch_id)
    return cache[branch_id]


def forget(session: Session) -> None:
    """Ask again: something was renamed, deleted or brought back."""
    session.info.pop(KEY, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, _: SessionTransaction) -> None:
    """A row of a sheet that was rolled back took its households with it."""
    forget(session)
