"""The report on paper: the page of GB/T 9704, every number of the report, and no template that acts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from checklists.exporters.docx import PaperError, context, write
from checklists.exporters.papers.make_report import PAPER, make
from checklists.report import build
from tests.harness.office import Office
from tests.unit.seed_half_year import BRANCH, FIRST_HALF, ON, event, half_year, quoted, report

MEETING = "支部委员会6次"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(made: bytes | None = None) -> Any:
    """As Word would open it; without bytes, an empty paper."""
    from docx import Document

    return Document(BytesIO(made) if made else None)


@pytest.fixture(scope="module")
def paper() -> Any:
    return opened(write(report()))


def template(folder: Path, words: str) -> Path:
    document = opened()
    document.add_paragraph(words)
    document.save(str(folder / "report.docx"))
    return folder


def test_the_page_is_that_of_the_standard(paper: Any) -> None:
    section = paper.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(it.mm) for it in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert paper.styles["Normal"].paragraph_format.line_spacing.pt == 28.95
    assert paper.settings.odd_and_even_pages_header_footer


def test_the_page_number_stands_between_dashes_at_the_outer_corner(paper: Any) -> None:
    section = paper.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")
    for footer in (odd, even):
        assert footer.text == "—  —"
        assert "PAGE" in footer._element.xml
        assert {run.font.size.pt for run in footer.runs} == {14}


def test_every_run_names_its_chinese_font(paper: Any) -> None:
    runs = [run for run in paper.element.body.iter(f"{WORD}r") if run.text.strip()]
    assert len(runs) > 300
    assert all(run.rPr.rFonts.get(f"{WORD}eastAsia") for run in runs)


def test_the_text_has_its_title_headings_sentences_and_signature(paper: Any) -> None:
    lines = [(it.style.name, it.text) for it in paper.paragraphs]
    assert lines[0] == ("Title", "中共江岸区残联机关支部委员会\n2025年上半年党建工作总结")
    assert ("Heading 1", "二、存在的主要问题") in lines
    assert ("Heading 2", "（二）组织生活和支部建设") in lines
    assert any(MEETING in text for style, text in lines if style == "Normal")
    assert ("Normal", "2025年7月1日") in lines
    assert report().fingerprint in lines[-1][1]
    assert not [text for _, text in lines if "{" in text]


@pytest.mark.parametrize("branches", [BRANCH, {**BRANCH, 2: "江岸区残联第二党支部"}])
def test_the_annexes_hold_every_figure_and_rows_that_come_to_it(branches: dict[int, str]) -> None:
    told = build(branches, FIRST_HALF, ON, half_year(), (), quoted(), name="江岸区残联机关党总支")
    annex = context(told)
    assert len(annex["figures"]) == len(told.figures) + len(told.referred)
    counted = [figure for figure in told.figures if figure.value]
    assert len(annex["records"]) == len(counted)
    for figure, group in zip(counted, annex["records"], strict=True):
        assert sum(int(row["amount"]) for row in group["rows"]) == figure.value


def test_a_figure_with_very_many_records_is_told_by_the_month() -> None:
    visits = next(it for it in context(report())["records"] if it["title"] == "入户走访 1040户次")
    assert [row["date"] for row in visits["rows"]] == [f"2025年{month}月" for month in range(1, 7)]


def test_headings_of_tables_are_repeated_and_marked_as_such(paper: Any) -> None:
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in paper.tables)


def test_what_people_wrote_stays_text() -> None:
    title = "<w:b/> & {{ 7 * 7 }} \x0b\x00 {% raw %}"
    made = write(build(BRANCH, FIRST_HALF, ON, [event("committee_meeting", 1, ON.replace(month=6), title)]))
    words = [cell.text for table in opened(made).tables for cell in table._cells]
    assert "<w:b/> & {{ 7 * 7 }}   {% raw %}" in words


def test_the_paper_is_what_its_script_makes(tmp_path: Path) -> None:
    make(tmp_path / "report.docx")
    with ZipFile(tmp_path / "report.docx") as fresh, ZipFile(PAPER) as kept:
        assert fresh.namelist() == kept.namelist()
        assert all(fresh.read(name) == kept.read(name) for name in kept.namelist())


def test_a_template_of_the_users_own_wins(tmp_path: Path) -> None:
    made = write(report(), template(tmp_path, "{{ title }}：{{ figures[1].value }}"))
    assert [it.text for it in opened(made).paragraphs] == [f"{report().title}：6"]
    assert MEETING in "".join(it.text for it in opened(write(report(), tmp_path / "none")).paragraphs)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.system('touch %s') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}%.0s",
        "{{ lipsum.__globals__['os'].popen('touch %s').read() }}",
        "{%% for it in sections %%}{{ it.update({'heading': '%s'}) }}{%% endfor %%}",
        "{{ sections.clear() }}%.0s",
    ],
)
def test_a_template_that_runs_code_is_refused(tmp_path: Path, attack: str) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(PaperError, match=r"report\.docx.*请按说明改正模板"):
        write(report(), template(tmp_path, attack % trace))
    assert not trace.exists()


def test_a_name_that_a_template_may_not_use_is_told_and_not_printed_as_nothing(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="signatur"):
        write(report(), template(tmp_path, "{{ signatur }}"))


def test_a_file_that_is_no_docx_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_text("not a zip")
    with pytest.raises(PaperError):
        write(report(), tmp_path)


def test_libreoffice_opens_it_and_reads_the_sentences(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(write(report(half_year())))
    assert "上半年召开党员大会3次、支部委员会6次" in office.text(file)
    assert len(office.pages(office.convert(file))) > 5
