"""Which hosts are this machine: asked before a channel on trial opens a socket."""

from __future__ import annotations

from ipaddress import ip_address


def on_loopback(host: str) -> bool:
    """By the name alone: asking a resolver would already leave the machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
