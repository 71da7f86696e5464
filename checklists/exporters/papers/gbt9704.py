"""The page of GB/T 9704-2012 in python-docx: margins, fonts, grid, page numbers.

Fonts are named and never shipped: Word and WPS have them, or know the stand-ins given here.
"""

from __future__ import annotations

from typing import Any

from checklists.exporters.papers.setting import FANG, HEI, KAI, LATIN, SONG, TITLE, field, fonts, indent, run

STAND_INS = {KAI: "楷体", FANG: "仿宋", TITLE: "华文中宋"}
PITCH = 28.95  # points between lines: 22 of them fill the 225 mm
CHARACTER = -5  # twentieths of a point: 28 characters fill the 156 mm, where plain 16 pt gives 27


def page(document: Any) -> None:
    """A4, margins of 37, 35, 28 and 26 mm, 22 lines a page, the number at the outer corner."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25.6)  # its dashes stand 7 mm below the text
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        _page_number(footer.paragraphs[0], right)


def styles(document: Any) -> None:
    """3号仿宋 for the text, 2号小标宋 for the title, 黑体 and 楷体 for the two levels of headings."""
    _defaults(document)
    _style(document, "Normal", FANG, 16, characters=2)
    _style(document, "Title", TITLE, 22, centred=True, pitch=36)
    _style(document, "Heading 1", HEI, 16, characters=2)
    _style(document, "Heading 2", KAI, 16, characters=2)
    _style(document, "Heading 3", HEI, 12, pitch=24)
    _style(document, "No Spacing", FANG, 12, pitch=18)  # cells of tables
    _style(document, "Footer", SONG, 14, pitch=16)
    _stand_ins(document)


def _page_number(paragraph: Any, right: bool) -> None:
    """— 1 — in 4号, one character in from the outer corner."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.style = "Footer"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    layout = paragraph.paragraph_format
    layout.right_indent, layout.left_indent = (Pt(14), None) if right else (None, Pt(14))
    run(paragraph, "— ", SONG, 14, latin=SONG)
    field(run(paragraph, "", SONG, 14, latin=SONG), "PAGE")
    run(paragraph, " —", SONG, 14, latin=SONG)


def _style(
    document: Any,
    name: str,
    font: str,
    size: float,
    *,
    characters: int = 0,
    centred: bool = False,
    pitch: float = PITCH,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles[name]
    for part in ("w:rPr", "w:pPr"):  # what the library's own template says of colours, borders, themes
        for old in style.element.findall(qn(part)):
            style.element.remove(old)
    if name.startswith("Heading"):
        _outline(style, int(name[-1]) - 1)
    style.font.size = Pt(size)
    fonts(style.element.get_or_add_rPr(), font, LATIN)
    _tighten(style.element.rPr, CHARACTER if size == 16 else 0)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = False  # a page has its 22 lines
    layout.keep_with_next = name.startswith("Heading")
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    indent(layout, size, characters)
    off = ("w:autoSpaceDE", "w:autoSpaceDN")  # 6次, not 6 次
    for switch in off if pitch == PITCH else (*off, "w:snapToGrid"):
        _off(style.element.pPr, switch)


def _outline(style: Any, level: int) -> None:
    """Keeps a heading a heading for screen readers, whatever it looks like."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _off(properties: Any, switch: str) -> None:
    """The order of the switches is fixed by the schema; Word refuses another."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(switch)
    mark.set(qn("w:val"), "0")
    order = ("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid")
    after = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl")
    properties.insert_element_before(mark, *order[order.index(switch) + 1 :], *after)


def _tighten(properties: Any, twentieths: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def _defaults(document: Any) -> None:
    """The language is Chinese, so that a screen reader speaks it and no word is underlined as wrong."""
    from docx.oxml.ns import qn

    language = document.styles.element.find(".//" + qn("w:lang"))
    language.set(qn("w:eastAsia"), "zh-CN")


def _stand_ins(document: Any) -> None:
    """Where a named font is not installed, its nearest kin is taken and not just any."""
    part = next(it for it in document.part.package.iter_parts() if it.partname == "/word/fontTable.xml")
    fonts = (f'<w:font w:name="{it}"><w:altName w:val="{kin}"/></w:font>' for it, kin in STAND_INS.items())
    part._blob = part.blob.replace(b"</w:fonts>", "".join(fonts).encode() + b"</w:fonts>")
