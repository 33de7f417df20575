"""A server on the record that the session has loaded, and one window of Chromium for each worker."""

from __future__ import annotations

import os
from functools import cache

import pytest
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.checks import Watch
from tests.browser.desk import desk
from tests.browser.hands import Hands

NO_SCRIPT = {"java_script_enabled": False}


@pytest.fixture(scope="session")
def site(django_db_setup):
    """Serve the portal as the tests see it. (The fixture `live_server` would empty the database after each test.)"""
    connections.settings["default"]["CONN_MAX_AGE"] = 0  # none of the server's is left open when the database goes
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def _beside_the_browser():
    """Let tests query while the browser's own loop runs in their thread."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser_type_launch_args(site):
    if chromium.missing():
        pytest.fail(chromium.missing(), pytrace=False)
    return chromium.launch(site)


@pytest.fixture(scope="session")
def watch(browser, site):
    """Keep one window, with the content policy in force, for all pages."""
    context = browser.new_context(**chromium.WINDOW)
    yield Watch(context.new_page(), site)
    connections.close_all()  # beside the browser's loop the tests have a connection of their own
    context.close()


@pytest.fixture(scope="session")
def at_desk(django_db_setup, django_db_blocker, tmp_path_factory):
    """Serve a desk with people and changes in each state, on a copy of the record."""
    with django_db_blocker.unblock(), desk(tmp_path_factory.mktemp("desk")) as served:
        yield served


@pytest.fixture(scope="session")
def opened(browser, at_desk):
    """Return what opens a browser at the desk."""
    contexts = []

    def of(**options):
        contexts.append(browser.new_context(**chromium.WINDOW | {"base_url": at_desk.site} | options))
        return contexts[-1]

    yield of
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def signed_in(opened, at_desk):
    """Return what opens a browser of one of the people, who is signed in."""

    def of(name: str, **options):
        context = opened(**options)
        cookie = f"__Host-session={at_desk.sessions[name]}; Path=/; Secure; HttpOnly; SameSite=Lax"
        context.route("**/signed-in", lambda route: route.fulfill(body="in", headers={"Set-Cookie": cookie}))
        page = context.new_page()
        page.goto("/signed-in")
        page.close()
        return context

    return of


@pytest.fixture(scope="session")
def hands(signed_in):
    """Return what seats one of the people at a keyboard, each in a browser of their own."""
    return cache(lambda name: Hands(signed_in(name, **NO_SCRIPT).new_page()))


@pytest.fixture(scope="session")
def strange_hands(opened):
    """Return what seats somebody at a keyboard who is not signed in."""
    return lambda: Hands(opened(**NO_SCRIPT).new_page())
