"""Groups and their leaders, and the tree of organisations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.harness.callers import Caller
from tests.harness.world import AWAY, HOME, PASSWORD, TOP, World

Enter = Callable[[str], Caller]


@pytest.fixture
def enter(caller: Callable[[], Caller], world: World) -> Enter:
    def signed_in(name: str) -> Caller:
        person = caller()
        person.sign_in(name, PASSWORD)
        return person

    return signed_in


@pytest.fixture
def secretary(enter: Enter) -> Caller:
    """Of a branch with one group, in which 何一苇 is."""
    person = enter("secretary")
    assert person.send("/groups/new", name="第一党小组", since="2025-01-01").status_code == 303
    return person


def test_a_group_has_members_and_a_leader_from_a_day(secretary: Caller, world: World) -> None:
    he, song = (str(world.people[name]) for name in ("何一苇", "宋知秋"))
    assert secretary.send(f"/members/{he}", group="第一党小组").status_code == 303
    for person, since in ((he, "2025-01-01"), (song, "2025-06-01")):
        answer = secretary.send("/groups/1", "/groups/1/leader", person_id=person, since=since)
        assert answer.status_code == 303, answer.text
    shown = secretary.get("/groups/1").text
    assert "党员1名：何一苇" in shown
    assert "2025年6月1日" in shown
    assert "宋知秋" in secretary.get("/groups").text
    early = secretary.send("/groups/1", "/groups/1/leader", person_id=he, since="2025-05-01")
    assert (early.status_code, "已登记过组长" in early.text) == (422, True)
    nobody = secretary.send("/groups/1", "/groups/1/leader", person_id="", since="2025-07-01")
    assert (nobody.status_code, "请从名册里选择组长" in nobody.text) == (422, True)
    assert 'value="2025-07-01"' in nobody.text


def test_a_group_is_renamed_and_ended_and_nobody_is_put_into_it_after(secretary: Caller, world: World) -> None:
    he = f"/members/{world.people['何一苇']}"
    secretary.send(he, group="第一党小组")
    assert secretary.send("/groups/1/edit", name="综合党小组").status_code == 303
    assert "综合党小组" in secretary.get("/members").text
    assert secretary.send("/groups/1/edit", until="2025-06-01").status_code == 303
    assert "综合党小组" not in secretary.get("/members").text
    assert "综合党小组" in secretary.get("/members?on=2025-05-31").text
    song = f"/members/{world.people['宋知秋']}"
    answer = secretary.send(song, group="综合党小组")
    assert (answer.status_code, "已于2025年6月1日撤销" in answer.text) == (422, True)


def test_two_groups_do_not_share_a_name_and_another_branch_sees_none(secretary: Caller, enter: Enter) -> None:
    again = secretary.send("/groups/new", name="第一党小组", since="2025-01-01")
    assert (again.status_code, "已经有了" in again.text) == (422, True)
    stranger = enter("stranger")
    assert [stranger.get(path).status_code for path in ("/groups/1", "/groups/1/edit")] == [404, 404]
    assert "还没有党小组" in stranger.get("/groups").text


def test_a_secretary_sees_what_is_above_and_a_superior_what_is_below(enter: Enter) -> None:
    own, above = enter("secretary").get("/tree").text, enter("superior").get("/tree").text
    assert TOP in own
    assert AWAY not in own
    assert "新增下级" not in own
    for words in (TOP, HOME, AWAY, "林远帆", "新增下级党组织"):
        assert words in above


def test_a_superior_adds_an_organisation_and_a_branch_has_none_below(enter: Enter, world: World) -> None:
    superior = enter("superior")
    twice = superior.send("/tree/new", name=HOME, kind="branch")
    assert (twice.status_code, "已经有了" in twice.text) == (422, True)
    assert superior.send("/tree/new", name="云岭区直第一党总支", kind="general").status_code == 303
    assert "云岭区直第一党总支" in superior.get("/tree").text
    below = superior.send(f"/tree/new?branch={world.home}", "/tree/new", name="某支部", kind="branch")
    assert (below.status_code, "下面不设党组织" in below.text) == (422, True)
    assert enter("secretary").get("/tree/new").status_code == 403
