"""What the tests need beside Python: found, brought by apt where that may be done, or said to be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """A thing of the machine, the marker of the tests that use it, and Debian's packages that hold it."""

    name: str
    marker: str
    packages: tuple[str, ...]
    found: Callable[[], bool]


def program(*names: str) -> str | None:
    """The path of the first of these programs that the machine has."""
    return next((path for path in map(shutil.which, names) if path), None)


def chromium() -> str | None:
    return program("chromium", "chromium-browser", "google-chrome")


def soffice() -> str | None:
    return program("soffice", "libreoffice")


def office_part(library: str) -> bool:
    """Whether LibreOffice is there with this part of it, Writer or Calc: Debian packs each apart."""
    office = soffice()
    return office is not None and (Path(office).resolve().parent / library).exists()


def chinese_font() -> bool:
    """Whether any font can write Chinese; without one every character on a screenshot is a box."""
    listing = program("fc-list")
    if listing is None:
        return False
    return bool(subprocess.run([listing, ":lang=zh-cn"], capture_output=True, check=True).stdout.strip())


NEEDS = (
    Need("Chromium", "browser", ("chromium",), lambda: chromium() is not None),
    Need("a Chinese font", "browser", ("fonts-noto-cjk", "fontconfig"), chinese_font),
    Need("LibreOffice Writer", "office", ("libreoffice-writer-nogui",), lambda: office_part("libswlo.so")),
    Need("LibreOffice Calc", "office", ("libreoffice-calc-nogui",), lambda: office_part("libsclo.so")),
    Need("poppler", "office", ("poppler-utils",), lambda: program("pdftoppm") is not None),
    Need("a Chinese font", "office", ("fonts-noto-cjk", "fontconfig"), chinese_font),
)
MARKERS = sorted({need.marker for need in NEEDS})


def missing() -> dict[str, list[Need]]:
    """Marker → what its tests lack on this machine; empty when nothing has to be left out."""
    lacking: dict[str, list[Need]] = {}
    for need in NEEDS:
        if not need.found():
            lacking.setdefault(need.marker, []).append(need)
    return lacking


def apt_line() -> str:
    """The one line that brings all that is missing."""
    packages = dict.fromkeys(p for needs in missing().values() for need in needs for p in need.packages)
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def bring() -> None:
    """Install what is missing when we may: as root, where there is apt."""
    if not missing() or os.geteuid() != 0 or program("apt-get") is None:
        return
    print(f"Bringing what the tests need: {apt_line()}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update -qq", f"{apt_line()} -qq"):
        done = subprocess.run(command.split(), env=quiet, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            print(f"This did not work here: {command}", file=sys.stderr)
            return


if __name__ == "__main__":
    bring()
    if missing():
        lacking = sorted({need.name for needs in missing().values() for need in needs})
        print(f"Not on this machine: {', '.join(lacking)}. Their tests are left out; this brings them:")
        print(f"  sudo {apt_line()}", flush=True)
