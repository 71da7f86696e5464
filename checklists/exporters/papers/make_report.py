"""Makes report.docx, the paper a report is printed on: python -m checklists.exporters.papers.make_report"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checklists.exporters.papers.gbt9704 import page, styles
from checklists.exporters.papers.setting import FANG, HEI, KAI, TITLE, cell, flush, run

PAPER = Path(__file__).with_name("report.docx")
FIGURES = {"指标": 38, "数值": 16, "单位": 16, "口径": 86}  # widths in millimetres, 156 in all
RECORDS = {"日期": 36, "记录": 90, "计数（{{ group.unit }}）": 30}


def make(to: Path = PAPER) -> None:
    from docx import Document

    document = Document()
    page(document)
    styles(document)
    _text(document)
    _signature(document)
    _annexes(document)
    _properties(document)
    document.save(str(to))


def _text(document: Any) -> None:
    title = _line(document, "{{ signature }}", "Title", TITLE, 22)
    title.runs[0].add_break()
    run(title, "{{ subject }}", TITLE, 22)
    _line(document, "")
    _line(document, "{{ introduction }}")
    _line(document, "{%p for section in sections %}")
    _line(document, "{%p if section.level == 1 %}")
    _line(document, "{{ section.heading }}", "Heading 1", HEI)
    _line(document, "{%p else %}")
    _line(document, "{{ section.heading }}", "Heading 2", KAI)
    _line(document, "{%p endif %}")
    _line(document, "{%p for sentence in section.sentences %}")
    _line(document, "{{ sentence }}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endfor %}")


def _signature(document: Any) -> None:
    """附件说明 after an empty line; the date four characters in from the right, the name above it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    _line(document, "")
    _line(document, "附件：1.数据一览")
    flush(_line(document, "2.记录清单"), left=5)  # below 1., after 附件：
    _line(document, "")
    for text, characters in (("{{ signature }}", 2), ("{{ date }}", 4)):
        paragraph = flush(_line(document, text))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(16 * characters)


def _annexes(document: Any) -> None:
    _annex(document, "附件1", "数据一览")
    _table(document, FIGURES, "figure in figures", ("title", "value", "unit", "basis"), "figure")
    _line(document, "{%p if unreviewed %}")
    _line(document, "已召开、未归档：{{ unreviewed }}。")
    _line(document, "{%p endif %}")
    _annex(document, "附件2", "记录清单")
    _line(document, "{%p for group in records %}")
    _line(document, "{{ group.title }}", "Heading 3", HEI, 12)
    _table(document, RECORDS, "record in group.rows", ("date", "title", "amount"), "record")
    _line(document, "{%p endfor %}")
    _line(document, "")
    _line(document, "数据截至{{ as_of }}。核对码（SHA-256）：")
    run(flush(_line(document, "")), "{{ fingerprint }}", FANG, 12)


def _annex(document: Any, number: str, title: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    heading = flush(_line(document, number, "Heading 1", HEI))
    heading.paragraph_format.page_break_before = True
    flush(_line(document, title, "Heading 2", TITLE, 22)).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, columns: dict[str, int], loop: str, names: tuple[str, ...], each: str) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.autofit = False
    head, start, body, end = table.rows
    for column, (title, width) in enumerate(columns.items()):
        table.columns[column].width = Mm(width)
        for row in table.rows:
            row.cells[column].width = Mm(width)
        cell(head.cells[column], title, HEI, centred=True)
        cell(body.cells[column], f"{{{{ {each}.{names[column]} }}}}", centred=title[:2] in ("数值", "单位", "计数"))
    cell(start.cells[0], f"{{%tr for {loop} %}}")
    cell(end.cells[0], "{%tr endfor %}")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on each page, and read as headings
    for row in (head, body):
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _line(document: Any, text: str, style: str = "Normal", font: str = FANG, size: float = 16) -> Any:
    paragraph = document.add_paragraph(style=style)
    if text:
        run(paragraph, text, font, size)
    return paragraph


def _properties(document: Any) -> None:
    from datetime import datetime

    told = document.core_properties
    told.title, told.language, told.author, told.comments = "{{ title }}", "zh-CN", "{{ signature }}", ""
    told.created = told.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - the paper itself has no date


if __name__ == "__main__":
    make()
