"""What a letter says and how it is built: one set of bytes, safe headers, nothing sensitive."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from checklists.facts import Obligation
from reminders.compose import compose, message_id
from reminders.plan import plan
from reminders.reading import read
from reminders.rows import Row
from tests.contracts.fakes import WORKDAYS, issue, line, moment, owed, person, render
from tests.contracts.letters_words import (
    LINES,
    SECRETARY,
    WRITER,
    Words,
    built,
    html_of,
    letter,
    notices,
    opened,
    round_letter,
    squeezed,
)


def test_a_digest_says_each_matter_in_one_sentence_under_its_heading() -> None:
    shown = read("email", built(*LINES))
    assert shown.subject == "工作提醒：整改超期1项、到期1项、整改即将到期1项、即将到期1项"
    assert shown.text.split("\n\n")[2:6] == [
        "整改超期\n1. 整改台账第8号事项：应于2026年3月20日前完成，已超期。"
        "请尽快办理，完成后申请销号；确需延期的请报批。依据：《试用条例》第1条。",
        "到期\n1. 召开党小组会：应于2026年3月31日前完成，最后一个工作日已过，请尽快办理。依据：《试用条例》第1条。",
        "整改即将到期\n1. 整改台账第7号事项：应于2026年4月3日前完成，还有7天（自然日）。"
        "请备齐佐证并申请销号；需延期的请提前报批。依据：《试用条例》第1条。",
        "即将到期\n1. 召开2026年3月支部委员会：应于2026年3月31日前完成，还有2个工作日。依据：《试用条例》第1条。",
    ]


def test_text_and_html_say_the_same() -> None:
    for sealed in (built(*LINES, late=True), round_letter()):
        message = opened(sealed)
        assert squeezed(Words(html_of(message)).words) == squeezed(read("email", sealed).text)


def test_a_round_carries_the_approved_text_and_nothing_of_ours_but_unit_and_day() -> None:
    shown = read("email", round_letter())
    assert shown.subject == "春节期间廉洁过节提醒"
    assert shown.text == "同志们：\n\n春节将至，请廉洁过节。\n\n第1党支部\n2026年2月12日\n"


def test_a_late_letter_says_so() -> None:
    shown = read("email", built(LINES[0], late=True))
    assert shown.subject.startswith("（补发）")
    assert "（补发）" in shown.text


def test_a_letter_built_twice_is_the_same_bytes_and_the_same_message() -> None:
    assert built(*LINES) == built(*LINES)
    one, other = letter(notices(*LINES)), letter(notices(*LINES), id=6)
    assert message_id(one, "example.org") == message_id(replace(one, token="x", tried=3), "example.org")
    assert message_id(one, "example.org") != message_id(other, "example.org")


def test_headers_are_those_of_a_letter_no_machine_answers() -> None:
    message = opened(built(*LINES))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == message_id(letter(notices(*LINES)), "example.org")
    assert message["To"] == "a@example.org"
    assert message["From"] == "清单 <qingdan@example.org>"
    assert message["Date"] == "Fri, 27 Mar 2026 09:00:00 +0800"
    assert all(len(line) <= 78 and line.isascii() for line in built(*LINES).split(b"\r\n"))


def test_an_sms_is_neutral_and_without_links() -> None:
    told = notices(*LINES)
    sealed = json.loads(compose(letter(told, "sms"), told, SECRETARY, "1", moment("2026-03-27 09:00"), WRITER))
    assert sealed["text"] == "您有4项工作需要办理或即将到期，请登录清单系统查看。"
    assert (sealed["template"], sealed["values"]) == ("digest", {"count": "4"})
    told = notices(LINES[2])
    one = json.loads(compose(letter(told, "sms"), told, SECRETARY, "1", moment("2026-03-27 09:00"), WRITER))
    assert one["text"] == (
        "整改台账第7号事项应于2026年4月3日前完成，还有7天（自然日）。请备齐佐证并申请销号；需延期的请提前报批。"
    )


def test_no_record_title_appears_in_any_letter() -> None:
    told = notices(*LINES)
    for channel in ("email", "sms"):
        sealed = compose(letter(told, channel), told, SECRETARY, "a@b.org", moment("2026-03-27 09:00"), WRITER)
        shown = read(channel, sealed)
        assert "绝密" not in shown.subject + shown.text


def test_in_a_letter_of_two_branches_each_matter_names_its_own() -> None:
    both = [SECRETARY, person(1, "secretary", branch=2)]
    told = plan([LINES[0], line(owed(branch=2))], both, [], date(2026, 3, 27), WORKDAYS)
    text = read("email", compose(letter(told), told, SECRETARY, "a@b.org", moment("2026-03-27 09:00"), WRITER)).text
    assert "（第1党支部）召开2026年3月支部委员会" in text
    assert "（第2党支部）召开2026年3月支部委员会" in text


@pytest.mark.parametrize(("node", "wish"), [("春节", "祝节日安康。"), ("清明", "请文明祭扫。")])
def test_the_draft_of_a_round_suits_its_festival(node: str, wish: str) -> None:
    text = render("sms/draft.txt", node=node)
    assert text.startswith(f"{node}将至，请严守廉洁纪律：")
    assert text.endswith(wish)
    assert len(text) <= 60  # with a signature of ten it is one message
    assert render("email/draft/subject.txt", node=node) == f"{node}期间廉洁过节提醒"
    assert render("email/draft/body.txt", node=node).endswith("遇有拿不准的事项，请事先报告支部。")


def sentence(obligation: Obligation, day: str) -> str:
    (notice,) = notices(line(obligation), day=date.fromisoformat(day))
    return WRITER.sentence(Row.of(notice)).split("：", 1)[1].split("，", 1)[1].split("。", 1)[0]


ENDS_ON_SUNDAY = owed(due_on=date(2026, 5, 31), latest_on=date(2026, 5, 29), grace_until=date(2026, 6, 3))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-05-28", "还有1个工作日（最后一个工作日是5月29日）"),
        ("2026-05-29", "今天是期限内最后一个工作日"),
        ("2026-05-30", "最后一个工作日已过，请尽快办理"),
        ("2026-06-02", "最后一个工作日已过，请尽快办理"),
        ("2026-06-04", "尚未开展"),
    ],
)
def test_a_duty_is_put_in_the_words_of_the_day_it_is_sent(day: str, words: str) -> None:
    assert sentence(ENDS_ON_SUNDAY, day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-05-30", "还有1天（自然日）"),
        ("2026-05-31", "今天到期"),
        ("2026-06-01", "已超期"),
    ],
)
def test_an_issue_counts_calendar_days_and_says_so(day: str, words: str) -> None:
    assert sentence(issue(7, date(2026, 5, 31), date(2026, 1, 5)), day) == words
