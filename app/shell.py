"""Around the whole application: known hosts only, and the headers of every response."""

from __future__ import annotations

from urllib.parse import urlsplit

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings


class Shell:
    """Around the whole application: unknown hosts are refused, every response carries the headers (R50, R53)."""

    def __init__(self, inner: ASGIApp, settings: Settings) -> None:
        self.inner, self.settings = inner, settings
        csp = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        self.headers = [
            (b"content-security-policy", csp.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]
        if settings.secure:
            self.headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope["type"]) != "http":
            await self.inner(scope, receive, send)
            return
        static = scope["path"].startswith("/static/")
        caching = b"public, max-age=31536000, immutable" if static else b"no-store"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k.lower() != b"cache-control"]
                message["headers"] = [*kept, *self.headers, (b"cache-control", caching), (b"vary", b"HX-Request")]
            await send(message)

        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
        if (urlsplit(f"//{host}").hostname or "") not in self.settings.hosts:
            await dressed({"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"text/plain")]})
            await dressed({"type": "http.response.body", "body": b"unknown host", "more_body": False})
            return
        await self.inner(scope, receive, dressed)
