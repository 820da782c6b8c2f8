"""Where the web server listens, and whether it can."""

import contextlib
import ipaddress
import os
import socket
from dataclasses import dataclass

LOOPBACK = {ipaddress.IPv4Address(0): "127.0.0.1", ipaddress.IPv6Address(0): "::1"}
"""The addresses that mean everywhere, and where they answer on the same machine."""


class CannotServe(Exception):
    """One line for the person at the keyboard."""


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def wanted(cls) -> "Address":
        """HOST and PORT from the environment, or CannotServe."""
        port = os.environ.get("PORT") or "8000"
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CannotServe(f"PORT is {port!r}, which is not a number from 1 to 65535.")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(port))

    def check_free(self) -> None:
        """Raise CannotServe when nothing can listen here."""
        try:
            family, kind, _, _, where = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
        except OSError as error:
            reason = error.strerror or str(error)
            advice = f"Choose another port: PORT={self.port + 1} script/server"
            raise CannotServe(f"cannot listen on {self}: {reason}. {advice}") from None

    @property
    def reachable_host(self) -> str:
        """Where to reach a server that listens here; loopback when it listens everywhere."""
        with contextlib.suppress(ValueError):
            return LOOPBACK.get(ipaddress.ip_address(self.host), self.host)
        return self.host

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
