"""Starting and stopping what is measured, and what it takes of processor and memory."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from benchmarks.build import FOLDER, ROOT, Data, database_url, datasette

WORKERS = 2
PATIENCE = 120  # seconds for a server to answer its first request

DATASETTE_SETTINGS = {
    "sql_time_limit_ms": "120000",
    "facet_time_limit_ms": "120000",
    "suggest_facets": "off",
    "default_cache_ttl": "0",
    "max_csv_mb": "0",
    "cache_size_kb": "200000",
    "template_debug": "off",
}


@dataclass(frozen=True)
class Site:
    """A server at work: what it is called, its port, its first process, and its database where that is a server."""

    name: str
    port: int
    pid: int
    database: str = ""
    seen: dict[int, float] = field(default_factory=dict, compare=False)  # processor time of each process, as last read

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def get(self, address: str, connection: http.client.HTTPConnection | None = None) -> bytes:
        """Return what stands at an address; raise an error for anything but an answer in full."""
        connection = connection or self.connection()
        connection.request("GET", address)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.name} answers {answer.status} at {address}")
        return content

    def processes(self) -> list[int]:
        """Return its processes, and those of its database server that serve it."""
        return [self.pid, *children(self.pid), *self.backends()]

    def workers(self) -> list[int]:
        return children(self.pid) or [self.pid]

    def backends(self) -> list[int]:
        """Return the processes of the database server that work for it; none where they are on another machine."""
        if not self.database:
            return []
        with psycopg2.connect(self.database) as server, server.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return [pid for (pid,) in cursor.fetchall() if Path(f"/proc/{pid}").exists()]

    def processor_time(self) -> float:
        """Return the milliseconds of processor time that its processes have taken so far, those that ended too."""
        for pid in self.processes():
            self.seen[pid] = max(thread_times(pid), self.seen.get(pid, 0))
        return sum(self.seen.values())

    def private_memory(self) -> float:
        """Return the largest private memory of a worker, in MiB."""
        return max(private(pid) for pid in self.workers())


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def thread_times(pid: int) -> float:
    """Return the processor time of all threads of a process, in milliseconds (the kernel counts nanoseconds)."""
    try:
        tasks = [(task / "schedstat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return 0
    return sum(int(task.split()[0]) for task in tasks) / 1e6


def private(pid: int) -> float:
    """Return the memory that a process shares with none, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(name: str, command: list[str], port: int, environment: dict[str, str], database: str) -> Iterator[Site]:
    """Start a server, wait until it answers, stop it at the end."""
    with (FOLDER / "servers.log").open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield Site(name, port, process.pid, database)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Return when something listens at the port; raise an error if the process ends before or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"No server at port {port}")


def portal(data: Data, engine: str):
    """Serve the portal as script/server does: gunicorn with two workers."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("gunicorn")), "nrem_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", "4", "--preload", "--log-level", "warning"]
    database = database_url(f"nrem_bench_{data.size}") if engine == "postgresql" else ""
    return served(f"portal on {engine}", command, port, data.environment(engine), database)


def datasette_site(data: Data):
    """Serve the flat file by Datasette, told that it never changes."""
    port = free_port()
    command = [str(datasette()), "serve", "-i", str(data.flat), "--inspect-file", str(data.folder / "inspect.json")]
    command += ["--port", str(port)]
    for name, value in DATASETTE_SETTINGS.items():
        command += ["--setting", name, value]
    return served("Datasette", command, port, dict(os.environ), "")
