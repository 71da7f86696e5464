"""A trouble that lasts is logged in full once, and then in one line while it stays the same (R16)."""

from __future__ import annotations

import logging


class Lasting:
    """One place at which something goes wrong again and again, as when the database is gone for an hour."""

    def __init__(self, log: logging.Logger) -> None:
        self._log, self._last = log, ""

    def say(self, what: str, error: BaseException) -> None:
        first_line = str(error).partition("\n")[0]
        brief = f"{type(error).__name__}: {first_line}"
        if brief == self._last:
            self._log.error("%s: again %s", what, brief)
        else:
            self._log.error("%s", what, exc_info=error)
        self._last = brief

    def over(self) -> None:
        """It went well: what comes next is new."""
        self._last = ""
