"""Candidates, seats and who is elected; whole numbers only, pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.activities.votes.counting import problems, quorum_words
from app.activities.votes.rules import Vote, may_be_held, votes_needed


def candidates_needed(kind: str, seats: int) -> int:
    """差额 for committee members: a fifth of the seats more, rounded up. 书记、副书记 are 等额."""
    return seats + (-(-seats // 5) if kind == "election" else 0)


def slate_problem(kind: str, seats: int | None, candidates: int) -> str:
    """Why these are too few or too many to be voted on."""
    if not seats or seats < 1:
        return "请填写应选人数"
    needed = candidates_needed(kind, seats)
    if kind == "election" and candidates < needed:
        return f"应选{seats}人，差额不少于应选人数的20%，候选人至少{needed}人，现有{candidates}人"
    if kind == "office" and candidates != needed:
        return f"书记、副书记等额选举，应选{seats}人，候选人应为{needed}人，现有{candidates}人"
    return ""


def passing(vote: Vote, votes: Mapping[int, int]) -> set[int]:
    """Candidates with more than half."""
    return {who for who, count in votes.items() if count >= votes_needed(vote)} if may_be_held(vote) else set()


def certain(vote: Vote, votes: Mapping[int, int], seats: int) -> set[int] | None:
    """Those elected without anybody's judgement; None where more passed than there are seats."""
    found = passing(vote, votes)
    return found if len(found) <= seats else None


def sheet_problems(vote: Vote, votes: Mapping[int, int | None], seats: int) -> dict[str, str]:
    """Field → words where a candidate's votes cannot stand on these ballots."""
    found = problems(vote)
    for who, count in votes.items():
        if count is None or count < 0:
            found[f"votes-{who}"] = "请填写赞成票数，没有的填0"
        elif count > vote.valid and not found:
            found[f"votes-{who}"] = f"赞成{count}票多于有效票{vote.valid}张，请核对"
    total = sum(count or 0 for count in votes.values())
    if not found and total > vote.valid * seats:
        words = (
            f"各人赞成票合计{total}，多于有效票{vote.valid}张乘应选{seats}人；一张票所选多于应选人数的是无效票，请核对"
        )
        found["void"] = words
    return found


def choice_problem(vote: Vote, votes: Mapping[int, int], seats: int, chosen: Collection[int]) -> str:
    """Why just these cannot be declared elected: the votes decide, equal votes are voted on again."""
    if not may_be_held(vote):
        return f"{quorum_words(vote)}，不能宣布当选" if chosen else ""
    passed = passing(vote, votes)
    if set(chosen) - passed:
        return f"赞成票超过半数（须有{votes_needed(vote)}票）的才能当选，请核对所选的人"
    if len(chosen) > seats:
        return f"应选{seats}人，选了{len(chosen)}人当选，请核对"
    left = passed - set(chosen)
    if len(passed) <= seats:
        return "得票超过半数的人数不多于应选人数，应当全部当选，请核对" if left else ""
    if left and chosen and min(votes[one] for one in chosen) <= max(votes[one] for one in left):
        return "当选的按得票多少确定；票数相同、不能都当选的，请另列一项再次投票"
    above = [one for one in left if sum(votes[other] >= votes[one] for other in passed) <= seats]
    return "得票多的还有人没有选为当选，请核对" if above else ""


def border_words(vote: Vote, votes: Mapping[int, int], seats: int) -> str:
    """What a person has to settle: more passed than seats, equal votes at the border, or seats left."""
    found = sorted((votes[one] for one in passing(vote, votes)), reverse=True)
    if len(found) < seats:
        return f"得票超过半数的{len(found)}人，少于应选{seats}人；不足的名额可以另列一项再选，或者报经同意减少名额"
    if len(found) == seats:
        return ""
    words = f"得票超过半数的{len(found)}人，多于应选{seats}人，按得票多少确定，请逐人确认"
    if found[seats - 1] == found[seats]:
        return f"{words}；其中{found[seats]}票的有几人并列，并列的须再次投票，这里不能替会议决定"
    return words
