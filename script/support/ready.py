"""Whether a web server of ours is ready. As a program: the health check of its container."""

import http.client
import os
import sys


def is_ready(host: str, port: int, *, name: str | None = None) -> bool:
    """Ask /readyz at this address, under the host name given, as a proxy that ends TLS would."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    headers = {"X-Forwarded-Proto": "https"} | ({"Host": name} if name else {})
    try:
        connection.request("GET", "/readyz", headers=headers)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_ready("127.0.0.1", 8000, name=os.environ["ALLOWED_HOSTS"].split(",")[0]))
