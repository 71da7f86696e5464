"""Hostile words and addresses add no header, no element and no line."""

from __future__ import annotations

from datetime import date

import pytest

from reminders.compose import UnfitAddress, compose, fit
from reminders.plan import plan
from reminders.reading import read
from tests.contracts.fakes import WORKDAYS, line, moment, owed, spring_round
from tests.contracts.letters_words import (
    HOSTILE,
    LINES,
    SECRETARY,
    WRITER,
    Words,
    built,
    html_of,
    letter,
    opened,
    round_letter,
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_title_adds_no_header_and_no_element(hostile: str) -> None:
    plain, message = opened(built(LINES[0])), opened(built(line(owed(title=hostile))))
    assert message.keys() == plain.keys()
    assert Words(html_of(message)).tags == Words(html_of(plain)).tags
    assert "49" not in read("email", message.as_bytes()).subject


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_round_subject_stays_one_line(hostile: str) -> None:
    planned = spring_round(subject=hostile, text=hostile)
    told = plan([], [SECRETARY], [planned], date(2026, 2, 12), WORKDAYS)
    sealed = compose(letter(told, round=1), told, SECRETARY, "a@b.org", moment("2026-02-12 09:00"), WRITER, planned)
    assert opened(sealed)["Bcc"] is None
    assert len(opened(sealed).keys()) == len(opened(round_letter()).keys())


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nBcc: c@d", "a@b, c@d", "王@example.org", "a@例.中国", "a b@c.d", "@c.d"]
)
def test_an_address_that_is_none_is_refused_in_words(address: str) -> None:
    with pytest.raises(UnfitAddress, match="邮箱"):
        fit(address)


def test_an_ordinary_address_fits() -> None:
    assert fit("first.last+x@mail.example.org") == "first.last+x@mail.example.org"
