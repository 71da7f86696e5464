"""What must hold of an appraisal, and what of a year's grades may be told to whom; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.appraisals.models import RESULTS, VOTES
from app.web import short_day

EARLIEST = 2000
FEW = 3  # a smaller number would point at persons (practice.md, Sensitive 3)
MOST_VOTES = 10_000
FOURTH_QUARTER = 10  # the year's own appraisal is usually held from here on, or early in the next year
FEWER, UNTOLD = f"少于{FEW}人", "不单列，以免推算"
STEPS = (
    ("个人自评", "每名党员对照要求写个人小结。"),
    ("党员互评", "在会上逐人评议。"),
    ("民主测评", "发测评票，当场收回、清点。"),
    ("评定意见", "支委会或党员大会综合以上情况，对每名党员提出评定意见。"),
)


def year_at(today: date) -> int:
    """The year that is being assessed: its own from October, else the one before."""
    return today.year if today.month >= FOURTH_QUARTER else today.year - 1


def problems(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the appraisal may be kept."""
    found: dict[str, str] = {}
    year, day = values.get("year"), values.get("assessed_on")
    if not isinstance(year, int) or not EARLIEST <= year <= today.year:
        found["year"] = f"所属年度“{year or ''}”不对，请写{EARLIEST}到{today.year}之间的年份"
    elif day and day.year < year:
        found["assessed_on"] = f"评议日期{short_day(day)}早于所属年度{year}年，请核对"
    if day and day > today:
        found["assessed_on"] = f"评议日期{short_day(day)}还没有到，评议以后再登记"
    if values.get("result") not in RESULTS:
        found["result"] = f"请选择评议结果：{'、'.join(RESULTS.values())}"
    for key, word in VOTES.items():
        votes = values.get(f"votes_{key}")
        if votes is not None and not 0 <= votes <= MOST_VOTES:
            found[f"votes_{key}"] = f"“{word}”的票数{votes}不对，请按测评票写"
    return found


def counted(results: Mapping[str, int]) -> dict[str, str]:
    """Grade → how many, as anybody may read it. No number below FEW is said, nor left to be computed:
    where the numbers told and the whole give one away, the smallest of them is not told either."""
    told = {code for code in RESULTS if results.get(code, 0) >= FEW}
    hidden = sum(results.values()) - sum(results[code] for code in told)
    untold = ""
    if 0 < hidden < FEW and told:
        untold = min(told, key=lambda code: results[code])
    return {code: UNTOLD if code == untold else f"{results[code]}人" if code in told else FEWER for code in RESULTS}


def whole(number: int) -> str:
    """How many were assessed, as anybody may read it."""
    return f"{number}人" if number >= FEW else FEWER


def warning(excellent: int, assessed: int) -> str:
    """优秀 is usually for one third at most: said, never refused; the year's own notice decides."""
    if excellent * 3 <= assessed:
        return ""
    return f"优秀{excellent}人，超过参加评议{assessed}人的三分之一。通常不超过三分之一，请对照当年的通知；通知另有规定的按通知办"
