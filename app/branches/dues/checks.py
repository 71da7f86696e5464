"""What must hold of an amount, a payment and a publication, and what is only worth a word; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.branches.dues.models import WAYS
from app.branches.dues.rules import LONGEST, VOLUNTARY, apart, code_of, yuan
from app.web import short_day
from checklists.periods import of_code

MOST = 1_000_000_00  # fen a month: whoever types more has slipped
FURTHEST = 12  # months ahead, beyond which a month is a slip


def rate_problems(since: date, monthly: int, basis: str, today: date) -> dict[str, str]:
    found = {}
    if monthly > MOST:
        found["monthly"] = f"月应交“{yuan(monthly)}”元太大，请核对是不是多写了0"
    if monthly == 0 and not basis.strip():
        found["basis"] = "月应交为0就是免交，请写明依据，如哪次会议讨论、上级何时批准"
    if apart(code_of(today), code_of(since)) > FURTHEST:
        found["since"] = f"{of_code(code_of(since)).title}还早，请核对年月"
    return found


def payment_problems(
    month: int, amount: int, paid_on: date | None, way: str, consent: str, today: date
) -> dict[str, str]:
    found = {}
    if not 0 < amount <= MOST:
        found["amount"] = f"实交“{yuan(amount)}”元不对，请写大于0的金额"
    if paid_on is not None and paid_on > today:
        found["paid_on"] = f"交纳日期{short_day(paid_on)}还没有到，请核对"
    if apart(code_of(today), month) > FURTHEST:
        found["month"] = f"{of_code(month).title}还早，请核对月份"
    if way not in ("", "self") and not consent.strip():
        found["consent"] = f"{WAYS[way]}交纳要经支部同意，请写明哪次会议或谁同意"
    return found


def publication_problems(year: int, published_on: date, total: int, today: date) -> dict[str, str]:
    found = {}
    if published_on > today:
        found["published_on"] = f"公布日期{short_day(published_on)}还没有到，请核对"
    elif published_on.year < year:
        found["published_on"] = f"公布日期{short_day(published_on)}早于{year}年，请核对"
    if total < 0 or total > MOST * 100:
        found["total"] = f"合计“{yuan(total)}”元不对，请核对"
    return found


def remarks(paid: Iterable[tuple[int, int, int | None]], paid_on: date) -> Iterator[str]:
    """What the act allows and a person should know. `paid`: month, amount, what was due."""
    rows = sorted(paid)
    late = [month for month, _, _ in rows if apart(month, code_of(paid_on)) > LONGEST]
    early = [month for month, _, _ in rows if apart(code_of(paid_on), month) > LONGEST]
    if late:
        yield f"{of_code(late[0]).title}补交得晚于{LONGEST}个月；补交一般不超过{LONGEST}个月，请支部了解原因"
    if early:
        yield f"预交到了{of_code(early[-1]).title}；预交一般不超过{LONGEST}个月"
    short = [month for month, amount, due in rows if due and amount < due]
    if short:
        yield f"{of_code(short[0]).title}实交少于月应交，请核对"
    if sum(max(0, amount - (due or 0)) for _, amount, due in rows) >= VOLUNTARY:
        yield "自愿一次多交1000元以上的，全部上缴，请联系上级党组织办理"
