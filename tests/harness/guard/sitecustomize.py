"""No way off this machine: a socket to any address but loopback raises, here and in every Python the tests start.

A child gets this folder in PYTHONPATH, so that Python imports the file before anything else; what
it tried is also written to the file of QINGDAN_TEST_ESCAPES, since a child may swallow the error.
"""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_address
from typing import Any


class LeftTheMachine(RuntimeError):
    """No OSError, which a sender would take for a relay that is down."""


def is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host is None or host in ("", "localhost"):
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse(event: str, host: object) -> None:
    escapes = os.environ.get("QINGDAN_TEST_ESCAPES")
    if escapes:
        with open(escapes, "a", encoding="utf-8") as file:  # noqa: PTH123  (pathlib is not loaded this early)
            file.write(f"{event} {host}\n")
    raise LeftTheMachine(f"{event} {host}: tests stay on this machine")


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        opened, address = arguments[:2]
        if opened.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            refuse(event, address[0])
    elif event == "socket.getaddrinfo" and not is_loopback(arguments[0]):
        refuse(event, arguments[0])


sys.addaudithook(guard)
