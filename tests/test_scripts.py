"""The two commands say in one line what is wrong and what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from nrem_portal.management.commands import set_up
from nrem_portal.management.commands.set_up import Command
from nrem_portal.management.commands.weigh import LIMIT, css_weight, html_of, pages, weight

ROOT = settings.BASE_DIR


def source_environment(*, then: str = ":", **environment: str) -> subprocess.CompletedProcess:
    """Source the scripts' common part with a changed environment, and run a command after it."""
    command = ["bash", "-c", f". {ROOT}/script/environment.sh; {then}", "script/server"]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=20, check=False
    )


def fake_python(folder: Path, body: str) -> str:
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def one_line(result: subprocess.CompletedProcess) -> str:
    assert result.returncode == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_python_missing():
    assert "Python is missing. Install" in one_line(source_environment(PYTHON="python-of-no-such-name"))


def test_python_too_old(tmp_path):
    old = fake_python(tmp_path, 'case "$1" in -V) echo "Python 3.9.2";; *) exit 1;; esac')
    message = one_line(source_environment(PYTHON=old))
    assert message.startswith("Python 3.9.2 is too old. Install Python 3.11 or newer")


def test_venv_missing(tmp_path):
    bare = fake_python(tmp_path, 'case "$2" in *venv*) exit 1;; esac')
    assert "apt install python3-venv" in one_line(source_environment(PYTHON=bare))


def test_disk_full(tmp_path):
    fake = tmp_path / "df"
    fake.write_text('#!/bin/sh\necho head\necho "/dev/x 10 10 3 100% /"\n')
    fake.chmod(0o755)
    message = one_line(source_environment(then="need_space 600", PATH=f"{tmp_path}:{os.environ['PATH']}"))
    assert message.startswith("The disk is full: 3 MB free here, 600 MB needed.")


def why_not(port: int | str, host: str = "127.0.0.1") -> str:
    """Ask the script whether an address can be served on; return its one line, or nothing."""
    command = [sys.executable, f"{ROOT}/script/free_port.py", host, str(port)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert bool(result.stderr) == bool(result.returncode)
    assert result.stderr.count("\n") == result.returncode
    return result.stderr.strip()


def test_a_taken_port_is_noticed():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert why_not(port).startswith(f"Port {port} on 127.0.0.1 cannot be had")
    assert why_not(port) == ""


def test_what_is_no_address_is_named():
    for port in ("abc", "0", "-1", "99999", "٣"):
        assert why_not(port).startswith(f"PORT={port} is no port.")
    assert "HOST=nothing.invalid is no address of this machine." in why_not(8000, "nothing.invalid")


def test_a_database_out_of_reach_is_named_without_its_password(monkeypatch):
    def refuse(connection):
        raise OperationalError("connection refused\nmore lines")

    monkeypatch.setattr(set_up, "MigrationExecutor", refuse)
    with pytest.raises(CommandError) as caught:
        Command().migrate()
    message = str(caught.value)
    assert "is out of reach (connection refused)" in message
    assert "\n" not in message
    assert settings.DATABASES["default"].get("PASSWORD") or "password" not in message


@pytest.fixture
def own_folders(tmp_path, settings, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(set_up, "ACCOUNTS", tmp_path / "accounts")
    return tmp_path


@pytest.mark.slow
def test_set_up_makes_an_account_a_role_once_and_then_changes_nothing(own_folders, django_user_model):
    first, second = StringIO(), StringIO()
    call_command("set_up", stdout=first)
    accounts = own_folders / "accounts"
    assert accounts.stat().st_mode & 0o777 == 0o600
    kept = dict(line.split() for line in accounts.read_text().splitlines())
    users = {user.username: user for user in django_user_model.objects.filter(username__in=kept)}
    roles = {name: [group.name for group in user.groups.all()] for name, user in users.items()}
    assert roles == {name: [role] for name, role in set_up.LOCAL_ACCOUNTS.items()}
    assert all(user.check_password(kept[name]) and not user.is_superuser for name, user in users.items())
    assert (own_folders / "static" / "portal.css").exists()
    call_command("set_up", stdout=second)
    assert second.getvalue().splitlines() == first.getvalue().splitlines()[-6:]
    assert all(password in second.getvalue() for password in kept.values())
    again = django_user_model.objects.filter(username__in=kept)
    assert {user.username: user.password for user in again} == {name: user.password for name, user in users.items()}


@pytest.mark.slow
def test_set_up_notices_other_code(own_folders, monkeypatch):
    """Another normaliser makes another index, another Django has other files for the administration."""
    call_command("set_up", stdout=StringIO())
    monkeypatch.setattr(set_up, "INDEXERS", (set_up,))
    out = StringIO()
    call_command("set_up", stdout=out)
    assert "things can be found." in out.getvalue()
    assert "Collecting static files" not in out.getvalue()
    monkeypatch.setattr(set_up, "get_version", lambda: "99.0")
    out = StringIO()
    call_command("set_up", stdout=out)
    assert "things can be found." not in out.getvalue()
    assert "Collecting static files" in out.getvalue()


def test_messages_are_compiled_without_gettext(tmp_path, settings):
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    settings.LOCALE_PATHS = [tmp_path]
    out = StringIO()
    call_command("compile_messages", stdout=out)
    call_command("compile_messages", stdout=out)
    assert out.getvalue() == "Compiled xx.\n"
    assert (folder / "django.mo").exists()


def test_weigh_prints_every_kind_of_page():
    out = StringIO()
    call_command("weigh", stdout=out)
    for name in ("home", "mechanisms", "mechanism ", "recommendation ", "document "):
        assert name in out.getvalue()


@pytest.mark.slow
def test_first_views_are_light(settings):
    settings.LANGUAGES = [("en", "English")]
    heavy = {"sources-differ", "theme", "document", "consultation"}  # whole lists, reports and meetings
    views = {page.name: html_of(page.address) for page in pages() if page.name not in heavy}
    weights = {name: weight(html) + css_weight(html) for name, html in views.items()}
    assert min(css_weight(html) for html in views.values()) > 5_000
    assert css_weight(views["numbers"]) > css_weight(views["home"])
    assert {name: total for name, total in weights.items() if total > LIMIT} == {}
