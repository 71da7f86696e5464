"""The Word record of a meeting, opened again by another program."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from checklists.exporters.docx import PaperError, fill
from checklists.exporters.papers.make_record import PAIRS, PAPER, make
from tests.harness.office import Office

NAMES = [name for pairs in PAIRS for _, name in pairs]
BLANK: dict[str, Any] = dict.fromkeys((*NAMES, "branch", "heading"), "") | {"blocks": []}
FULL = {name: f"〈{name}〉" for name in (*NAMES, "branch", "heading")} | {
    "blocks": [
        {"heading": "会议议题", "lines": ["一、甲 & <乙>", "二、{{ 丙 }}"]},
        {"heading": "会议决议", "lines": ["同意。"]},
    ]
}


def cells(made: bytes) -> list[str]:
    from docx import Document

    (table,) = Document(BytesIO(made)).tables
    return [cell.text for row in table.rows for cell in row.cells]


def test_the_paper_is_what_its_script_makes(tmp_path: Path) -> None:
    make(tmp_path / "record.docx")
    with ZipFile(tmp_path / "record.docx") as fresh, ZipFile(PAPER) as kept:
        assert fresh.namelist() == kept.namelist()
        assert all(fresh.read(name) == kept.read(name) for name in kept.namelist())


def test_every_row_has_its_label_and_its_words() -> None:
    found = cells(fill("record.docx", FULL))
    for pairs in PAIRS:
        for label, name in pairs:
            assert found[found.index(label) + 1] == f"〈{name}〉"
    assert any(text.startswith("会议议题\n一、甲 & <乙>\n二、{{ 丙 }}\n会议决议\n同意。") for text in found)


@pytest.mark.parametrize("words", [BLANK, FULL], ids=["blank", "full"])
def test_libreoffice_opens_it_and_finds_the_rows_to_sign(office: Office, tmp_path: Path, words: dict[str, Any]) -> None:
    file = tmp_path / "record.docx"
    file.write_bytes(fill("record.docx", words))
    text = office.text(file)
    assert "主持人签字" in text
    assert "记录人签字" in text
    assert "缺席人员及原因" in text
    assert "{" not in text.replace("{{ 丙 }}", "")
    assert len(office.pages(office.convert(file))) == 1


def test_a_template_of_the_users_own_wins_and_may_not_act(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("{{ title }}由{{ host }}主持")
    document.save(str(tmp_path / "record.docx"))
    made = Document(BytesIO(fill("record.docx", FULL, tmp_path)))
    assert [it.text for it in made.paragraphs] == ["〈title〉由〈host〉主持"]
    document.add_paragraph("{{ ''.__class__ }}")
    document.save(str(tmp_path / "record.docx"))
    with pytest.raises(PaperError, match=r"record\.docx"):
        fill("record.docx", FULL, tmp_path)
