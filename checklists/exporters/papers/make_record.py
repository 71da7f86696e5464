"""Makes record.docx, the printed record of a meeting: python -m checklists.exporters.papers.make_record

Row by row as branches print it; what nobody wrote stays blank, to be filled in by hand.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from checklists.exporters.papers.gbt9704 import page, styles
from checklists.exporters.papers.setting import FANG, HEI, TITLE, cell, run

PAPER = Path(__file__).with_name("record.docx")
WIDTHS = (28, 50, 28, 50)  # millimetres, 156 in all
PAIRS = (  # (label, name) once for a row of its own, twice for a row of two
    (("活动（会议）名称", "title"),),
    (("时间", "time"), ("地点", "place")),
    (("主持人", "host"), ("记录人", "recorder")),
    (("主题", "topic"),),
    (("应到人数", "due"), ("实到人数", "present")),
    (("缺席人员及原因", "absences"),),
    (("列席人员", "observers"),),
    (("其他", "others"),),
)
HEIGHT, ROOM, SIGNED = 9, 85, 16  # millimetres at least: of a row, of the record itself, of the signatures


def make(to: Path = PAPER) -> None:
    from docx import Document

    document = Document()
    page(document)
    styles(document)
    title = document.add_paragraph(style="Title")
    run(title, "{{ branch }}", TITLE, 22)
    title.runs[0].add_break()
    run(title, "{{ heading }}", TITLE, 22)
    _table(document)
    told = document.core_properties
    told.title, told.language, told.author, told.comments = "{{ title }}", "zh-CN", "{{ branch }}", ""
    told.created = told.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - the paper itself has no date
    document.save(str(to))


def _table(document: Any) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    table = document.add_table(rows=len(PAIRS) + 3, cols=4, style="Table Grid")
    table.autofit = False
    for column, width in enumerate(WIDTHS):
        table.columns[column].width = Mm(width)
        for row in table.rows:
            row.cells[column].width = Mm(width)
    for row, pairs in zip(table.rows, PAIRS, strict=False):
        _whole(row)
        row.height, row.height_rule = Mm(HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
        for at, (label, name) in enumerate(pairs):
            cell(row.cells[2 * at], label, HEI, centred=True)
            cell(row.cells[2 * at + 1], f"{{{{ {name} }}}}")
        if len(pairs) == 1:
            row.cells[1].merge(row.cells[3])
    *_, heading, content, signed = table.rows
    cell(heading.cells[0].merge(heading.cells[3]), "主要内容", HEI, centred=True)
    for row, height in ((heading, HEIGHT), (content, ROOM), (signed, SIGNED)):
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    _content(content.cells[0].merge(content.cells[3]))
    _whole(signed)
    cell(signed.cells[0], "主持人签字", HEI, centred=True)
    cell(signed.cells[2], "记录人签字", HEI, centred=True)
    for target in (it for row in table.rows if row._tr is not content._tr for it in row.cells):
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _content(target: Any) -> None:
    """Block by block: what the words are, then the words. A cell ends with a paragraph that is always there."""
    target.paragraphs[0].style = "No Spacing"
    run(target.paragraphs[0], "{%p for block in blocks %}", FANG, 12)
    for text, font in (
        ("{{ block.heading }}", HEI),
        ("{%p for line in block.lines %}", FANG),
        ("{{ line }}", FANG),
        ("{%p endfor %}", FANG),
        ("{%p endfor %}", FANG),
        ("", FANG),
    ):
        paragraph = target.add_paragraph(style="No Spacing")
        if text:
            run(paragraph, text, font, 12)


def _whole(row: Any) -> None:
    """A row that is not cut in two by the end of a page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


if __name__ == "__main__":
    make()
