"""An SMS is sealed by a template a gateway can approve; what fits none does not go."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.facts import Line
from reminders.compose import compose
from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import tick
from reminders.letters import LetterState
from reminders.nouns import Round
from reminders.plan import plan
from reminders.review import review
from reminders.sealing import build
from reminders.sms import Approved, Template, UnfitText
from tests.contracts.fakes import (
    WORKDAYS,
    Clock,
    Records,
    ScriptedChannel,
    desk_over,
    issue,
    line,
    moment,
    owed,
    person,
    spring_round,
)
from tests.contracts.letters_words import HOSTILE, LINES, SECRETARY, WRITER, letter, notices
from tests.contracts.memory_outbox import MemoryOutbox

APPROVED = Approved(
    {
        "digest": Template("SMS_1", "您有${count}项工作到期，请登录清单系统查看。"),
        "issue_ahead": Template("SMS_2", "还有${left}天：整改台账第${number}号，${due}前，还有${left}天。"),
        "issue_overdue": Template("SMS_3", "有整改事项已超期，请登录清单系统查看。"),
    },
    (Template("SMS_8", "端午将至。"), Template("SMS_9", "春节将至，请廉洁过节。")),
)


def sealed(*lines: Line, day: str = "2026-03-27", approved: Approved | None = None) -> dict[str, Any]:
    told = notices(*lines, day=date.fromisoformat(day))
    writer = replace(WRITER, approved=approved)
    return dict(json.loads(compose(letter(told, "sms"), told, SECRETARY, "1", moment(f"{day} 09:00"), writer)))


def of_round(planned: Round, approved: Approved | None = None) -> dict[str, Any]:
    told = plan([], [SECRETARY], [planned], date(2026, 2, 12), WORKDAYS)
    writer, at = replace(WRITER, approved=approved), moment("2026-02-12 09:00")
    return dict(json.loads(compose(letter(told, "sms", round=1), told, SECRETARY, "1", at, writer, planned)))


ISSUE = line(issue(7, date(2026, 4, 3), date(2026, 1, 5)))


@pytest.mark.parametrize(
    ("day", "template", "words"),
    [
        (
            "2026-03-27",
            "issue_ahead",
            "整改台账第7号事项应于2026年4月3日前完成，还有7天（自然日）。请备齐佐证并申请销号；需延期的请提前报批。",
        ),
        (
            "2026-04-03",
            "issue_today",
            "整改台账第7号事项应于2026年4月3日前完成，今天到期。请备齐佐证并申请销号；需延期的请提前报批。",
        ),
        (
            "2026-04-04",
            "issue_overdue",
            "整改台账第7号事项应于2026年4月3日前完成，已超期。请尽快办理，完成后申请销号；确需延期的请报批。",
        ),
    ],
)
def test_one_problem_is_named_by_its_number_and_where_it_stands(day: str, template: str, words: str) -> None:
    found = sealed(ISSUE, day=day)
    assert (found["template"], found["text"], found["code"]) == (template, words, "")
    assert found["values"] == {"number": "7", "due": "2026年4月3日"} | ({"left": "7"} if "ahead" in template else {})


def test_all_else_is_only_counted() -> None:
    assert sealed(line(owed()))["values"] == {"count": "1"}
    assert sealed(*LINES)["values"] == {"count": "4"}


def test_approved_words_are_filled_in_and_the_values_stand_in_their_order() -> None:
    found = sealed(ISSUE, approved=APPROVED)
    assert found["text"] == "还有7天：整改台账第7号，2026年4月3日前，还有7天。"
    assert (found["code"], list(found["values"].items())) == (
        "SMS_2",
        [("left", "7"), ("number", "7"), ("due", "2026年4月3日")],
    )


def test_an_approved_text_may_do_without_variables() -> None:
    found = sealed(ISSUE, day="2026-04-04", approved=APPROVED)
    assert (found["code"], found["values"], found["text"]) == ("SMS_3", {}, "有整改事项已超期，请登录清单系统查看。")


def test_what_no_template_was_approved_for_does_not_go_and_says_which() -> None:
    with pytest.raises(UnfitText, match=r"“整改今天到期”（issue_today）.*QINGDAN_SMS_TEMPLATES"):
        sealed(ISSUE, day="2026-04-03", approved=APPROVED)


def test_a_round_goes_by_the_approved_text_it_equals() -> None:
    found = of_round(spring_round(sms=" 春节将至，请廉洁过节。\r\n"), APPROVED)
    assert (found["template"], found["code"], found["text"]) == ("round", "SMS_9", "春节将至，请廉洁过节。")
    for another in ("春节将至，请廉洁过节！", "春节将至", "春节将至，请廉洁过节。祝好。"):
        with pytest.raises(UnfitText, match="rounds"):
            of_round(spring_round(sms=another), APPROVED)


@pytest.mark.parametrize("text", ["", " \n", "请看 www.example.org", "请登录qingdan.cn查看", "https://a/b"])
def test_a_round_without_words_or_with_a_link_does_not_go(text: str) -> None:
    with pytest.raises(UnfitText):
        of_round(spring_round(sms=text))


@pytest.mark.parametrize("hostile", [*HOSTILE, "a\x1b[31mb", "a\u202eb", "字" * 40, '"},"code":"SMS_666'])
def test_nothing_a_person_typed_gets_into_an_sms_or_breaks_its_line(hostile: str) -> None:
    """Titles, units and names stay out; the text of a round is one line and stays in its place."""
    typed = replace(ISSUE, obligation=replace(ISSUE.obligation, title=hostile, citation=hostile))
    assert sealed(typed)["text"] == sealed(ISSUE)["text"]
    found = of_round(spring_round(sms=f"春节将至{hostile.removesuffix('.org')}"))
    assert found["text"].isprintable()
    assert (found["template"], found["code"], found["values"]) == ("round", "", {})


def test_a_variable_longer_than_gateways_take_does_not_go() -> None:
    for digits, fits in ((35, True), (36, False)):
        long = line(issue(int("9" * digits), date(2026, 4, 3), date(2026, 1, 5)))
        if fits:
            assert sealed(long)["values"]["number"] == "9" * digits
        else:
            with pytest.raises(UnfitText, match="35"):
                sealed(long)


def test_the_same_notices_are_the_same_bytes() -> None:
    assert json.dumps(sealed(ISSUE, approved=APPROVED)) == json.dumps(sealed(ISSUE, approved=APPROVED))


def office(approved: Approved | None, sign: str = "") -> tuple[MemoryOutbox, ScriptedChannel, Desk]:
    """A member to whom the Spring Festival round goes by SMS."""
    clock = Clock(moment("2026-02-12 09:00"))
    outbox, channel = MemoryOutbox(clock.elapsed), ScriptedChannel("sms", batch=1)
    records = Records(
        [], [person(1, "secretary", ways=("sms",))], [spring_round(sms="春节将至，请廉洁过节。" + "字" * 52)]
    )
    desk = desk_over(outbox, records, clock, channel)
    tick(desk)
    return outbox, channel, replace(desk, writer=replace(desk.writer, approved=approved, sign=sign))


def test_a_letter_that_may_not_go_fails_with_the_words_that_help() -> None:
    outbox, channel, desk = office(APPROVED)
    deliver(desk)
    assert (outbox.letters[1].state, channel.taken) == (LetterState.FAILED, [])
    assert outbox.letters[1].reason.startswith("这条廉政提醒的短信文字与审核通过的都不一致，请送审")


@pytest.mark.parametrize(("sign", "charged"), [("", 1), ("测试残联区级", 2)])
def test_what_it_is_charged_as_is_written_down_and_the_signature_counts(sign: str, charged: int) -> None:
    outbox, _, desk = office(None, sign)
    claimed = outbox.claim("sms", 1, desk.now(), 60)
    ready, _ = build(desk, "sms", review(claimed, desk.standing, desk.today(), desk.workdays))
    assert [each.opening.parts for each in ready] == [charged]
