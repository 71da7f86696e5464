"""The half-year of the seed as events: plainly fictional, with the figures the article tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checklists.facts import Event
from checklists.periods import Period, parse
from checklists.report import Report, build
from checklists.units import Unit
from checklists.wording.told import Referred

BRANCH = {1: "江岸区残联机关党支部"}
PARTNER = "南山区残联"
FIRST_HALF: Period = parse("2025H1")
ON = date(2025, 7, 1)
TWO_LISTS = ("list:廉政风险隐患", "list:支部问题清单")
CAMPAIGNS = ("温暖万家行", "迎端午", "庆六一")


def event(
    kind: str,
    id: int,
    on: date,
    title: str = "",
    *,
    amount: int = 1,
    unit: Unit = Unit.TIMES,
    subjects: tuple[str, ...] = (),
    marks: tuple[str, ...] = (),
    branch: int = 1,
    until: date | None = None,
    belongs_to: int | None = None,
    reviewed: bool = True,
    gathering: int | None = None,
) -> Event:
    """An event written as briefly as a test wants it."""
    seen = {"unit": unit, "subjects": subjects, "marks": frozenset(marks), "amount": amount, "until": until}
    named = {"belongs_to": belongs_to, "reviewed": reviewed, "gathering": gathering}
    return Event(kind, id, branch, on, on, title or f"{kind} {id}", **seen, **named)  # type: ignore[arg-type]


def half_year() -> list[Event]:
    return [*_gatherings(), *_integrity(), *_issues(), *_pairing(), *_people()]


def report(events: list[Event] | None = None) -> Report:
    return build(BRANCH, FIRST_HALF, ON, half_year() if events is None else events, (), quoted())


def quoted() -> tuple[Referred, ...]:
    children = "全年接受抢救性康复训练的困难残疾儿童"
    return (
        Referred("困难残疾儿童抢救性康复训练", "147", "名", children, date(2025, 6, 30), "康复科", period="2025"),
        Referred(
            "辅助器具线上申请覆盖", "150余", "人", "提出线上申请的人数，不是适配件数", date(2025, 6, 30), "康复科"
        ),
    )


def _gatherings() -> Iterator[Event]:
    for month in range(1, 7):
        yield from _gathering("committee_meeting", month, date(2025, month, 8), f"{month}月支部委员会", 5, 5)
        yield from _gathering("theme_day", 10 + month, date(2025, month, 15), f"{month}月主题党日", 12, 11)
    for number, day in enumerate((date(2025, 3, 15), date(2025, 4, 18), date(2025, 6, 20))):
        own = number > 0  # the first was a part of that day's theme day
        key = 20 + number if own else 13
        yield event("member_meeting", key, day, f"{day.month}月党员大会", reviewed=number < 2)
        yield from _attendance("member_meeting", key, day, 12, 11) if own else ()
    yield from _gathering("lecture", 31, date(2025, 3, 28), "廉洁从业专题党课", 12, 12, ("integrity", "by_secretary"))
    yield from _gathering("lecture", 32, date(2025, 6, 27), "迎“七一”专题党课", 12, 11)
    yield from _gathering("study", 33, date(2025, 2, 21), "集中学习", 12, 12)
    yield from _gathering("warning_education", 34, date(2025, 5, 23), "警示教育片观看", 12, 10)
    yield event("life_meeting", 35, date(2025, 1, 22), "2024年度组织生活会", belongs_to=202400)
    yield event("appraisal", 35, date(2025, 1, 22), "2024年度民主评议党员", belongs_to=202400)
    yield from _gathering("study_visit", 36, date(2025, 4, 25), "赴南山区残联考察学习", 6, 6)
    yield event("first_topic", 1, date(2025, 1, 8), "第一议题学习")
    yield event("first_topic_article", 1, date(2025, 1, 8), "第一议题学习", amount=2, unit=Unit.ARTICLES)


def _gathering(
    kind: str, id: int, on: date, title: str, due: int, present: int, marks: tuple[str, ...] = ()
) -> Iterator[Event]:
    yield event(kind, id, on, title, marks=marks)
    yield from _attendance(kind, id, on, due, present)


def _attendance(kind: str, id: int, on: date, due: int, present: int) -> Iterator[Event]:
    marks = (f"kind:{kind}", "kind:member_meeting") if id == 13 else (f"kind:{kind}",)
    for word, amount in (("due", due), ("present", present)):
        yield event(f"attendance_{word}", id, on, amount=amount, unit=Unit.PERSON_TIMES, marks=marks)


def _integrity() -> Iterator[Event]:
    days = (date(2025, 1, 23), date(2025, 4, 1), date(2025, 4, 28), date(2025, 5, 28))
    for number, day in enumerate(days):
        by_hand = ("by_hand",) if number == 0 else ()
        yield event("reminder_round", number, day, f"{day.month}月廉政提醒", marks=by_hand)
        for person in range(1 if by_hand else 10):
            amount = 10 if by_hand else 1
            key = number * 10 + person
            yield event("reminder_delivered", key, day, amount=amount, unit=Unit.PERSON_TIMES, marks=by_hand)
    for risk in range(1, 9):
        yield event("risk_point", risk, date(2024, 3, 1), f"风险点{risk}")
        if risk <= 6:
            yield event("risk_reviewed", risk, date(2025, 3, 10), subjects=(f"risk:{risk}",))
    yield event("integrity_talk", 1, date(2025, 3, 5), "廉政谈话", amount=2, unit=Unit.PERSON_TIMES)
    yield event("talk", 1, date(2025, 1, 10), "谈心谈话", amount=2, unit=Unit.PERSON_TIMES)


def _issues() -> Iterator[Event]:
    """22 found; 20 finished; 18 closed, of which 12 stand on the list of hazards too; 1 overdue."""
    for number in range(1, 23):
        marks = ("source:自查", *(TWO_LISTS if number <= 12 else TWO_LISTS[1:]))
        key = (f"issue:{number}",)
        found = date(2025, 1 + number % 6, 6)
        yield event("issue_found", number, found, f"问题{number}", subjects=key, marks=marks)
        if number <= 20:
            yield event("issue_finished", number, date(2025, 6, 20), f"问题{number}", subjects=key, marks=marks)
        if number <= 18:
            yield event(
                "issue_closed", number, date(2025, 6, 25), f"问题{number}", subjects=key, marks=(*marks, "on_time")
            )
        else:
            done = ("finished",) if number <= 20 else ()
            yield event("issue_open", number, found, f"问题{number}", subjects=key, marks=(*marks, *done))
    yield event("issue_overdue", 22, date(2025, 6, 1), "问题22", subjects=("issue:22",))
    for month in range(1, 7):
        side = "inspecting" if month % 2 else "inspected"
        subject = (f"partner:{PARTNER}|2025-{month:02}",)
        yield event("inspection", month, date(2025, month, 18), f"{month}月互查", subjects=subject, marks=(side,))


def _pairing() -> Iterator[Event]:
    for household in range(1, 25):
        yield event("pairing", household, date(2024, 1, 1), f"结对{household}", subjects=(f"household:{household}",))
    for visit in range(1040):
        day = date(2025, 1, 6) + timedelta(days=visit % 170)
        marks = (f"campaign:{CAMPAIGNS[visit % 3]}",)
        yield event("visit", visit, day, f"入户走访{visit}", subjects=(f"household:{visit % 386}",), marks=marks)
    for number in range(1, 31):
        need = {"subjects": (f"need:{number}", f"assisted:{number}"), "marks": ("kind:device",)}
        yield event("need_raised", number, date(2025, 2, 10), f"需求{number}", **need)  # type: ignore[arg-type]
        if number <= 26:
            yield event("need_met", number, date(2025, 5, 10), f"需求{number}", **need)  # type: ignore[arg-type]
    for number in range(1, 11):
        yield event("commitment_made", number, date(2025, 1, 15), f"承诺{number}")
        if number <= 9:
            yield event("commitment_kept", number, date(2025, 6, 10), f"承诺{number}")


def _people() -> Iterator[Event]:
    for number in range(1, 13):
        yield event("member", number, date(2020, 1, 1), f"党员{number}", subjects=(f"person:{number}",))
