"""Anybody tries anything, here or on paper: what the rules let through never breaks what they promise (R39)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.rectification.rules import Case, step_problems
from app.rectification.states import Person, Step, closed_on, finished_on, state_of

START = date(2025, 1, 6)
PEOPLE = [Person(name, number, 10 + number) for number, name in enumerate(("林远帆", "周晓禾", "何一苇"), 1)]
NAMES = [*(Person(person.name) for person in PEOPLE), Person("梁语迟"), Person("")]
STEPS = ("assigned", "finished", "applied", "verified", "returned", "closed", "reopened")

# Written out again, as people would tell it: what each step needs just before it.
AFTER: dict[str, set[str | None]] = {
    "assigned": {None},
    "finished": {"assigned", "returned", "reopened"},
    "applied": {"finished"},
    "verified": {"applied"},
    "returned": {"applied", "verified"},
    "closed": {"verified"},
    "reopened": {"closed"},
}


class CloseOut(RuleBasedStateMachine):
    """One issue, and people who try steps in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[Step, ...] = ()
        self.evidence = 0
        self.today = START

    @initialize(
        major=st.booleans(),
        named=st.sampled_from([None, None, *PEOPLE]),
        owner=st.sampled_from([None, None, *PEOPLE]),
        evidence=st.integers(0, 1),
    )
    def raised(self, major: bool, named: Person | None, owner: Person | None, evidence: int) -> None:
        self.level, self.named, self.owner, self.evidence = "major" if major else "", named, owner, evidence

    @rule(days=st.integers(0, 3))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def add_evidence(self) -> None:
        self.evidence += 1

    @rule(by=st.sampled_from([*PEOPLE, *NAMES]), back=st.booleans())
    def go_on(self, by: Person, back: bool) -> None:
        """Mostly people do what comes next; so the machine gets far enough to close and reopen."""
        before = self.steps[-1].step if self.steps else None
        following = [step for step, after in AFTER.items() if before in after]
        self._try(Step(following[-1 if back else 0], self.today, by, by.account_id is None, note="因"))

    @rule(step=st.sampled_from(STEPS), by=st.sampled_from(PEOPLE))
    def try_here(self, step: str, by: Person) -> None:
        self._try(Step(step, self.today, by, note="因"))

    @rule(step=st.sampled_from(STEPS), by=st.sampled_from(NAMES), ago=st.integers(-1, 4))
    def try_on_paper(self, step: str, by: Person, ago: int) -> None:
        self._try(Step(step, self.today - timedelta(days=ago), by, on_paper=True, note="因"))

    def _try(self, step: Step) -> None:
        owners = (self.owner,) if self.owner else ()
        case = Case(self.steps, START, owners, self.level, "", self.named, self.evidence)
        allowed = not step_problems(case, step, self.today)
        assert allowed is self._told(step), (self.steps, step)
        if allowed:
            self.steps = (*self.steps, step)

    def _told(self, step: Step) -> bool:
        """What a person with the paper in hand would say, without looking at the rules."""
        before = self.steps[-1].step if self.steps else None
        if before not in AFTER[step.step] or step.on > self.today:
            return False
        dated = [one for one in self.steps if one.step != "assigned"]
        if step.step != "assigned" and step.on < (dated[-1].on if dated else START):
            return False
        if step.step == "applied" and not self.evidence:
            return False
        if step.step in ("verified", "closed"):
            barred = self._applicants() | ({self.owner.name} if self.owner else set())
            if step.step == "verified" and self.named and step.by.name != self.named.name:
                return False
            if step.step == "closed" and self.level and step.by.name and step.by.name == self._verifier():
                return False
            return step.by.name not in barred or not step.by.name
        return True

    def _applicants(self) -> set[str]:
        names: set[str] = set()
        for one in self.steps:
            names = set() if one.step == "reopened" else names | ({one.by.name} if one.step == "applied" else set())
        return names

    def _verifier(self) -> str:
        return next((one.by.name for one in reversed(self.steps) if one.step == "verified"), "")

    @invariant()
    def nothing_is_closed_that_was_not_verified_applied_for_and_finished(self) -> None:
        words = [one.step for one in self.steps]
        for place, word in enumerate(words):
            if word == "closed":
                assert words[place - 3 : place] == ["finished", "applied", "verified"]
        assert (closed_on(self.steps) is not None) is (words[-1:] == ["closed"])
        assert closed_on(self.steps) is None or finished_on(self.steps) is not None

    @invariant()
    def days_never_go_back(self) -> None:
        days = [one.on for one in self.steps if one.step != "assigned"]
        assert days == sorted(days)
        assert state_of(self.steps) == (self.steps[-1].step if self.steps else "raised")


CloseOut.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestCloseOut = CloseOut.TestCase
