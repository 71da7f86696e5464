"""The fields of the pages of rounds, and the text a new one begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.fields import Fields, Typed, coded, field
from app.integrity.models import NODES, WAYS, ReminderRound
from app.integrity.rounds.rules import SENT_AS, node_words, split
from app.web import Office
from checklists.ledgers.form import Kind
from checklists.workdays import FESTIVAL_CODES
from reminders import stages

# Day and texts are asked for together by rules.problems, which knows that only an e-mail needs a subject.
PREPARED = Fields(
    coded("nodes", "提醒节点", NODES, many=True),
    field("day", "发送日期", Kind.DATE),
    coded("ways", "怎样发", {code: WAYS[code] for code in SENT_AS}, many=True),
    field("subject", "邮件主题"),
    field("text", "邮件正文", Kind.MULTILINE),
    field("sms_text", "短信文字", Kind.MULTILINE),
    field("forwarded_from", "转发的来文", Kind.TEXT),
    field("note", "备注", Kind.MULTILINE),
)
BY_HAND = Fields(
    coded("nodes", "提醒节点", NODES, many=True),
    field("day", "提醒日期", Kind.DATE, required=True),
    coded("ways", "方式", WAYS, many=True),
    field("audience", "对象范围", required=True),
    field("stated_due", "应发人数", Kind.INT),
    field("stated_delivered", "成功人数", Kind.INT),
    field("stated_failed", "失败人数", Kind.INT),
    field("text", "内容", Kind.MULTILINE, required=True),
    field("sender", "发送人", Kind.NAME),
    field("forwarded_from", "转发的来文", Kind.TEXT),
    field("note", "备注", Kind.MULTILINE),
)

# Our texts: `node` names the festivals; without one the text is that for a change of post.
DRAFTS = {"subject": "email/draft/subject.txt", "text": "email/draft/body.txt", "sms_text": "sms/draft.txt"}


def fields_of(round_: ReminderRound) -> Fields:
    return BY_HAND if round_.by_hand else PREPARED


def drafted(nodes: Sequence[str], year: int, today: date, office: Office) -> Typed:
    """A new round for these nodes: the third working day before the first of them, and our text where we have one."""
    workdays, render = office.workdays, office.render
    first = min((f.first for f in workdays.festivals(year) if f.code in nodes), default=None)
    day = max(stages.send_on(first, workdays), today).isoformat() if first else ""
    festivals = node_words(code for code in nodes if code in FESTIVAL_CODES)
    texts = {key: render(name, node=festivals).strip() for key, name in DRAFTS.items()}
    ready = festivals or "post_change" in nodes  # what else there may be, only the writer knows
    return PREPARED.blank(nodes=list(nodes), day=day, ways=list(office.settings.ways), **texts if ready else {})


def shown(round_: ReminderRound) -> Typed:
    """The form of a round as it stands."""
    fields = fields_of(round_)
    values = {column.key: getattr(round_, column.key) for column in fields.columns}
    return fields.shown(values | {"nodes": split(round_.nodes), "ways": split(round_.ways)})
