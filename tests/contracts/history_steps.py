"""Random histories: a gap, what happens in it, which schedulers tick then, and whether letters are delivered."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.contracts.histories import DAY, HOUR, MINUTE, Matter, Office


def _met(matter: Matter) -> None:
    matter.met = not matter.met


def _moved(by: int) -> Callable[[Matter], None]:
    def move(matter: Matter) -> None:
        matter.due += by * DAY

    return move


adding = st.builds(
    lambda due, made, owner: ("add", lambda office: office.add(due, made, owner)),
    st.integers(-10, 45),
    st.none() | st.integers(0, 30),
    st.integers(0, 3),
)
editing = st.builds(
    lambda which, act: ("edit", lambda office: office.edit(which, act)),
    st.integers(0, 5),
    st.just(_met) | st.integers(-20, 40).map(_moved),
)
leaping = st.sampled_from([-HOUR, -DAY, HOUR, 30 * DAY]).map(lambda by: ("leap", lambda office: office.leap(by)))
rarer = st.sampled_from(
    [
        ("put right", Office.put_right),
        ("put right", Office.put_right),
        ("approve", Office.approve),
        ("no way to 2", lambda office: office.reach(1, ())),
        ("a way to 2", lambda office: office.reach(1, ("email",))),
        ("relay down", lambda office: office.relay(up=False)),
        ("relay up", lambda office: office.relay(up=True)),
    ]
)
gaps = (
    st.integers(1, 5).map(lambda n: n * MINUTE)
    | st.integers(1, 24).map(lambda n: n * HOUR)
    | st.integers(5, 7 * 24 * 60).map(lambda n: n * MINUTE)  # the outages
)
steps = st.tuples(gaps, adding | editing | leaping | rarer, st.sampled_from([(0,), (1,), (0, 1)]), st.booleans())
histories = st.lists(steps, min_size=4, max_size=24)
