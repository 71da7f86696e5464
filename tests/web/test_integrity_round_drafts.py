"""The text a new round begins with, and how its persons are counted on its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.integrity.rounds import acts
from app.integrity.rounds.queries import letters_of
from app.integrity.rounds.states import Letters
from app.outbox.models import LetterRow
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, PEOPLE, World, build

TEXTS = ("subject", "text", "sms_text")
MOMENT = datetime(2025, 9, 28, 1, tzinfo=UTC)


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    assert person.sign_in("secretary", PASSWORD).status_code == 303
    return person


def draft(person: Caller, *nodes: str) -> tuple[str, ...]:
    named = "&".join(f"node={node}" for node in nodes)
    fields = person.fields(f"/reminders/new?year=2025&{named}", "/reminders/new")
    return tuple("".join(fields.get(key, [])).strip().replace("\r", "") for key in TEXTS)


def test_a_change_of_post_has_a_text_of_its_own(secretary: Caller) -> None:
    subject, text, sms = draft(secretary, "post_change")
    assert subject == "岗位变动廉政提醒"
    assert "如实交接" in text
    assert text.endswith("礼品、礼金。\n\n遇有拿不准的事项，请事先报告支部。")
    assert len(sms) <= 60  # with a signature of ten it is one message
    assert not any(word in text + sms for word in ("将至", "过节", "节日"))
    assert draft(secretary, "post_change", "other") == (subject, text, sms)


def test_a_festival_gives_the_text_whatever_is_named_beside_it(secretary: Caller) -> None:
    alone = draft(secretary, "national")
    assert alone[0] == "国庆期间廉洁过节提醒"
    assert alone[1].startswith("同志们：\n\n国庆将至。")
    assert draft(secretary, "national", "post_change", "other") == alone


def test_what_we_have_no_text_for_the_writer_is_asked_for_and_it_is_called_by_its_subject(secretary: Caller) -> None:
    assert draft(secretary, "other") == ("", "", "")
    page = "/reminders/new?node=other"
    refused = secretary.send(page, "/reminders/new")
    assert refused.status_code == 422
    for asked in ("请填写发送日期", "请填写邮件主题", "请填写提醒内容"):
        assert asked in refused.text
    made = secretary.send(
        page, "/reminders/new", day="2025-07-10", subject="婚丧事宜提醒", text="不借机敛财", sms_text="从简"
    )
    assert made.status_code == 303, made.text
    assert "婚丧事宜提醒" in secretary.get("/reminders?year=2025").text


def letters_in(session: Session, world: World, people: Mapping[str, tuple[str, str]]) -> int:
    """A round with an e-mail and an SMS for each of these, in these states."""
    values = {"nodes": ("national",), "day": date(2025, 9, 28), "subject": "提醒", "text": "廉洁过节"}
    round_ = acts.prepare(session, OPERATOR, world.home, values)
    moments = {"due_at": MOMENT, "next_at": MOMENT, "changed_at": MOMENT, "day": round_.day}
    for name, states in people.items():
        for channel, state in zip(("email", "sms"), states, strict=True):
            own = {"person_id": world.people[name], "round_id": round_.id, "channel": channel, "state": state}
            session.add(LetterRow(**own, **moments))
    session.flush()
    return round_.id


@pytest.mark.parametrize(
    ("states", "counted"),
    [
        (("retry", "queued"), Letters(waiting=1, under_way=2)),
        (("sent", "sent"), Letters(sent=1)),
        (("sent", "queued"), Letters(sent=1, under_way=1)),
        (("failed", "sent"), Letters(sent=1)),
        (("failed", "uncertain"), Letters(waiting=1, under_way=1)),
        (("logged", "inflight"), Letters(waiting=1, under_way=1)),
        (("held", "logged"), Letters(logged=1)),
        (("held", "failed"), Letters(failed=1)),
        (("cancelled", "checking"), Letters(waiting=1, under_way=1)),
        (("cancelled", "cancelled"), Letters()),
    ],
)
def test_each_person_is_counted_once_under_the_best_of_their_letters(
    db: Database, world: World, states: tuple[str, str], counted: Letters
) -> None:
    with db.write() as session:
        made = letters_in(session, world, {PEOPLE[0]: states})
        assert letters_of(session, [made]).get(made, Letters()) == counted


def test_the_counts_add_up_to_the_persons_of_the_round(any_db: Database) -> None:
    with any_db.write() as session:
        states = [("sent", "queued"), ("retry", "queued"), ("failed", "failed"), ("sent", "failed"), ("logged", "held")]
        made = letters_in(session, build(session), dict(zip(PEOPLE, states, strict=False)))
        assert letters_of(session, [made])[made] == Letters(sent=2, waiting=1, logged=1, failed=1, under_way=3)
