"""Functions, views and files stay short: `script/measure` finds nothing over its limits, and sees what is."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest
from django.conf import settings

MEASURE = settings.BASE_DIR / "script" / "measure"


@pytest.fixture(scope="module")
def measure():
    return runpy.run_path(str(MEASURE))


def test_nothing_is_over_its_limit():
    done = subprocess.run([sys.executable, MEASURE], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stdout
    assert "Over a limit: none" in done.stdout


def body(lines: int) -> str:
    return "\n".join(["    pass"] * lines)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (f"def f():\n{body(40)}", "a.py:1 f: 41 lines (limit 40)"),
        (f"def f(request) -> HttpResponse:\n{body(30)}", "a.py:1 f: a view of 31 lines (limit 30)"),
        (f"def f():\n{body(8)}", "app: half the functions have more than 9 lines (limit 8)"),
        ("def f(): pass\n" + "#\n" * 299, "a.py: 300 lines (a file stays under 300)"),
    ],
)
def test_what_is_too_long_is_told(measure, source, fault):
    sources = {"a.py": source.splitlines()}
    assert fault in measure["over"]("app", measure["functions_of"](sources), sources)


def test_a_docstring_is_counted_apart(measure):
    (found,) = measure["functions_of"]({"a.py": ["def f():", '    """Say', "", '    more."""', "    return 1"]})
    assert (found.lines, found.bare, found.is_view) == (5, 2, False)
