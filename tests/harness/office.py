"""LibreOffice without a window and poppler: what a paper says and how it looks to the one who opens it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import bring

WITHIN = 180


@dataclass(frozen=True)
class Office:
    """Conversions with a profile of their own, so that a running LibreOffice is not disturbed."""

    profile: Path

    def convert(self, file: Path, to: str = "pdf") -> Path:
        """The file in another format, beside itself: "pdf", "txt:Text (encoded):UTF8", "csv", "xlsx"."""
        program = bring.soffice()
        assert program
        command = [program, "--headless", f"-env:UserInstallation={self.profile.as_uri()}"]
        subprocess.run(
            [*command, "--convert-to", to, "--outdir", str(file.parent), str(file)],
            check=True,
            capture_output=True,
            timeout=WITHIN,
        )
        made = file.with_suffix(f".{to.partition(':')[0]}")
        assert made.exists(), f"LibreOffice could not read {file.name}"
        return made

    def text(self, file: Path) -> str:
        """The words of a .docx as LibreOffice reads them."""
        return self.convert(file, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")

    def pages(self, pdf: Path) -> list[Path]:
        """Each page as a picture."""
        stem = pdf.with_suffix("")
        subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(stem)], check=True, timeout=WITHIN)
        return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office") / "profile")
