"""Read an uploaded ledger in a child process that may crash, hang or starve without harm to us."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from checklists.ledgers.errors import LedgerError
from checklists.ledgers.sheets import RawRow, RawSheet, decode

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
WITHIN = 30.0
LONGEST_REFUSAL = 10_000


def read(path: Path, timeout: float = WITHIN) -> list[RawSheet]:
    """The sheets of the file; a LedgerError says why there are none."""
    with tempfile.TemporaryFile() as output:
        try:
            code = subprocess.run(  # noqa: S603 - our own module, no shell, the path is one argument
                [sys.executable, "-P", "-m", "checklists.ledgers.reader", str(path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                timeout=timeout,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise _gave_up(path) from error
        if code:
            log.info("the reader of a ledger ended with %s", code)
            raise _refusal(output) or _gave_up(path)
        output.seek(0)
        return _sheets(output, path)


def _environment() -> dict[str, str]:
    """None of ours but where Python and this package are: the child has no use for keys and passwords."""
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _sheets(output: IO[bytes], path: Path) -> list[RawSheet]:
    sheets: dict[str, RawSheet] = {}
    for line in output:
        said = json.loads(line)
        name = said["sheet"]
        cells = tuple(decode(cell) for cell in said["cells"])
        sheets.setdefault(name, RawSheet(name)).rows.append(RawRow(said["row"], cells))
    if not sheets:
        raise LedgerError(f"文件{path.name}", "里面没有内容", "请检查是否选错了文件")
    return list(sheets.values())


def _refusal(output: IO[bytes]) -> LedgerError | None:
    """The child's last line says why; one that was killed by a limit could not say so."""
    output.seek(max(0, output.seek(0, os.SEEK_END) - LONGEST_REFUSAL))
    last = output.read().splitlines()[-1:]
    if last and last[0].startswith(b'{"error"'):
        return LedgerError(**json.loads(last[0])["error"])
    return None


def _gave_up(path: Path) -> LedgerError:
    return LedgerError(
        f"文件{path.name}", "太大、太复杂或已损坏，没有读完", "请只保留要导入的工作表，另存为.xlsx后再上传"
    )
