"""The fields of the pages on which a branch writes its own rules."""

from __future__ import annotations

from collections.abc import Mapping

from app.branches.models import POSTS
from app.fields import Fields, Typed, coded, field
from app.packs.models import OwnItem, OwnPack
from app.packs.own.reading import owner_key
from app.packs.own.rules import CADENCES, EACH, MEASURES, STRENGTHS
from app.packs.own.ways import WAYS
from checklists.ledgers.form import Kind

PACK = Fields(
    field("title", "名称", required=True),
    field("basis", "依据", Kind.MULTILINE, required=True),
)
BLANK, EXAMPLE = "blank", "five_ones"
STARTS = ((BLANK, "从空白开始", "自己一项一项写"), (EXAMPLE, "从示例“五个一”开始", "抄来五项，再逐项改成本单位的"))

ITEM = Fields(
    field("title", "事项", required=True),
    field("verb", "怎么办", required=True),
    coded("cadence", "多长时间一次", CADENCES),
    field("at_least", "至少几次", Kind.INT, required=True),
    coded("measure", "怎么数", MEASURES),
    coded("each", "由谁完成", EACH),
    coded("answers", "凭什么算办了", {code: way.words for code, way in WAYS.items()}, many=True),
    field("evidence", "备查材料"),
    field("owner", "谁负责"),
    coded("strength", "是否必须", STRENGTHS),
    field("grace", "宽限", Kind.INT),
    field("clause", "具体要求", Kind.MULTILINE),
    field("basis", "依据", Kind.MULTILINE, required=True),
    field("since", "从哪一天起", Kind.DATE),
)
ENDING = Fields(field("until", "从哪一天起停办", Kind.DATE, required=True))
VERBS = ("开展", "组织", "召开", "安排", "完成", "撰写", "报送", "评选")


def blank(pack: OwnPack, since: str) -> Typed:
    texts = {"verb": "开展", "at_least": "1", "measure": "count", "each": "branch", "strength": "usual", "grace": "0"}
    return ITEM.blank(**texts, basis=pack.basis, since=since)


def shown(item: OwnItem, since: str = "") -> Typed:
    """`since` where a change will hold from a day on."""
    columns = {column.key: getattr(item, column.key, None) for column in ITEM.columns}
    typed = ITEM.shown(columns | {"owner": owner_key(item), "since": None})
    typed.texts["since"] = since
    return typed


def owners(people: Mapping[int, str]) -> list[tuple[str, str]]:
    """(value, words): the posts, then the members."""
    posts = [(f"post:{code}", f"{word}（谁任职就提醒谁）") for code, word in POSTS.items()]
    return posts + [(f"person:{person}", name) for person, name in people.items()]
