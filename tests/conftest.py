"""The record is loaded once for the whole suite; each test sees it as it ships and leaves it so."""

from __future__ import annotations

import datetime
import os

import polib
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import settings as profiles

from documents.catalogue import forget
from documents.search.synonyms import vocabulary_of
from nrem_portal.record import load

# The same examples on every run: the gate judges the change, not the day. HYPOTHESIS_PROFILE=explore looks further.
profiles.register_profile("suite", derandomize=True)
profiles.register_profile("explore", max_examples=2_000)
profiles.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

LOADED_AT = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def django_db_setup(_messages, django_db_setup, django_db_blocker):
    """Load the fixtures into the test database."""
    with django_db_blocker.unblock():
        load(settings.FIXTURES, now=LOADED_AT)


@pytest.fixture(scope="session", autouse=True)
def _messages(tmp_path_factory):
    """Compile the catalogues into a folder of the run's own, so that no test depends on what was compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    for source in (settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/django.po"):
        target = folder / source.relative_to(settings.BASE_DIR / "locale").with_suffix(".mo")
        target.parent.mkdir(parents=True)
        polib.pofile(str(source)).save_as_mofile(str(target))
    settings.LOCALE_PATHS = [folder]


@pytest.fixture(scope="session", autouse=True)
def _own_folder(tmp_path_factory):
    """Keep what commands leave behind, locks too, apart from other runs."""
    settings.VAR = tmp_path_factory.mktemp("var")


@pytest.fixture(autouse=True)
def _database(db):
    """Let every test use the database."""


@pytest.fixture(autouse=True)
def _catalogues(db, request):
    """Let go of what is held in memory wherever it may differ from the record as it ships.

    Tests write without publishing and are put back at the end, and some look at pages in other circumstances.
    """
    is_told_otherwise = not OTHERWISE.isdisjoint(request.fixturenames)
    wrote = []

    def run(execute, sql, *args):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            wrote.append(sql)
            let_go()
        return execute(sql, *args)

    if is_told_otherwise:
        let_go()
    with connection.execute_wrapper(run):
        yield
    if wrote or is_told_otherwise:
        let_go()


# Fixtures of tests that see the portal otherwise, or count what a first reader's page asks of the database.
OTHERWISE = {"monkeypatch", "settings", "django_assert_num_queries", "django_assert_max_num_queries"}


def let_go():
    """Let go of what is held in memory of the record."""
    forget()
    vocabulary_of.cache_clear()


@pytest.fixture(autouse=True)
def _english():
    """Start every test in English: a request for an Arabic page leaves its language behind."""
    translation.activate("en")
