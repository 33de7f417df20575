"""The Nu HTML checker, where its jar is at hand: VNU_JAR names it, `java` runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ANSWER = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]


class Fault(NamedTuple):
    """What the checker says of one file."""

    file: str
    words: str


def missing() -> str:
    """Return why the checker cannot run, or nothing."""
    if not shutil.which("java"):
        return "java is missing (on Debian: apt install default-jre-headless)"
    if not Path(os.environ.get("VNU_JAR", "")).is_file():
        return "VNU_JAR names no vnu.jar (npm install vnu-jar brings one)"
    return ""


def faults(paths: Iterable[Path], *options: str) -> list[Fault]:
    """Check files, or all files of folders, in one run; return their errors."""
    command = ["java", "-jar", os.environ["VNU_JAR"], *ANSWER, *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [Fault(Path(one["url"]).name, _words(one)) for one in json.loads(done.stdout)["messages"]]


def _words(message: dict) -> str:
    place = f"line {message.get('lastLine', '?')}"
    extract = " ".join(message.get("extract", "").split())
    return f"{place}: {message['message']} … {extract}"
