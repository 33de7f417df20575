"""Say in one line why the address and port given cannot be listened on, and what to do; else exit with 0."""

import socket
import sys


def trouble(host: str, port: str) -> str:
    """Return what stands against serving there, or nothing."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        return f"PORT={port} is no port. Choose a number from 1024 to 65535."
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except OSError:
        return f"HOST={host} is no address of this machine. Leave HOST out to serve on 127.0.0.1."
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except PermissionError:
            return f"Port {port} is kept for the system. Choose one above 1023, for instance PORT=8000."
        except OSError as error:
            return (
                f"Port {port} on {host} cannot be had ({error.strerror}). Choose another one, for instance PORT=8001."
            )
    return ""


if __name__ == "__main__":
    sys.exit(trouble(sys.argv[1], sys.argv[2]) or 0)
