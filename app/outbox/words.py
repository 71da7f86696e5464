"""Letters, notices and attempts in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from app.clock import local
from app.outbox.models import AttemptRow, LetterRow, NoticeRow, ReceiptRow
from app.outbox.ways import WAYS
from app.web import short_day
from reminders.channels import Event, Result
from reminders.letters import LetterState, NoticeState
from reminders.nouns import Stage
from reminders.reading import read

# How a state looks, and its word. An accepted letter is 已发出, one with a receipt 已送达: whether
# it was read is nobody's business.
STATES = {
    LetterState.SENT: ("met", "已发出"),
    LetterState.LOGGED: ("open", "仅记录未发送"),
    LetterState.QUEUED: ("plan", "等待发送"),
    LetterState.RETRY: ("plan", "等待发送"),
    LetterState.INFLIGHT: ("plan", "等待发送"),
    LetterState.FAILED: ("overdue", "失败"),
    LetterState.CANCELLED: ("not_applicable", "已撤销"),
    LetterState.UNCERTAIN: ("soon", "结果待核实"),
    LetterState.CHECKING: ("soon", "结果待核实"),
    LetterState.HELD: ("soon", "等人处理"),
}
WAITING = (LetterState.QUEUED, LetterState.RETRY, LetterState.INFLIGHT)
STAGES = {
    Stage.SOON: "即将到期",
    Stage.DUE: "到期",
    Stage.TEN_DAYS: "还有10天",
    Stage.THREE_DAYS: "还有3天",
    Stage.OVERDUE: "已过期限",
    Stage.DRAFT: "请拟稿",
    Stage.APPROVE: "请批准",
    Stage.SEND: "发送",
    Stage.UNSENT: "请查看",
}
RESULTS = {
    Result.SENT: "已发出",
    Result.LOGGED: "仅记录未发送",
    Result.TEMPORARY: "未成，稍后再试",
    Result.PERMANENT: "被拒收",
    Result.STOPPED: "渠道停用",
    Result.UNCERTAIN: "结果待核实",
    Result.UNTRIED: "未轮到",
    Result.THROTTLED: "对方限速，稍后再发",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One letter in a list."""

    id: int
    subject: str
    who: str
    way: str
    look: str
    word: str
    when: str
    note: str
    waits: bool
    failed: bool
    held: bool  # a person must say whether it arrived


class Matter(NamedTuple):
    """One thing the letter tells of, or told of until it no longer held."""

    title: str
    stage: str
    note: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the letter's history."""

    when: str
    what: str
    who: str
    note: str


def row(letter: LetterRow, who: str, matters: int, title: str | None) -> Row:
    state = LetterState(letter.state)
    look, word = STATES[state]
    if state is LetterState.SENT and letter.delivered_at:
        word = "已送达"
    waits = state in WAITING
    return Row(
        id=letter.id,
        subject=_subject(letter, matters, title or ""),
        who=who,
        way=WAYS[letter.channel],
        look=look,
        word=word,
        when=moment(letter.next_at if waits else letter.changed_at),
        note=letter.reason if state is not LetterState.SENT else "",
        waits=waits,
        failed=state in (LetterState.FAILED, LetterState.HELD),
        held=state is LetterState.HELD,
    )


def matter(notice: NoticeRow, withdrawn: str) -> Matter:
    note = f"已撤下：{withdrawn}" if withdrawn else notice.reason if notice.state != NoticeState.TOLD.value else ""
    late = "，补发" if notice.late else ""
    return Matter(notice.title, f"{STAGES[Stage(notice.stage)]}{late}", note)


def attempt(made: AttemptRow) -> Attempt:
    what = RESULTS[Result(made.result)] if made.result else "已开始，还没有结果"
    code = f"（{made.code}）" if made.code else ""
    return Attempt(moment(made.started_at), what, "", f"{made.reason}{code}")


def history(attempts: Iterable[AttemptRow], receipts: Iterable[ReceiptRow]) -> tuple[Attempt, ...]:
    """Attempts and what came back of them, the latest first."""
    told = [(each.started_at, attempt(each)) for each in attempts] + [(each.at, _receipt(each)) for each in receipts]
    return tuple(line for _, line in sorted(told, key=lambda pair: pair[0], reverse=True))


def _receipt(came: ReceiptRow) -> Attempt:
    """For the branch, which knows its people, in the words of the network."""
    what = "回执：已送达" if came.event == Event.DELIVERED.value else "回执：没有送达"
    code = f"（{came.code}）" if came.code else ""
    return Attempt(moment(came.at), what, "", f"{came.reason}{code}")


def said(counts: Mapping[str, int]) -> str:
    """How many letters stand where: 已发出3封，等待发送1封; empty where there are none."""
    totals: dict[str, int] = {}
    for state, count in counts.items():
        word = STATES[LetterState(state)][1]
        totals[word] = totals.get(word, 0) + count
    return "，".join(f"{word}{count}封" for word, count in totals.items())


def moment(when: datetime) -> str:
    """2026年2月12日 09:00"""
    shown = local(when)
    return f"{short_day(shown.date())} {shown:%H:%M}"


def ago(passed: timedelta) -> str:
    """12秒前, 5分钟前, 3小时前, 2天前"""
    seconds = max(int(passed.total_seconds()), 0)
    for unit, size in (("天", 86_400), ("小时", 3_600), ("分钟", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}前"
    return f"{seconds}秒前"


def _subject(letter: LetterRow, matters: int, title: str) -> str:
    """As it was written; of a letter not yet written, what it will be about."""
    if letter.sealed:
        shown = read(letter.channel, letter.sealed)
        return shown.subject or shown.text
    if letter.round_id is not None:
        return title
    return f"工作提醒：{matters}项" if matters else "工作提醒"
