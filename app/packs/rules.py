"""What must hold of an adoption, an exemption and a reason; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.web import short_day
from checklists.facts import Strength
from checklists.items import Item, Pack
from checklists.periods import PeriodError, of_code

Values = Mapping[str, Any]


def adoption_problems(values: Values, pack: Pack, ended: date | None) -> dict[str, str]:
    """`ended` is the day on which an earlier adoption of the pack ended, if there was one."""
    found: dict[str, str] = {}
    if not pack.local:
        found[""] = f"“{pack.title}”是全国通用的规则，一直有效，不需要启用"
    elif not pack.items:
        found[""] = f"“{pack.title}”还没有写内容，请先写好要办的事项，再启用"
    if not values.get("basis"):
        found["basis"] = "请写明启用的依据，如文件名称和文号，或支委会决定"
    if not values.get("since"):
        found["since"] = "请填写开始执行的日期"
    elif ended and values["since"] < ended:
        found["since"] = f"上一次执行到{short_day(ended)}为止，开始日期不能早于这一天"
    return found


def ending_problems(values: Values, since: date) -> dict[str, str]:
    until = values.get("until")
    if not until:
        return {"until": "请填写停止执行的日期"}
    if until <= since:
        return {"until": f"停止日期要晚于开始执行的{short_day(since)}；如果是误启用，请撤销启用"}
    return {}


def exemption_problems(values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    since, until = values.get("since"), values.get("until")
    if not values.get("reason"):
        found["reason"] = "请写明免办的理由"
    if not since:
        found["since"] = "请填写免办的起始日期"
    if not until:
        found["until"] = "请填写免办的截止日期，免办不能没有期限"
    elif since and until < since:
        found["until"] = "截止日期早于起始日期，请核对"
    return found


def excuse_problems(item: Item, period: int, reason: str, today: date) -> dict[str, str]:
    """Only an item of which the rule says 一般 can be missed with a reason."""
    if item.strength is not Strength.USUAL:
        return {"": f"“{item.title}”是应当办理的事项，写明原因不能代替，请补办，或由支部决定免办"}
    try:
        begun = of_code(period).first <= today
    except PeriodError:
        return {"": "没有这个期间，请从“今天要办”重新打开"}
    if not begun:
        return {"": f"{of_code(period).title}还没有开始，到期未开展时再写原因"}
    return {} if reason.strip() else {"reason": "请写明未按期开展的原因"}
