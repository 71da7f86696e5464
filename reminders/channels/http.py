"""HTTP for gateways: one POST within one time limit, and the knowledge of whether it may have left."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from reminders.channels import ChannelDown
from reminders.channels.hosts import on_loopback

# httpx tells at INFO of every address it calls, and Aliyun's holds the number and the words.
logging.getLogger("httpx").setLevel(logging.WARNING)

T = TypeVar("T")
TIMEOUT = 20.0  # seconds for all of it, from the resolver to the last byte: shorter than a lease
_MOST = 1_000_000  # bytes of an answer
_IDLE = 5.0  # seconds a connection is kept: a batch shares one, and none is old enough to be stale
_WHY = (
    (TimeoutError, "超时"),
    (httpx.TimeoutException, "超时"),
    (ssl.SSLError, "加密或证书有误"),
    (ConnectionRefusedError, "对方未开放此端口"),
    (httpx.ConnectError, "找不到主机或连接不上"),
    (httpx.RemoteProtocolError, "对方断开"),
    (httpx.ReadError, "对方断开"),
    (httpx.WriteError, "对方断开"),
)


class NeverLeft(Exception):
    """No byte of the request was written: it can be made again without fear."""


class MayHaveLeft(Exception):
    """The request was at least begun, and no whole answer came: the gateway may have taken it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Whatever was answered, to its last byte."""

    status: int
    body: bytes


class HttpClient:
    """One gateway's client. It never follows a redirect, asks no proxy of the environment, and
    speaks https only, except to this machine. `loopback` refuses any other machine. Its loop runs in
    a thread of its own: whether the caller's runs one is no concern of ours."""

    def __init__(
        self, url: str, *, loopback: bool, timeout: float = TIMEOUT, context: ssl.SSLContext | None = None
    ) -> None:
        self._url, self._loopback, self._timeout, self._context = url, loopback, timeout, context
        self._loop: _Loop | None = None
        self._client: httpx.AsyncClient | None = None

    @property
    def host(self) -> str:
        """As it stands in the Host header, which signatures cover."""
        return httpx.URL(self._url).netloc.decode()

    def path(self, added: str = "") -> str:
        """As it stands in the request line of a post: never empty, and escaped."""
        return httpx.URL(self._to(added)).raw_path.decode()

    def open(self) -> None:
        """Ready to post. Nothing is connected before there is something to say."""
        if self._client is not None:
            return
        try:
            httpx.URL(self._url)
            parts = urlsplit(self._url)
        except (httpx.InvalidURL, ValueError) as error:
            raise ChannelDown("短信网关的地址写法不对", stopped=True) from error
        here = on_loopback(parts.hostname or "")
        if self._loopback and not here:
            raise ChannelDown("试用模式（loopback）只向本机发短信，短信网关须是 127.0.0.1 或 localhost", stopped=True)
        if parts.scheme != "https" and not (parts.scheme == "http" and here):
            raise ChannelDown("短信网关的地址须以 https:// 开头", stopped=True)
        context = self._context or (ssl.create_default_context() if parts.scheme == "https" else False)
        self._client = httpx.AsyncClient(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            timeout=self._timeout,  # of each step; one limit stands over all of them too
            limits=httpx.Limits(max_connections=1, keepalive_expiry=_IDLE),
        )
        self._loop = _Loop()

    def post(self, body: bytes, headers: Mapping[str, str], *, path: str = "", query: str = "") -> Reply:
        """The answer. `path` is added to the client's address; NeverLeft and MayHaveLeft say why there is none."""
        if self._client is None or self._loop is None:
            raise NeverLeft("没有连接")
        url = self._to(path) + (f"?{query}" if query else "")
        exchange = _Exchange(self._client.build_request("POST", url, content=body, headers=dict(headers)))
        try:
            return self._loop.run(exchange.within(self._client, self._timeout))
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            kind = MayHaveLeft if exchange.begun else NeverLeft
            raise kind(_why(error)) from error

    def _to(self, path: str) -> str:
        return f"{self._url.rstrip('/')}{path}"

    def close(self) -> None:
        client, loop, self._client, self._loop = self._client, self._loop, None, None
        if client is not None and loop is not None:
            loop.run(client.aclose())
            loop.close()


class _Loop:
    """An event loop in one thread, for callers that have none or another one running."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="gateway")
        self._runner = asyncio.Runner()  # makes its loop where it first runs

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._runner.run, work).result()

    def close(self) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


class _Exchange:
    """One request on its way. It is begun with the first event that is not about the connection."""

    def __init__(self, request: httpx.Request) -> None:
        self._request, self.begun = request, False
        request.extensions["trace"] = self._trace

    async def within(self, client: httpx.AsyncClient, seconds: float) -> Reply:
        async with asyncio.timeout(seconds):
            response = await client.send(self._request, stream=True)
            try:
                return Reply(response.status_code, await self._body(response))
            finally:
                await response.aclose()

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > _MOST:
                raise httpx.RemoteProtocolError("too long an answer")
        return bytes(body)

    async def _trace(self, event: str, info: object) -> None:
        self.begun = self.begun or not event.startswith("connection.")


def _why(error: BaseException) -> str:
    """Words for people: what is underneath says more than what httpx makes of it."""
    met: list[BaseException] = []
    under: BaseException | None = error
    while under is not None and under not in met:
        met.append(under)
        under = under.__cause__ or under.__context__
    return next((words for kind, words in _WHY if any(isinstance(each, kind) for each in met)), type(error).__name__)
