"""The tools of the tests do what the tests rely on."""

from __future__ import annotations

import http.server
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.harness.browser import Browse
from tests.harness.callers import Forms
from tests.harness.guard.sitecustomize import LeftTheMachine
from tests.harness.office import Office
from tests.harness.postgres import Cluster
from tests.harness.server import environment, escapes
from tests.harness.smtp import Mailbox

FOREIGN = "192.0.2.1"  # reserved for documentation: nobody's
PAGE = """<!doctype html><html lang="zh"><title>一页</title><h1>清单</h1>
<main><img src="/x.png"><p style="width:700px">宽</p></main>"""


@pytest.mark.parametrize(
    "reach", [lambda: socket.create_connection((FOREIGN, 25), 1), lambda: socket.getaddrinfo("example.com", 25)]
)
def test_no_socket_leaves_the_machine(reach: object) -> None:
    with pytest.raises(LeftTheMachine):
        reach()  # type: ignore[operator]


def test_a_child_that_swallows_the_refusal_is_still_found_out(empty_data: Path) -> None:
    code = f"import socket\ntry: socket.create_connection(({FOREIGN!r}, 25), 1)\nexcept Exception: print('swallowed')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(empty_data), capture_output=True, text=True, check=True
    )
    assert done.stdout == "swallowed\n"
    assert FOREIGN in escapes(empty_data).read_text()


def test_the_relay_keeps_what_it_accepts_and_answers_as_told(mailbox: Mailbox) -> None:
    mailbox.refused["gone@example.invalid"] = "550 no such person"
    mailbox.answers.append("451 later")
    with smtplib.SMTP("127.0.0.1", mailbox.port, local_hostname="test") as client:
        with pytest.raises(smtplib.SMTPDataError):
            client.sendmail("a@example.invalid", "b@example.invalid", b"Subject: one\r\n\r\n")
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("a@example.invalid", "gone@example.invalid", b"Subject: two\r\n\r\n")
        client.sendmail("a@example.invalid", "b@example.invalid", b"Subject: three\r\n\r\nbody")
    assert [mail.message["Subject"] for mail in mailbox.mails] == ["three"]


def test_a_dropped_connection_leaves_the_outcome_unknown(mailbox: Mailbox) -> None:
    mailbox.answers.append("")
    with (
        smtplib.SMTP("127.0.0.1", mailbox.port, local_hostname="test") as client,
        pytest.raises(smtplib.SMTPServerDisconnected),
    ):
        client.sendmail("a@example.invalid", "b@example.invalid", b"Subject: one\r\n\r\n")
    assert len(mailbox.mails) == 1


def test_each_test_gets_a_database_of_its_own(empty_postgres_url: str, postgres: Cluster) -> None:
    with psycopg.connect(empty_postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_libreoffice_reads_chinese_and_poppler_draws_it(office: Office, tmp_path: Path) -> None:
    from docx import Document

    paper = Document()
    paper.add_paragraph("第一支部召开党员大会6次")
    paper.save(str(tmp_path / "paper.docx"))
    assert "第一支部召开党员大会6次" in office.text(tmp_path / "paper.docx")
    assert [page.name for page in office.pages(office.convert(tmp_path / "paper.docx"))] == ["paper-1.png"]


def test_a_caller_sends_the_fields_a_browser_would() -> None:
    page = """<form action="/x"><input name=a value=1><input type=checkbox name=b value=2><input type=radio name=c value=3
    checked><select name=d><option value=4><option value=5 selected></select><select name=e><option value=6></select>
    <textarea name=f>七</textarea><input type=submit name=g></form><input name=outside>"""
    fields = {"a": ["1"], "c": ["3"], "d": ["5"], "e": ["6"], "f": ["七"]}
    assert Forms(page).found == {"/x": fields}


@pytest.fixture
def page_url() -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/" else "image/png")
            self.end_headers()
            self.wfile.write(PAGE.encode() if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_browser_finds_what_shuts_people_out(browse: Browse, page_url: str) -> None:
    visitor = browse(page_url, width=360)
    visitor.open("/")
    assert any(line.startswith("image-alt") for line in visitor.axe())
    assert any("reaches" in line for line in visitor.sideways())
    assert visitor.strangers() == set()


def test_the_browser_notices_strangers_and_the_console(browse: Browse, page_url: str) -> None:
    visitor = browse(page_url)
    visitor.open("/")
    visitor.page.evaluate("() => { console.warn('odd'); new Image().src = 'http://example.com/a.png' }")
    visitor.page.wait_for_timeout(300)
    assert visitor.strangers() == {"example.com"}
    assert any("odd" in line for line in visitor.console)
    visitor.hosts.clear()
    visitor.console.clear()


def test_without_script_a_page_is_still_a_page(browse: Browse, page_url: str) -> None:
    visitor = browse(page_url, script=False)
    assert visitor.open("/").get_by_role("heading", name="清单").is_visible()
