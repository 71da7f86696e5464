"""The fields of the page of a talk, one form a kind; a 提醒谈话 has none for what was said."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.fields import Fields, Typed, coded, field
from app.talks.contents import opened
from app.talks.models import INTEGRITY_KINDS, RELATIONS, Talk
from app.talks.people import joined, names
from checklists.ledgers.form import Kind

_SIDES = (
    field("talked_on", "谈话时间", Kind.DATE, required=True),
    field("talkers", "谈话人", Kind.NAMES, required=True),
    field("counterparts", "谈话对象", Kind.NAMES, required=True),
)
FORMS = {
    "heart": Fields(
        *_SIDES,
        coded("relation", "谈话关系", RELATIONS, required=False),
        field("place", "谈话地点"),
        field("reason", "谈话原因"),
        field("content", "谈话主要内容", Kind.MULTILINE),
        field("difficulties", "困难和问题", Kind.MULTILINE),
        field("suggestions", "意见建议", Kind.MULTILINE),
        field("follow_up", "后续措施", Kind.MULTILINE),
        field("follow_up_by", "跟进人", Kind.NAME),
        field("follow_up_due", "跟进时限", Kind.DATE),
        field("note", "备注", Kind.MULTILINE),
    ),
    "integrity": Fields(
        coded(
            "integrity_kind", "谈话类型", {code: word for code, word in INTEGRITY_KINDS.items() if code != "reminder"}
        ),
        *_SIDES,
        field("counterpart_unit", "对象单位"),
        field("counterpart_post", "对象职务"),
        field("political_status", "政治面貌"),
        field("place", "地点"),
        field("reason", "事由"),
        field("outline", "谈话提纲", Kind.MULTILINE),
        field("content", "谈话内容", Kind.MULTILINE),
        field("response", "对象表态", Kind.MULTILINE),
        field("demands", "整改要求", Kind.MULTILINE),
        field("demands_due", "整改时限", Kind.DATE),
        field("recorder", "记录人", Kind.NAME),
        field("note", "备注", Kind.MULTILINE),
    ),
    "reminder": Fields(*_SIDES),
}


def shown(session: Session, talk: Talk) -> Typed:
    """The form of a talk, its content opened."""
    fields = FORMS[talk.kind]
    typed = fields.shown(
        {
            "talked_on": talk.talked_on,
            "talkers": names(talk, "talker"),
            "counterparts": names(talk, "counterpart"),
            "relation": talk.relation,
            "integrity_kind": talk.integrity_kind,
            "counterpart_unit": joined(talk, "counterpart", "unit"),
            "counterpart_post": joined(talk, "counterpart", "post"),
            "follow_up_by": talk.follow_up_by,
            "follow_up_due": talk.follow_up_due,
        }
    )
    typed.texts |= opened(session, talk)
    return typed


def said(session: Session, talk: Talk) -> list[tuple[str, str, str]]:
    """(label, text, no link) of what was said, in the order of the form."""
    typed = shown(session, talk)
    plain = {"talked_on", "talkers", "counterparts", "relation", "integrity_kind"}
    return [
        (column.heading, typed.texts[column.key], "") for column in FORMS[talk.kind].columns if column.key not in plain
    ]
