"""Setting type in python-docx: fonts, runs, indents, cells, fields."""

from __future__ import annotations

from typing import Any

SONG, HEI, KAI, FANG, TITLE = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"


def run(paragraph: Any, text: str, font: str, size: float, *, latin: str = LATIN) -> Any:
    """A run that names its eastAsia font itself: by the style alone, WPS falls back to 宋体."""
    from docx.shared import Pt

    made = paragraph.add_run(text)
    made.font.size = Pt(size)
    fonts(made._element.get_or_add_rPr(), font, latin)
    return made


def flush(paragraph: Any, left: int = 0) -> Any:
    """Without the two characters that begin a paragraph; `left` characters in as a whole."""
    from docx.shared import Pt

    paragraph.paragraph_format.left_indent = Pt(16 * left)
    indent(paragraph.paragraph_format, 16, 0)
    return paragraph


def cell(target: Any, text: str, font: str = FANG, *, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = target.paragraphs[0]
    paragraph.style = "No Spacing"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run(paragraph, text, font, 12)


def field(target: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        target._element.append(part)


def indent(layout: Any, size: float, characters: int) -> None:
    """In points and in characters: Word goes by the characters wherever a style has named them."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    layout.first_line_indent = Pt(size * characters)
    layout._element.get_or_add_pPr().ind.set(qn("w:firstLineChars"), str(characters * 100))


def fonts(properties: Any, font: str, latin: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), latin)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “” are Chinese quotes, not Latin ones
