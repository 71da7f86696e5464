"""What must hold of a pack and an item that a branch writes itself; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from app.packs.own.ways import OF_HOUSEHOLDS, OF_PERSONS, PLAIN, WAYS, words_of
from app.web import short_day
from checklists.facts import Strength
from checklists.items import CALENDAR
from checklists.wording import rules

Values = Mapping[str, Any]
CADENCES = {code: rules.CADENCES[code] for code in CALENDAR}
EACH = {code: rules.EACH[code] for code in ("branch", "member", "committee_member")}
STRENGTHS = {str(code): rules.STRENGTHS[code] for code in (Strength.USUAL, Strength.MUST)}
MEASURES = {code: rules.MEASURES[code] for code in ("count", "distinct")}
LONGEST, MOST, MOST_GRACE = 40, 99, 30


def pack_problems(values: Values, others: Collection[str]) -> dict[str, str]:
    """`others` are the titles of the other packs this branch sees."""
    found: dict[str, str] = {}
    title = values.get("title") or ""
    if not title:
        found["title"] = "请填写这套规则的名称，如 机关党建“五个一”"
    elif len(title) > LONGEST:
        found["title"] = f"名称有{len(title)}个字，请控制在{LONGEST}个字以内"
    elif title in others:
        found["title"] = f"已经有一套“{title}”，请换一个名称"
    if not values.get("basis"):
        found["basis"] = "请写明依据，如文件名称和文号，或支委会决定和日期"
    return found


def item_problems(values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in (("title", "事项，如 集中学习"), ("verb", "怎么办，如 开展"), ("basis", "依据")):
        if not values.get(key):
            found[key] = f"请填写{words}"
        elif key != "basis" and len(values[key]) > LONGEST:
            found[key] = f"有{len(values[key])}个字，请控制在{LONGEST}个字以内，细节写进具体要求"
    if values.get("cadence") not in CADENCES:
        found["cadence"] = "请选择多长时间一次"
    at_least, grace = values.get("at_least"), values.get("grace") or 0
    if at_least is None or not 1 <= at_least <= MOST:
        found["at_least"] = f"请填写至少几次，1到{MOST}之间的整数"
    if not 0 <= grace <= MOST_GRACE:
        found["grace"] = f"宽限请填0到{MOST_GRACE}个工作日"
    if said := _answer_problem(values):
        found["answers"] = said
    elif values.get("measure") == "distinct" and not set(values["answers"]) <= OF_HOUSEHOLDS:
        found["measure"] = "只有入户走访和电话等联系能按户数算，请改为按次数"
    elif values.get("measure") == "distinct" and values.get("each") != "branch":
        found["measure"] = "按户数算的是整个支部走访的户数，请把由谁完成改为支部，或改为按次数"
    return found


def _answer_problem(values: Values) -> str:
    """Marks are asked of every kind together, so what needs one stands alone."""
    answers = tuple(values.get("answers") or ())
    if not answers:
        return "请选择凭什么算办了，至少一样"
    alone = [words_of(code) for code in answers if WAYS[code].mark or code == PLAIN]
    if alone and len(answers) > 1:
        return f"“{alone[0]}”要单独选，不能和别的一起；需要两样都办的，请写成两项"
    if values.get("each", "branch") != "branch" and not set(answers) <= OF_PERSONS:
        words = words_of(",".join(code for code in WAYS if code in OF_PERSONS))
        return f"要{EACH[values['each']]}都完成的，只能凭记到个人的记录：{words}"
    return ""


def first_open(today: date) -> date:
    """The day from which a rule may still be changed: no period that ended before it falls due after it."""
    return today.replace(day=1)


def since_problem(since: date | None, today: date, began: date | None) -> str:
    """Of the day from which a change holds; what fell due before is never asked otherwise afterwards."""
    if since is None:
        return "请填写从哪一天起按新的要求"
    if since < first_open(today):
        day = short_day(first_open(today))
        return f"{short_day(since)}以后有已经到期的期间，过去的要求不能改；最早从{day}起"
    if began is not None and since <= began:
        return f"现在的要求从{short_day(began)}起，新的要求要晚于这一天"
    return ""


def until_problem(until: date | None, today: date, began: date | None) -> str:
    """Of the day from which an item is no longer asked."""
    if until is None:
        return "请填写从哪一天起停办"
    if until < first_open(today):
        return f"已经到期的期间不能改，停办最早从{short_day(first_open(today))}起"
    if began is not None and until <= began:
        return f"这一项从{short_day(began)}才开始，停办要晚于这一天"
    return ""
