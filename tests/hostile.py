"""Files that mean harm, made small: each function writes one and returns its path."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.sheets import open_document, workbook

MEGABYTE = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"


def good(folder: Path, name: str = "good.xlsx") -> Path:
    return workbook(folder / name, [["姓名", "入党时间"], ["张三", "2001-07-01"]])


def _with(folder: Path, name: str, entry: str, content: bytes) -> Path:
    """A real workbook with one more entry, or one replaced."""
    path = folder / name
    with zipfile.ZipFile(good(folder)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != entry:
                new.writestr(info.filename, old.read(info))
        new.writestr(entry, content)
    return path


def zip_bomb(folder: Path) -> Path:
    return _with(folder, "bomb.xlsx", "xl/media/a.xml", b" " * 40 * MEGABYTE)


def many_small_bombs(folder: Path) -> Path:
    """No entry is large; together they are 60 MB."""
    path = folder / "many.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(61):
            file.writestr(f"xl/media/{number}.bin", b"0" * MEGABYTE)
    return path


def nested_zip(folder: Path) -> Path:
    return _with(folder, "nested.xlsx", "xl/embeddings/inner.bin", good(folder, "inner.xlsx").read_bytes())


def entity_bomb(folder: Path) -> Path:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><worksheet><sheetData>&a9;</sheetData></worksheet>'
    return _with(folder, "entities.xlsx", SHEET, xml.encode())


def hidden_entity(folder: Path) -> Path:
    """The same in UTF-16, and far into the file."""
    xml = '<?xml version="1.0"?>' + " " * 70_000 + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return _with(folder, "utf16.xlsx", "xl/sharedStrings.xml", xml.encode("utf-16"))


def wrong_crc(folder: Path) -> Path:
    path = folder / "crc.xlsx"
    with zipfile.ZipFile(good(folder)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    data = bytearray(path.read_bytes())
    data[data.index(b"<sheetData>") + 1] ^= 1
    path.write_bytes(bytes(data))
    return path


def cut_short(folder: Path) -> Path:
    path = folder / "cut.xlsx"
    path.write_bytes(good(folder).read_bytes()[:-200])
    return path


def too_many_rows(folder: Path) -> Path:
    return workbook(folder / "rows.xlsx", ([f"张{n}", n] for n in range(30_000)))


def too_wide(folder: Path) -> Path:
    return workbook(folder / "wide.xlsx", [list(range(3_000))])


def far_cell(folder: Path) -> Path:
    """Two cells, a thousand million apart."""
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="19000"><c r="XFD19000"><v>1</v></c></row></sheetData></worksheet>'
    )
    return _with(folder, "far.xlsx", SHEET, xml.encode())


def many_times_one_text(folder: Path) -> Path:
    """One long text shown in 20,000 cells: 40 kB in the file, 600 MB in memory."""
    text = "字" * 10_000
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    path = _with(folder, "one.xlsx", SHEET, f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>".encode())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", f"<sst {space}><si><t>{text}</t></si></sst>")
    return path


def repeated_row(folder: Path) -> Path:
    """One row of an .ods that says it stands there a million times, 16,384 cells wide."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return open_document(
        folder / "repeated.ods", f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    )


def encrypted(folder: Path) -> Path:
    """The outside of a workbook with a password: an old container that names EncryptedPackage."""
    path = folder / "secret.xlsx"
    path.write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2040) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    )
    return path


def encrypted_zip(folder: Path) -> Path:
    """A zip whose entries say they are encrypted."""
    data = bytearray(good(folder).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    path = folder / "locked.xlsx"
    path.write_bytes(bytes(data))
    return path


def words_document(folder: Path) -> Path:
    """A .docx under another name."""
    path = folder / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    return path


def csv_as_xlsx(folder: Path) -> Path:
    path = folder / "list.xlsx"
    path.write_text("姓名,入党时间\n张三,2001-07-01\n", "utf-8")
    return path


def web_page_as_xls(folder: Path) -> Path:
    path = folder / "list.xls"
    path.write_text("<html><table><tr><td>姓名</td></tr></table></html>", "utf-8")
    return path


def picture_as_csv(folder: Path) -> Path:
    path = folder / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return path


def workbook_as_csv(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_bytes(good(folder).read_bytes())
    return path


def program(folder: Path) -> Path:
    path = folder / "list.exe"
    path.write_bytes(b"MZ" + bytes(100))
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.xlsx"
    path.touch()
    return path
