"""Votes against a model of its own: persons as sets, every hand and every ballot listed, fractions of persons."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.activities.votes.counting import declaration_problem, problems
from app.activities.votes.elections import candidates_needed, certain, passing, slate_problem
from app.activities.votes.models import ELECTIONS, OF_A_PERSON
from app.activities.votes.rules import Base, Settings, Vote, may_be_held, passes

HALF, FOUR_FIFTHS, FIFTH = Fraction(1, 2), Fraction(4, 5), Fraction(1, 5)


@dataclass(frozen=True)
class Somebody:
    """One person of the meeting, as a person would be described."""

    full: bool = True
    excused: bool = False
    suspended: bool = False
    there: bool = True
    only_sits_in: bool = False
    says: str = "for"  # for, against, abstain, spoils the ballot
    wrote: str = ""  # sent beforehand: for, against


PERSON = st.builds(
    Somebody,
    full=st.sampled_from([True] * 5 + [False]),
    excused=st.sampled_from([False] * 5 + [True]),
    suspended=st.sampled_from([False] * 7 + [True]),
    there=st.sampled_from([True, True, True, False]),
    only_sits_in=st.sampled_from([False] * 6 + [True]),
    says=st.sampled_from(["for", "for", "against", "abstain"]),
    wrote=st.sampled_from(["", "", "for", "against"]),
)
KINDS = st.sampled_from(["ordinary", *OF_A_PERSON, "office"])
SAYS = {"votes_for": "for", "votes_against": "against", "abstained": "abstain"}
ALL = Somebody()
GONE = Somebody(there=False)


def voters(people: list[Somebody]) -> list[Somebody]:
    return [one for one in people if one.full and not (one.excused or one.suspended or one.only_sits_in)]


def counted(kind: str, people: list[Somebody], base: int = 1, *, ballots: bool = False) -> Vote:
    """The numbers a secretary reads off the roll and the signed sheet."""
    full = [one for one in people if one.full and not one.only_sits_in]
    here = [one for one in voters(people) if one.there]
    told = {field: sum(one.says == word for one in here) for field, word in SAYS.items()}
    left_out = [one for one in full if one.excused]
    numbers = Base(len(full), len(left_out), sum(one.suspended and not one.excused for one in full), len(here))
    wrote = sum(one.wrote == "for" for one in voters(people) if not one.there)
    papers = {"issued": len(here), "returned": len(here), "void": 0} if ballots or kind in ELECTIONS else {}
    return Vote(kind, "members", numbers, **told, **papers, written=wrote, settings=Settings(election_base=base))


def held(kind: str, people: list[Somebody]) -> bool:
    """By the text: a share of those due must be there."""
    due = voters(people)
    if not due:
        return False
    share = Fraction(len([one for one in due if one.there]), len(due))
    if kind in OF_A_PERSON:
        return share > HALF
    return share >= (FOUR_FIFTHS if kind in ELECTIONS else HALF)


def carried(kind: str, people: list[Somebody]) -> bool:
    """By the text: those in favour are more than half of those due; of the absent only who wrote, and only for persons."""
    due = voters(people)
    favour = [one for one in due if (one.says if one.there else one.wrote * (kind in OF_A_PERSON)) == "for"]
    return held(kind, people) and Fraction(len(favour), len(due)) > HALF


@settings(max_examples=400, deadline=None)
@given(KINDS.filter(lambda kind: kind != "office"), st.lists(PERSON, max_size=12), st.booleans())
@example("ordinary", [], False)
@example("ordinary", [ALL], False)
@example("ordinary", [ALL, GONE], False)
@example("admission", [ALL, GONE], True)
@example("admission", [ALL, Somebody(there=False, wrote="for")], True)
@example("ordinary", [ALL] * 4 + [GONE] * 4, False)
@example("ordinary", [ALL] * 4 + [GONE] * 3, False)
@example("ordinary", [ALL] * 4 + [Somebody(there=False, wrote="for")] * 4, False)
@example("admission", [ALL] * 4 + [GONE] * 4, False)
@example("admission", [ALL] * 4 + [Somebody(says="against")] + [GONE] * 3, False)
@example("admission", [ALL] * 4 + [Somebody(says="against")] + [Somebody(there=False, wrote="for")] * 3, True)
def test_a_motion_is_held_and_carried_as_the_text_says(kind: str, people: list[Somebody], ballots: bool) -> None:
    vote = counted(kind, people, ballots=ballots)
    assert may_be_held(vote) is held(kind, people)
    assert passes(vote) is carried(kind, people)
    assert problems(vote) == {}
    assert bool(declaration_problem(vote, True)) is not carried(kind, people)
    assert bool(declaration_problem(vote, False)) is carried(kind, people)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PERSON, min_size=1, max_size=10),
    st.integers(1, 3),
    st.integers(1, 2),
    st.data(),
)
def test_an_election_counts_every_ballot(people: list[Somebody], seats: int, base: int, data: st.DataObject) -> None:
    names = range(seats + 1)
    here = [one for one in voters(people) if one.there]
    ballots = [data.draw(st.sets(st.sampled_from(names), max_size=seats)) for _ in here]
    votes = {name: sum(name in ballot for ballot in ballots) for name in names}
    vote = counted("election", people, base)
    whole = len(voters(people)) if base == 1 else len(here)
    expected = {name for name in names if held("election", people) and whole and Fraction(votes[name], whole) > HALF}
    assert passing(vote, votes) == expected
    assert certain(vote, votes, seats) == (expected if len(expected) <= seats else None)


@given(st.integers(1, 40), st.integers(0, 60))
def test_committee_members_are_elected_from_a_fifth_more(seats: int, candidates: int) -> None:
    enough = Fraction(candidates - seats, seats) >= FIFTH
    assert bool(slate_problem("election", seats, candidates)) is not enough
    assert bool(slate_problem("office", seats, candidates)) is (candidates != seats)


def test_the_examples_of_the_regulation() -> None:
    assert [candidates_needed("election", seats) for seats in (3, 5, 6, 10, 11)] == [4, 6, 8, 12, 14]
    assert candidates_needed("office", 2) == 2
    four_of_five = [ALL] * 4 + [GONE]
    assert may_be_held(counted("election", four_of_five))
    assert not may_be_held(counted("election", [ALL] * 3 + [GONE]))
