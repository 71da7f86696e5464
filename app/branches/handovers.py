"""A post handed over: who, before whom, on which day, and what the program cannot know."""

from __future__ import annotations

from datetime import date

from app.branches.models import POSTS, Handover
from app.branches.sheets.kinds import Sheet, Values
from app.branches.sheets.routes import routes
from app.fields import Fields, coded, field
from checklists.ledgers.form import Column, Kind

TYPED = (("seal", "印章"), ("balance", "党费结余"), ("boxes", "档案盒"), ("keys", "钥匙"), ("note", "其他"))


def _two_people(values: Values, today: date) -> dict[str, str]:
    names = [values[key] for key in ("from_name", "to_name", "witness_name") if values[key]]
    if len(set(names)) < len(names):
        return {"to_name": "移交人、接交人、监交人不能是同一个人，请核对"}
    return {}


HANDOVER = Sheet(
    noun="handover",
    model=Handover,
    path="/handover",
    parameter="handover_id",
    home="/handover",
    word="交接",
    fields=Fields(
        coded("post", "交接的职务", POSTS),
        field("from_name", "移交人", Kind.NAME, required=True),
        field("to_name", "接交人", Kind.NAME, required=True),
        field("witness_name", "监交人", Kind.NAME),
        field("handed_on", "交接日期", Kind.DATE, required=True),
        Column(key="seal", heading="印章", note="如：支部印章1枚。"),
        Column(key="balance", heading="党费结余", note="照账本写，如：结余320元，截至6月30日。"),
        Column(key="boxes", heading="档案盒", note="如：2024年度3盒，档案柜二层。"),
        Column(key="keys", heading="钥匙", note="如：档案柜钥匙2把。"),
        Column(key="note", heading="其他", kind=Kind.MULTILINE),
    ),
    problems=_two_people,
    lead="未审签的记录、在办事项、承诺和未发送的提醒由系统列出，这里只写系统不知道的。",
)
ROUTES = routes(HANDOVER)
