"""What must hold of an issue and of each step towards its 销号, whatever door it came through; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.rectification.states import NEXT, WORDS, Person, Step, current_round, last, state_of
from app.web import short_day

VERBS = {
    "assigned": "明确责任",
    "finished": "登记完成整改",
    "applied": "申请销号",
    "verified": "核验",
    "returned": "退回",
    "closed": "批准销号",
    "reopened": "重新整改",
}
REMEDIES = {
    "raised": "请先填写责任人或责任单位",
    "assigned": "请先登记完成整改",
    "returned": "请先登记完成整改",
    "reopened": "请先登记完成整改",
    "finished": "请先申请销号",
    "applied": "请先由他人核验",
    "verified": "请先批准销号，或退回整改",
    "closed": "如问题反弹，请写明原因，重新整改",
}
LOCKED = {"text": "问题具体描述", "level": "问题等级", "owner": "责任人", "mode": "整改类型", "due_on": "计划完成时限"}


@dataclass(frozen=True, slots=True)
class Case:
    """All that decides whether a step may be taken."""

    steps: tuple[Step, ...]
    found_on: date
    owners: tuple[Person, ...] = ()
    level: str = ""
    mode: str = ""
    verifier: Person | None = None  # named beforehand: the inspector of a 互查
    evidence: int = 0


def problems(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the issue may be kept."""
    found: dict[str, str] = {}
    if not values.get("text"):
        found["text"] = "请写明问题"
    if not values.get("source"):
        found["source"] = "请选择问题来源"
    found_on, due_on = values.get("found_on"), values.get("due_on")
    if found_on and found_on > today:
        found["found_on"] = f"发现日期{short_day(found_on)}在今天之后，请核对"
    if found_on and due_on and due_on < found_on:
        found["due_on"] = f"计划完成时限{short_day(due_on)}早于发现日期{short_day(found_on)}，请核对"
    if values.get("mode") == "by_date" and not due_on:
        found["due_on"] = "限期整改的请填写计划完成时限；没有期限的，请把整改类型改为立行立改或长期坚持"
    return found


def locked(steps: tuple[Step, ...], changed: Collection[str]) -> dict[str, str]:
    """What approvals rest on does not change under them. Those copied from paper can be corrected."""
    if state_of(steps) not in ("applied", "verified", "closed") or steps[-1].on_paper:
        return {}
    remedy = "请先重新整改" if state_of(steps) == "closed" else "请先退回整改"
    return {
        key: f"{WORDS[state_of(steps)]}，{LOCKED[key]}不能再改；需要更正的，{remedy}"
        for key in LOCKED
        if key in changed
    }


def step_problems(case: Case, step: Step, today: date) -> dict[str, str]:
    """Field → words with the remedy ("" is the step as a whole); empty when the step may be taken."""
    state = state_of(case.steps)
    if step.step not in NEXT[state]:
        return {"": f"这一项现在是“{WORDS[state]}”，不能{VERBS[step.step]}。{REMEDIES[state]}"}
    found: dict[str, str] = {}
    for check in (_dated, _grounded, _evidenced, _by_another):
        for field, words in check(case, step, today):
            found.setdefault(field, words)
    return found


def earliest(case: Case) -> tuple[date, str]:
    """The first day the next step can be of, and what happened then. 明确责任 may be entered late."""
    taken = [one for one in case.steps if one.step != "assigned"]
    return (taken[-1].on, VERBS[taken[-1].step]) if taken else (case.found_on, "发现")


def applicants(case: Case) -> list[Person]:
    """Whoever applied in this round: taking it up again by another does not free the first to close it."""
    return [one.by for one in current_round(case.steps) if one.step == "applied"]


def _dated(case: Case, step: Step, today: date) -> Iterator[tuple[str, str]]:
    since, what = earliest(case)
    if step.on > today:
        yield "on", f"日期{short_day(step.on)}在今天之后，请核对"
    elif step.on < since and step.step != "assigned":
        yield "on", f"日期{short_day(step.on)}早于{what}的{short_day(since)}，请核对"


def _grounded(case: Case, step: Step, today: date) -> Iterator[tuple[str, str]]:
    if step.note:
        return
    if step.step == "returned":
        yield "note", "请写明退回的原因，责任人照此整改"
    elif step.step == "reopened":
        yield "note", "请写明重新整改的原因"
    elif step.step == "finished" and case.mode == "long_term":
        yield "note", "长期坚持的问题不自动算完成，请写明达到了哪个阶段目标"


def _evidenced(case: Case, step: Step, today: date) -> Iterator[tuple[str, str]]:
    if step.step == "applied" and not case.evidence:
        yield "", "还没有佐证材料，不能申请销号。请先登记至少一份佐证材料的名称和存放处"


def _by_another(case: Case, step: Step, today: date) -> Iterator[tuple[str, str]]:
    """decisions.md 44, and the person responsible no more than the applicant (R39)."""
    if step.step not in ("verified", "closed"):
        return
    verb, field, who = VERBS[step.step], "by" if step.on_paper else "", step.by.name
    if any(step.by.is_same(one) for one in applicants(case)):
        yield field, f"“{who}”是申请人，不能由本人{verb}，请由他人{verb}"
    elif any(step.by.is_same(one) for one in case.owners):
        yield field, f"“{who}”是责任人，不能由本人{verb}，请由他人{verb}"
    elif step.step == "verified" and case.verifier and not step.by.is_same(case.verifier):
        yield field, f"这一项须由检查人“{case.verifier.name}”核验，不能由他人代替"
    elif step.step == "closed" and case.level == "major":
        verified = last(case.steps, "verified")
        if verified and step.by.is_same(verified.by):
            yield field, f"重大问题须两人分别核验、批准，“{who}”已经核验，请由另一人批准销号"
