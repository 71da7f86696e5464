"""The sentences of practice.md: every number linked, no zero, no invented word, good Chinese whatever is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import Line, State
from checklists.figures import Figure, compute
from checklists.periods import Period, parse
from checklists.report import build
from checklists.report_definitions import passages
from checklists.sentences import Section, outline, sentence
from checklists.wording.told import Referred, Told
from tests.unit.report_told import CATALOGUE, DAY, by_record, line, said
from tests.unit.seed_half_year import BRANCH, FIRST_HALF, ON, event, half_year, quoted, report


def told(figures: dict[str, Figure], lines: tuple[Line, ...] = (), period: Period = FIRST_HALF) -> Told:
    return Told(figures, lines, (), (), CATALOGUE, period, min(period.last, ON))


def test_the_seed_is_said_in_its_sentences() -> None:
    found = report()
    assert said(found, "上半年").startswith("上半年召开党员大会3次、支部委员会6次，开展主题党日6次；")
    assert said(found, "推送") == (
        "推送廉政提醒4批次、40人次，开展廉政谈话2人次、警示教育1次；复核廉政风险点6个，整改风险隐患12项。"
    )
    assert said(found, "与") == (
        "与南山区残联开展互查6轮，清单化管理各类问题22项，"
        "截至2025年6月30日完成整改20项、销号18项（其中廉政风险隐患12项），正在整改2项、待销号2项。"
    )
    assert "入户走访1040户次、覆盖386户，" in said(found, "结对")


def test_a_meeting_for_last_year_is_told_by_its_month_and_the_year_it_belongs_to() -> None:
    assert said(report(), "于").startswith("于1月召开2024年度组织生活会并开展民主评议党员；")


def test_each_number_leads_to_the_records_it_counts() -> None:
    found = report()
    numbers = [fragment for it in found.sentences for fragment in it.fragments if fragment.figure]
    assert len(numbers) > 30
    for fragment in numbers:
        behind = found.behind(fragment.figure, fragment.part)
        assert behind, fragment
        if fragment.figure in ("committee_meetings", "issues_closed", "visits", "needs_met"):
            assert sum(it.amount for it in behind) == int(fragment.text)


def test_what_a_department_counts_is_quoted_with_its_day_and_its_own_period() -> None:
    assert said(report(), "据业务科室统计") == (
        "据业务科室统计，截至2025年6月30日，困难残疾儿童抢救性康复训练147名（2025年）、辅助器具线上申请覆盖150余人。"
    )


def test_quotations_of_different_days_keep_their_days() -> None:
    later = [*quoted(), Referred("新办证", "5", "人", "新办", date(2025, 5, 31), "维权科")]
    found = said(build(BRANCH, FIRST_HALF, ON, [], (), later), "据")
    assert found.startswith("据业务科室统计，截至2025年5月31日，新办证5人；截至2025年6月30日，")


def test_a_made_up_meeting_is_told_in_brackets() -> None:
    meetings = [event("committee_meeting", number, DAY, belongs_to=202502 + number) for number in (0, 1)]
    assert said(report(meetings), "上半年") == "上半年召开支部委员会2次（其中补开1次）。"


def test_a_superior_reads_branch_times_and_gatherings() -> None:
    joint = [event("member_meeting", number, DAY, branch=number, gathering=4) for number in (1, 2)]
    found = build({1: "甲支部", 2: "乙支部"}, FIRST_HALF, ON, joint, name="江岸区残联机关党总支")
    assert said(found, "上半年").startswith("上半年召开党员大会2支部次（共1场次）")
    assert found.title == "江岸区残联机关党总支2025年上半年党建工作总结"


@pytest.mark.parametrize(
    ("period", "span", "following", "title"),
    [
        ("2025", "全年", "2026年", "2025年度"),
        ("2025H2", "下半年", "2026年上半年", "2025年下半年"),
        ("2025Q1", "第一季度", "第二季度", "2025年第一季度"),
        ("2025-12", "12月", "2026年1月", "2025年12月"),
        ("2025-01-01..2025-06-15", "2025年1月1日至6月15日", "下一步", "2025年1月1日至6月15日"),
    ],
)
def test_any_other_period_has_its_own_words(period: str, span: str, following: str, title: str) -> None:
    wanted = parse(period)
    found = build(BRANCH, wanted, date(2026, 1, 5), [])
    assert found.title == f"中共江岸区残联机关支部委员会{title}党建工作总结"
    assert found.sections[-1].heading == f"三、{following}工作打算"
    meetings = build(
        BRANCH,
        wanted,
        date(2026, 1, 5),
        [event("theme_day", 1, wanted.first), event("member_meeting", 2, wanted.first)],
    )
    assert said(meetings, span).startswith(f"{span}召开党员大会1次，开展主题党日1次")


@pytest.mark.parametrize(
    ("zero", "gone"),
    [("visits", "覆盖"), ("study_sessions", "12人次"), ("lectures", "其中书记"), ("first_topics", "2篇")],
)
def test_what_only_explains_another_number_goes_with_it(zero: str, gone: str) -> None:
    figures = {it.key: it for it in compute(half_year(), FIRST_HALF, ON)}
    words = [str(it) for section in outline(told(figures)) for it in section.sentences]
    assert gone in "".join(words)
    figures[zero] = replace(figures[zero], value=0)
    assert gone not in "".join(str(it) for section in outline(told(figures)) for it in section.sentences)


BAD = re.compile(r"[，、；]{2}|[，、；]。|^[，、；。]|。.|[（：]）|\b0[^\d月]|None|其中）|[{}|&@]")
FULL = {it.key: it for it in compute(half_year(), FIRST_HALF, ON)}
VALUES = st.sampled_from(["as it is", "zero", "unknown"])


def changed(figure: Figure, how: str) -> Figure:
    if how == "as it is":
        return figure
    value = 0 if how == "zero" else None
    parts = tuple(replace(part, value=value, events=()) for part in figure.parts)
    return replace(figure, value=value, events=(), parts=parts)


@given(st.fixed_dictionaries(dict.fromkeys(FULL, VALUES)), st.booleans(), st.booleans())
def test_whatever_is_zero_or_unknown_the_chinese_stays_whole(how: dict[str, str], late: bool, owed: bool) -> None:
    figures = {key: changed(figure, how[key]) for key, figure in FULL.items()}
    lines = [line("theme_day", 202503, State.OVERDUE)] if late else []
    lines += [by_record("commitment", 1, State.OPEN)] if owed else []
    for section in outline(told(figures, tuple(lines))):
        for it in section.sentences:
            assert not BAD.search(str(it)), str(it)
            assert not re.search(
                r"(召开|(?<!按期)开展|组织|讲授|其中|设立|推送|应到|截至[^，]*日)[，；、。]", str(it)
            ), str(it)


def test_the_outline_is_that_of_the_practice() -> None:
    headings = [(it.level, it.heading) for it in outline(told(FULL))]
    assert headings == [
        (1, "一、主要工作开展情况"),
        (2, "（一）政治引领和理论武装"),
        (2, "（二）组织生活和支部建设"),
        (2, "（三）纪律规矩和廉政建设"),
        (2, "（四）服务残疾人"),
        (1, "二、存在的主要问题"),
        (1, "三、下半年工作打算"),
    ]


def test_no_word_of_praise_stands_in_a_pattern() -> None:
    praise = re.compile("显著|有力|扎实|圆满|深入|切实|全面|高质量|不断")
    assert not [pattern for it in passages() for pattern in it.patterns if praise.search(pattern)]


def test_a_pattern_of_mere_words_says_nothing() -> None:
    assert sentence("{next}，{@by_hand}。", told(FULL)) is None
    assert isinstance(outline(told(FULL))[0], Section)
