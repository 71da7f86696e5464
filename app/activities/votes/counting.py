"""Whether the numbers of the signed sheet add up, in words with the place and the remedy; pure."""

from __future__ import annotations

from app.activities.votes.models import ELECTIONS
from app.activities.votes.rules import Vote, majority_of, may_be_held, passes, present_needed, supported, votes_needed

NUMBERS = {
    "issued": "发出票",
    "returned": "收回票",
    "void": "无效票",
    "votes_for": "赞成",
    "votes_against": "反对",
    "abstained": "弃权",
}
SAID, BALLOTS = ("votes_for", "votes_against", "abstained"), ("issued", "returned", "void")


def problems(vote: Vote) -> dict[str, str]:
    """Field → words with the remedy; empty when the numbers agree with each other and with the roll."""
    wanted = (BALLOTS if vote.by_ballot else ()) + (() if vote.kind in ELECTIONS else SAID)
    given = {key: getattr(vote, key) for key in NUMBERS}
    found = {key: f"请填写{NUMBERS[key]}数，没有的填0" for key in wanted if given[key] is None}
    found |= {key: f"{NUMBERS[key]}{value}不能小于0" for key, value in given.items() if value is not None and value < 0}
    if found:
        return found
    return (_ballots(vote) if vote.by_ballot else {}) or ({} if vote.kind in ELECTIONS else _sum(vote))


def _ballots(vote: Vote) -> dict[str, str]:
    issued, returned, void = vote.issued or 0, vote.returned or 0, vote.void or 0
    if issued > vote.base.present:
        words = f"发出票{issued}张多于到会有表决权的{vote.base.present}人，请核对发票数和到会名单"
        return {"issued": words}
    if returned > issued:
        return {"returned": f"收回票{returned}张多于发出票{issued}张，这次投票无效，请重新投票后再填"}
    if void > returned:
        return {"void": f"无效票{void}张多于收回票{returned}张，请核对"}
    return {}


def _sum(vote: Vote) -> dict[str, str]:
    given = [getattr(vote, key) for key in SAID]
    if sum(given) == vote.valid:
        return {}
    sums = "、".join(f"{NUMBERS[key]}{value}" for key, value in zip(SAID, given, strict=True))
    whole = f"有效票{vote.valid}张（收回{vote.returned}减无效{vote.void}）" if vote.by_ballot else f"到会{vote.valid}人"
    return {"votes_for": f"{sums}合计{sum(given)}，与{whole}不符，请核对三个票数或到会名单"}


def quorum_words(vote: Vote) -> str:
    """应到会有表决权8人，实到7人，需要4人，可以表决"""
    base = vote.base
    if base.full == 0:
        return "还没有到会名单，请先逐人点名"
    if base.due == 0:
        return "应到会有表决权的为0人，不能表决"
    needed = present_needed(vote.kind, base.due)
    says = "可以表决" if may_be_held(vote) else f"还差{needed - base.present}人，不能表决"
    return f"应到会有表决权{base.due}人，实到{base.present}人，至少要{needed}人到会，{says}"


def base_words(vote: Vote) -> str:
    """应到会有表决权的 or 实到会有表决权的, of whom more than half is counted."""
    return "实到" if majority_of(vote) != vote.base.due else "应到会有表决权"


def result_words(vote: Vote) -> str:
    """赞成5票加会前书面同意1份共6，应到会有表决权8人，须有5票，达到"""
    beside = supported(vote) - (vote.votes_for or 0)
    said = f"赞成{vote.votes_for or 0}票" + (f"，加会前书面同意{beside}份，共{supported(vote)}票" if beside else "")
    enough = "已超过半数" if supported(vote) >= votes_needed(vote) else "没有超过半数"
    return f"{said}；{base_words(vote)}{majority_of(vote)}人，须有{votes_needed(vote)}票，{enough}"


def declaration_problem(vote: Vote, passed: bool) -> str:
    """Why the chair cannot have declared that; an inquorate meeting can only say that nothing was decided."""
    if not may_be_held(vote):
        return f"{quorum_words(vote)}，所以不能宣布通过" if passed else ""
    if wrong := problems(vote):
        return "；".join(wrong.values())
    if passed and not passes(vote):
        return f"{result_words(vote)}，不能宣布通过"
    if not passed and passes(vote):
        return f"{result_words(vote)}，不能宣布未通过。请核对票数"
    return ""
