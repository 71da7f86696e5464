"""One POST: within its time, to where it was told and nowhere else, and always known whether it may have left."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.certificate import kept
from app.clock import Clock
from reminders.channels import ChannelDown
from reminders.channels.http import HttpClient, MayHaveLeft, NeverLeft

Talk = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def talking(talk: Talk) -> Iterator[str]:
    """A server that says what it is told to, after it has heard the request."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # closed: the test is over
            while True:
                heard, _ = listening.accept()
                with heard, suppress(OSError):
                    if heard.recv(65536):
                        talk(heard)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@contextmanager
def client(url: str, **other: object) -> Iterator[HttpClient]:
    made = HttpClient(url, loopback=True, **{"timeout": 10.0, **other})  # type: ignore[arg-type]
    made.open()
    try:
        yield made
    finally:
        made.close()


def silent(heard: socket.socket) -> None:
    sleep(5)


def dribbling(heard: socket.socket) -> None:
    """Never silent for long, so that no time limit of a single step would end it."""
    heard.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(100):
        heard.sendall(f"X-A{n}: 1\r\n".encode())
        sleep(0.05)


def endless(heard: socket.socket) -> None:
    heard.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        heard.sendall(b"x" * 65536)


def cut_short(heard: socket.socket) -> None:
    heard.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok")


def nonsense(heard: socket.socket) -> None:
    heard.sendall(b"hello\r\n\r\n")


def hung_up(heard: socket.socket) -> None:
    heard.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


@pytest.mark.parametrize("talk", [silent, dribbling, endless, cut_short, nonsense, hung_up])
def test_whatever_goes_wrong_after_the_request_it_may_have_left(talk: Talk) -> None:
    began = monotonic()
    with talking(talk) as url, client(url, timeout=0.5) as http, pytest.raises(MayHaveLeft):
        http.post(b"{}", {})
    assert monotonic() - began < 4


def test_a_request_that_found_nobody_never_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with client(f"http://127.0.0.1:{port}") as http, pytest.raises(NeverLeft, match="对方未开放此端口"):
        http.post(b"{}", {})


def test_a_resolver_that_fails_or_sleeps_is_nothing_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleepy(*_: object, **__: object) -> None:
        sleep(1)
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", sleepy)
    with client("http://localhost:9", timeout=0.3) as http, pytest.raises(NeverLeft, match="超时"):
        http.post(b"{}", {})
    with client("http://localhost:9") as http, pytest.raises(NeverLeft, match="找不到主机"):
        http.post(b"{}", {})


def test_a_certificate_nobody_signed_is_nothing_sent(tmp_path: Path) -> None:
    served: list[bytes] = []
    with talking(lambda heard: served.append(b"x")) as url:
        secure = url.replace("http:", "https:")
        with client(secure) as http, pytest.raises(NeverLeft, match="加密或证书有误"):
            http.post(b"{}", {})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*kept(tmp_path, "127.0.0.1", Clock().now()))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            heard, _ = listening.accept()
            with heard, suppress(OSError), context.wrap_socket(heard, server_side=True) as wrapped:
                served.append(wrapped.recv(100))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        where = f"https://127.0.0.1:{listening.getsockname()[1]}"
        with client(where) as http, pytest.raises(NeverLeft, match="加密或证书有误"):
            http.post(b"{}", {})
        thread.join(5)
    assert b"POST" not in b"".join(served)


def test_an_endless_answer_is_cut_off_long_before_its_time_is_over() -> None:
    began = monotonic()
    with talking(endless) as url, client(url, timeout=20.0) as http, pytest.raises(MayHaveLeft):
        http.post(b"{}", {})
    assert monotonic() - began < 5


def test_an_answer_is_taken_as_it_is_and_no_redirect_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://sms.example.org/\r\nContent-Length: 0\r\n\r\n"
    with talking(lambda heard: heard.sendall(moved)) as url, client(url) as http:
        assert http.post(b"{}", {}).status == 302
    with talking(lambda heard: heard.sendall(OK)) as url, client(url) as http:
        assert http.post(b"{}", {}).body == b"ok"


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:8080")
    with talking(lambda heard: heard.sendall(OK)) as url, client(url) as http:
        assert http.post(b"{}", {}).status == 200


@pytest.mark.parametrize(
    "url", ["http://sms.example.org", "ftp://127.0.0.1", "127.0.0.1:80", "", "https://[::1", "https://127.0.0.1:x"]
)
def test_nothing_but_https_leaves_the_machine(url: str) -> None:
    live = HttpClient(url, loopback=False)
    with pytest.raises(ChannelDown) as down:
        live.open()
    assert down.value.stopped


def test_what_is_not_open_never_left_and_closing_twice_is_closing_once() -> None:
    http = HttpClient("https://127.0.0.1", loopback=True)
    with pytest.raises(NeverLeft):
        http.post(b"", {})
    http.close()
    http.open()
    http.close()
    http.close()


def test_a_caller_whose_own_loop_runs_is_served_as_any_other() -> None:
    """As beside a browser's in one test process."""

    async def inside() -> int:
        with talking(lambda heard: heard.sendall(OK)) as url, client(url) as http:
            return http.post(b"{}", {}).status

    with ThreadPoolExecutor(1) as thread:  # where no other loop runs
        assert thread.submit(asyncio.run, inside()).result() == 200
