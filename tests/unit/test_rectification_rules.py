"""The steps towards 销号: none skipped, and nobody verifies or closes what they applied for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.rectification.rules import Case, locked, problems, step_problems
from app.rectification.states import NEXT, Person, Step

TODAY = date(2025, 7, 1)
LIN, ZHOU, HE = Person("林远帆", 1, 11), Person("周晓禾", 2, 12), Person("何一苇", 3, 13)
FOUND = date(2025, 6, 3)
ORDER = ("assigned", "finished", "applied", "verified", "closed")


def case(*steps: str, by: dict[str, Person] | None = None, **more: object) -> Case:
    """An issue that went through these steps, one a day; LIN applied, ZHOU verified unless said otherwise."""
    who = {"applied": LIN, "verified": ZHOU} | (by or {})
    taken = tuple(Step(step, date(2025, 6, 4 + day), who.get(step, HE)) for day, step in enumerate(steps))
    return replace(Case(taken, FOUND, evidence=1), **more)  # type: ignore[arg-type]


def refused(
    before: Case, step: str, by: Person = HE, on: date = TODAY, *, paper: bool = False, note: str = "因"
) -> str:
    """The words, or nothing when the step may be taken."""
    return "；".join(step_problems(before, Step(step, on, by, paper, note), TODAY).values())


@pytest.mark.parametrize("state", NEXT)
@pytest.mark.parametrize("step", [*ORDER, "returned", "reopened"])
def test_only_the_steps_of_the_table_follow(state: str, step: str) -> None:
    steps = {
        "raised": (),
        "returned": (*ORDER[:3], "returned"),
        "reopened": (*ORDER, "reopened"),
    }.get(state) or ORDER[: ORDER.index(state) + 1 if state in ORDER else 0]
    words = refused(case(*steps), step)
    assert (not words) is (step in NEXT[state])
    assert words == "" or "请先" in words or "请写明" in words


def test_the_applicant_neither_verifies_nor_closes() -> None:
    assert "“林远帆”是申请人，不能由本人核验" in refused(case(*ORDER[:3]), "verified", LIN)
    assert "“林远帆”是申请人，不能由本人批准销号" in refused(case(*ORDER[:4]), "closed", LIN)


def test_a_name_on_paper_is_the_same_person_as_the_account() -> None:
    on_paper = Person("林 远帆")
    assert "是申请人" in refused(case(*ORDER[:3]), "verified", on_paper, paper=True)
    assert not refused(case(*ORDER[:3]), "verified", Person("梁语迟"), paper=True)


def test_namesakes_are_two_people_when_both_are_known() -> None:
    assert not refused(case(*ORDER[:3]), "verified", Person("林远帆", 9, 99))


def test_one_account_is_one_person_whatever_it_is_called() -> None:
    assert "是申请人" in refused(case(*ORDER[:3]), "verified", Person("支部账号", 1))


def test_the_person_responsible_neither_verifies_nor_closes() -> None:
    mine = replace(case(*ORDER[:3]), owners=(Person("周晓禾", None, 12),))
    assert "“周晓禾”是责任人，不能由本人核验" in refused(mine, "verified", ZHOU)


def test_who_applied_first_cannot_close_after_another_applied_again() -> None:
    again = case("assigned", "finished", "applied", "returned", "finished")
    steps = (*again.steps, Step("applied", date(2025, 6, 20), HE), Step("verified", date(2025, 6, 21), ZHOU))
    assert "是申请人" in refused(replace(again, steps=steps), "closed", LIN)


def test_a_new_round_after_reopening_has_its_own_applicant() -> None:
    again = case(*ORDER, "reopened", "finished")
    steps = (*again.steps, Step("applied", date(2025, 6, 20), HE))
    assert not refused(replace(again, steps=steps), "verified", LIN)
    assert "是申请人" in refused(replace(again, steps=steps), "verified", HE)


def test_only_in_a_major_issue_must_closer_and_verifier_differ() -> None:
    assert not refused(case(*ORDER[:4]), "closed", ZHOU)
    assert "重大问题须两人分别核验、批准" in refused(case(*ORDER[:4], level="major"), "closed", ZHOU)
    assert not refused(case(*ORDER[:4], level="major"), "closed", HE)


def test_only_the_inspector_it_names_verifies_it() -> None:
    named = case(*ORDER[:3], verifier=Person("梁语迟", None, 21))
    assert "须由检查人“梁语迟”核验" in refused(named, "verified", ZHOU)
    assert not refused(named, "verified", Person("梁语迟", 5, 21))
    assert not refused(named, "verified", Person("梁语迟"), paper=True)


def test_nothing_is_applied_for_without_evidence() -> None:
    assert "请先登记至少一份佐证材料" in refused(case(*ORDER[:2], evidence=0), "applied", LIN)


def test_going_back_needs_a_reason() -> None:
    assert "请写明退回的原因" in refused(case(*ORDER[:3]), "returned", ZHOU, note="")
    assert "请写明重新整改的原因" in refused(case(*ORDER), "reopened", note="")


def test_long_term_is_never_finished_without_saying_which_stage() -> None:
    assert "哪个阶段目标" in refused(case("assigned", mode="long_term"), "finished", note="")
    assert not refused(case("assigned", mode="long_term"), "finished", note="上半年每户走访两次")


def test_a_step_is_neither_in_the_future_nor_before_the_one_it_follows() -> None:
    assert "在今天之后" in refused(case(*ORDER[:3]), "verified", ZHOU, date(2025, 7, 2))
    assert "早于申请销号的2025年6月6日" in refused(case(*ORDER[:3]), "verified", ZHOU, date(2025, 6, 5), paper=True)
    assert "早于发现的2025年6月3日" in refused(case("assigned"), "finished", on=date(2025, 6, 2))
    assert not refused(case("assigned"), "finished", on=FOUND), "who is responsible may be entered late"


def test_what_an_approval_rests_on_does_not_change_under_it() -> None:
    assert "请先退回整改" in locked(case(*ORDER[:3]).steps, {"level", "note"})["level"]
    assert not locked(case(*ORDER[:3]).steps, {"note", "mechanism"})
    assert not locked(case(*ORDER[:2]).steps, {"level"})
    copied = tuple(step._replace(on_paper=True) for step in case(*ORDER).steps)
    assert not locked(copied, {"owner"}), "what was copied from paper can be corrected"


def test_an_issue_says_what_is_missing_and_how_to_mend_it() -> None:
    found = problems({"mode": "by_date", "found_on": date(2025, 7, 2)}, TODAY)
    assert found["text"] == "请写明问题"
    assert found["source"] == "请选择问题来源"
    assert "在今天之后" in found["found_on"]
    assert "立行立改或长期坚持" in found["due_on"]
    early = {"text": "一", "source": "audit", "found_on": FOUND, "due_on": date(2025, 6, 2)}
    assert "早于发现日期2025年6月3日" in problems(early, TODAY)["due_on"]
    assert not problems(early | {"due_on": None, "mode": "long_term"}, TODAY)
