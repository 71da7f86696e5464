"""The fields of the pages of stations."""

from __future__ import annotations

from app.branches.stations.models import KINDS, Station
from app.branches.stations.queries import names
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Kind

STATION = Fields(
    coded("kind", "类型", KINDS),
    field("name", "岗名或区域", required=True),
    field("people", "党员", Kind.NAMES, required=True),
    field("promise", "承诺事项", Kind.MULTILINE, required=True),
    field("since", "设立日期", Kind.DATE, required=True),
    field("published_from", "公示起", Kind.DATE),
    field("published_until", "公示止", Kind.DATE),
    field("assessment", "评价", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
RECORD = Fields(
    field("kept_on", "日期", Kind.DATE, required=True),
    field("text", "做了什么", Kind.MULTILINE, required=True),
    field("written_by", "记录人", Kind.NAME),
)
ENDING = Fields(field("until", "撤销日期", Kind.DATE, required=True))
WORDS = Fields(*(field(kind, f"{word}叫作", required=True) for kind, word in KINDS.items()))


def shown(station: Station) -> Typed:
    """The form of a station, its people by name."""
    plain = {column.key: getattr(station, column.key) for column in STATION.columns if column.key != "people"}
    return STATION.shown(plain | {"people": names(station)})
