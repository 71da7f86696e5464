"""`make bench`: every measure of this folder, or the one that is named, as one table."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from tests.bench.measure import Outcome, run


def measures() -> dict[str, str]:
    """Id → module: a file x2_reading_a_ledger.py holds X2."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("[a-z][0-9]*_*.py"))
    return {module.partition("_")[0].upper(): module for module in modules}


def line(name: str, title: str, outcome: Outcome) -> str:
    verdict = "met" if outcome.met else "NOT MET"
    times = f"{outcome.ours * 1000:9.2f} ms {outcome.yardstick * 1000:9.2f} ms"
    return f"{name:4} {times} {outcome.ratio:7.2f} {outcome.at_most:7.2f}  {verdict:8} {title}"


def main(only: list[str]) -> int:
    known = measures()
    if unknown := [name for name in only if name.upper() not in known]:
        print(f"No measure {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    print(f"{'id':4} {'ours':>12} {'yardstick':>12} {'ratio':>7} {'goal':>7}")
    for name in [name.upper() for name in only] or known:
        measure = import_module(f"tests.bench.{known[name]}").measure()
        print(line(name, measure.title, run(measure)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
