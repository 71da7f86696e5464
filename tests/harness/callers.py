"""Somebody at a browser without script: reads the forms of a page and sends them as they stand, or changed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from httpx import Client, Response

URL = "http://127.0.0.1:8000"


class Forms(HTMLParser):
    """The forms of a page: action → the fields a browser would send, as they stand."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self._fields: dict[str, list[str]] | None = None
        self._select = self._textarea = ""
        self._chosen: list[str] = []
        self._first: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.found.setdefault(given.get("action", ""), {})
        elif self._fields is None:
            return
        elif tag == "input" and given.get("name") and given.get("type") not in ("submit", "file"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._fields.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "select":
            self._select, self._chosen, self._first = given.get("name", ""), [], []
        elif tag == "option" and self._select:
            (self._chosen if "selected" in given else self._first).append(given.get("value", ""))
        elif tag == "textarea":
            self._textarea = given.get("name", "")
            self._fields.setdefault(self._textarea, []).append("")

    def handle_data(self, data: str) -> None:
        if self._textarea and self._fields is not None:
            self._fields[self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "select" and self._fields is not None and self._select:
            self._fields[self._select] = self._chosen or self._first[:1]
        elif tag == "textarea":
            self._textarea = ""


class Caller:
    """One person at one browser without script; redirects are answers to look at, not followed."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str) -> Response:
        return self.client.get(path, follow_redirects=False)

    def fields(self, path: str, action: str = "") -> dict[str, list[str]]:
        """The form on this page that goes to `action` (by default to the page's own address)."""
        return Forms(self.get(path).text).found[action or path]

    def send(self, path: str, action: str = "", **typed: str | list[str]) -> Response:
        """Open the page, type into its form, and send it."""
        return self.post(action or path, {**self.fields(path, action), **typed})

    def post(self, path: str, fields: dict[str, Any]) -> Response:
        """Send exactly these fields, as somebody would who does not use our page."""
        return self.client.post(
            path, data=fields, headers={"origin": str(self.client.base_url).rstrip("/")}, follow_redirects=False
        )

    def sign_in(self, account: str, password: str) -> Response:
        return self.send("/login", name=account, password=password)
