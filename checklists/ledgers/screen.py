"""Before a file is parsed: is it what its name says, and small enough to be let in."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from checklists.ledgers.errors import LedgerError

MAX_FILE = 20_000_000
MAX_ENTRIES = 1_000
MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
SMALL = 1_000_000  # below this a high ratio is only repetition
CHUNK = 1 << 16

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
PACKED_INSIDE = (ZIP, OLE, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
TEXTS = (".csv", ".tsv")  # .tsv is what was pasted
BOOKS = (".xlsx", ".xls", ".ods")
SAVE_AGAIN = "请用WPS或Excel打开，另存为.xlsx后再上传"


def kind_of(path: Path) -> str:
    """ "book" or "csv"; anything else is refused."""
    suffix = path.suffix.lower()
    if suffix not in (*BOOKS, *TEXTS):
        raise refused(path, f"不能读{suffix or '没有扩展名'}的文件", f"能读的是.xlsx、.xls、.ods、.csv；{SAVE_AGAIN}")
    size = path.stat().st_size
    if not size:
        raise refused(path, "是空文件", "请检查保存是否成功，重新上传")
    if size > MAX_FILE:
        raise refused(path, f"有{size // 1_000_000}兆，超过{MAX_FILE // 1_000_000}兆", "请去掉图片，或分成几个文件上传")
    with path.open("rb") as file:
        start = file.read(8)
    packed = start.startswith((ZIP, OLE))
    if suffix in TEXTS and packed:
        raise refused(path, f"扩展名是{suffix}，内容却不是文字", SAVE_AGAIN)
    if suffix in TEXTS:
        return "csv"
    if not packed:
        raise refused(path, f"扩展名是{suffix}，内容却不是表格", f"如果是网页或文字，{SAVE_AGAIN}")
    if start.startswith(ZIP):
        _zip(path)
    else:
        _ole(path)
    return "book"


def refused(path: Path, value: str, remedy: str) -> LedgerError:
    return LedgerError(f"文件{path.name}", value, remedy)


def encrypted(path: Path) -> LedgerError:
    return refused(path, "设有密码", "请去掉打开密码后另存，再上传")


def _ole(path: Path) -> None:
    """An .xlsx with a password is packed into an old container of this kind."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise encrypted(path)


def _zip(path: Path) -> None:
    """Every entry is unpacked once, in pieces, and forgotten: one that is longer than it says fails its checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise _too_large(path)
            names = {entry.filename for entry in entries}
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise refused(path, "不是表格文件", SAVE_AGAIN)
            for entry in entries:
                _unpack(path, archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, UnicodeDecodeError) as error:
        raise refused(path, "已损坏，读不完整", f"请重新复制或下载一次；{SAVE_AGAIN}") from error


def _unpack(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuses what hides something, grows out of measure or refers out of itself."""
    if entry.flag_bits & 0x1:
        raise encrypted(path)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(entry.filename)
    size, before = 0, b""
    with archive.open(entry) as file:
        while piece := file.read(CHUNK):
            if not size and piece.startswith(PACKED_INSIDE):
                raise refused(
                    path, f"里面还套着别的文件（{Path(entry.filename).name}）", f"请删去嵌入的对象，{SAVE_AGAIN}"
                )
            size += len(piece)
            if size > SMALL and size > MAX_RATIO * max(entry.compress_size, 1):
                raise _too_large(path)
            if entry.filename.endswith((".xml", ".rels")):
                plain = (before + piece).replace(b"\0", b"")
                if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                    raise refused(path, "里面有表格不该有的定义（DOCTYPE）", SAVE_AGAIN)
                before = piece[-32:]


def _too_large(path: Path) -> LedgerError:
    remedy = "请只保留要导入的工作表，删去空行和图片，或分成几个文件"
    return refused(path, f"展开后超过{MAX_UNPACKED // 1_000_000}兆，或压缩得不正常", remedy)
