"""A portal to look at: the one at an address given, or one of its own in a folder that goes with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds to wait for the first answer


@contextmanager
def portal(given: str = "") -> Iterator[str]:
    """Give the address of a portal that runs; one of its own has the record of `fixtures/` and ends with the block."""
    if given:
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, _own(Path(folder)) as site:
        yield site


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a portal of its own in a folder."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ALLOWED_HOSTS"}}
    return kept | {"LOCAL": "1", "VAR": str(folder), "LANGUAGES_ON": os.environ.get("LANGUAGES_ON", "en,ar")}


@contextmanager
def _own(folder: Path) -> Iterator[str]:
    environment = environment_of(folder)
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with serving(environment, workers=2) as site:
        yield site


@contextmanager
def serving(environment: dict[str, str], *, workers: int) -> Iterator[str]:
    """Serve the portal that an environment tells of, until the block ends."""
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "nrem_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*gunicorn, "--workers", str(workers), "--threads", "4", "--preload", "--log-level", "warning"],
        cwd=ROOT,
        env=environment | {"PORT": str(port)},  # letters lead there
    )
    try:
        _answers(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _answers(site: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urlopen(f"{site}/healthz").close()  # noqa: S310
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The server at {site} does not answer.")
