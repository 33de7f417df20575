"""The catalogues of messages hold what the code says: every message translated, none left over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is missing (on Debian: apt install gettext)"),
]
CATALOGUE = Path("LC_MESSAGES") / "django.po"
KEPT = [path.parent.parent.name for path in sorted(settings.BASE_DIR.glob(f"locale/*/{CATALOGUE}"))]
LEFT_OUT = shutil.ignore_patterns(".*", "var", "node_modules", "fixtures", "tests", "docs", "*.pyc")


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> tuple[Path, str]:
    """Make the messages anew in a copy of the tree; return its catalogues and what gettext said."""
    copy = tmp_path_factory.mktemp("messages") / "tree"
    shutil.copytree(settings.BASE_DIR, copy, ignore=LEFT_OUT)
    (copy / "locale").mkdir(exist_ok=True)
    languages = [word for code in KEPT or ["ar"] for word in ("-l", code)]
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-wrap", *languages]
    environment = os.environ | {"LOCAL": "1", "VAR": str(copy.parent / "var")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=True)
    return copy / "locale", done.stdout + done.stderr


def messages(path: Path) -> set[tuple[str | None, str, str]]:
    """Return context, words and plural of every message in use."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(path)) if not entry.obsolete}


def test_messages_are_made_without_a_warning(made):
    _catalogues, said = made
    assert [line for line in said.splitlines() if "warning" in line.lower()] == []


@pytest.mark.parametrize("language", KEPT)
def test_a_catalogue_holds_the_messages_of_the_code(made, language):
    catalogues, _said = made
    kept = messages(settings.BASE_DIR / "locale" / language / CATALOGUE)
    now = messages(catalogues / language / CATALOGUE)
    assert (sorted(map(str, now - kept)), sorted(map(str, kept - now))) == ([], [])


@pytest.mark.parametrize("language", KEPT)
def test_every_message_is_translated(language):
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale" / language / CATALOGUE))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
