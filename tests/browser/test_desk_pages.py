"""The pages of the desk, seen by Chromium as one who is signed in sees them: nothing cut or out of reach."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.browser.checks import Finding, Watch, glance, look

pytestmark = pytest.mark.browser
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Who looks, at which change, and at which of its pages.
PAGES = {
    "queue": ("editor", "/desk/"),
    "records": ("editor", "/desk/mechanism/"),
    "no record": ("editor", "/desk/mechanism/?q=qzxqzxq"),
    "new": ("editor", "/desk/recommendation/new/"),
    "faulty": ("editor", "{faulty}"),
    "returned": ("editor", "{returned}"),
    "waiting": ("editor", "{reviewed}"),
    "withdrawn": ("editor", "{withdrawn}"),
    "preview": ("editor", "{new}preview/"),
    "no preview": ("editor", "{untitled}preview/"),
    "history": ("editor", "{published}history/"),
    "difference": ("editor", "{published}history/1..2/"),
    "inbox": ("editor", "/desk/inbox/"),
    "message": ("editor", "{message}"),
    "new person": ("editor", "/desk/persons/new/"),
    "queue of a reviewer": ("reviewer", "/desk/"),
    "review of a change": ("reviewer", "{reviewed}review/"),
    "review of a new record": ("reviewer", "{new}review/"),
    "second review": ("reviewer", "{again}review/"),
    "withdraw": ("reviewer", "{returned}withdraw/"),
    "queue of an administrator": ("administrator", "/desk/"),
    "account": ("editor", "/account/"),
    "password again": ("editor", "/account/again/"),
    "another password": ("editor", "/account/password/"),
    "sign out": ("editor", "/account/logout/"),
    "second step": ("editor", "/account/second-step/"),
    "code again": ("editor", "/account/second-step/reauthenticate/"),
    "recovery codes": ("editor", "/account/second-step/recovery-codes/"),
    "other recovery codes": ("editor", "/account/second-step/recovery-codes/generate/"),
    "app away": ("editor", "/account/second-step/totp/deactivate/"),
    "passkeys": ("editor", "/account/second-step/webauthn/"),
    "one more passkey": ("editor", "/account/second-step/webauthn/add/"),
    "sessions": ("editor", "/account/sessions/"),
    "sign in": ("reader", "/account/login/"),
    "forgotten": ("reader", "/account/password/forgotten/"),
    "letter sent": ("reader", "/account/password/forgotten/sent/"),
    "link used": ("reader", "/account/password/new/1-set/"),
    "password set": ("reader", "/account/password/new/done/"),
    "closed account": ("reader", "/account/inactive/"),
    "invitation used": ("reader", "/account/invitation/used/"),
}


@pytest.fixture(scope="module")
def watches(at_desk, signed_in, opened):
    """Keep one window for each person."""
    people = {name: signed_in(name) for name in ("editor", "reviewer", "administrator")} | {"reader": opened()}
    return {name: Watch(context.new_page(), at_desk.site) for name, context in people.items()}


def told(path: str, found: list[Finding]) -> str:
    return "\n".join(f"{path}  {finding.check}: {finding.words}" for finding in found)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(watches, at_desk, language, page):
    who, address = PAGES[page]
    path = f"/{language}{address.format(**at_desk.at_work)}"
    watch, check = watches[who], glance if address.startswith("/account/") else look
    heard = watch.open(f"{at_desk.site}{path}")
    assert watch.page.url == f"{at_desk.site}{path}"  # not that for signing in
    found = heard + check(watch.page, by_keyboard=language == "ar")
    assert not found, told(path, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_collision(watches, at_desk, language):
    watch, path = watches["editor"], f"/{language}{at_desk.at_work['untitled']}"
    watch.open(f"{at_desk.site}{path}")
    watch.page.locator("main [name=revision]").first.evaluate("field => { field.value = '0' }")
    watch.page.locator("main [name=title]").fill("A title")
    with watch.page.expect_response(lambda response: response.request.method == "POST") as response:
        watch.page.locator("main form.desk [name=do][value=save]").last.click()
    assert response.value.status == 409
    found = look(watch.page, by_keyboard=False)  # the form is walked where it is opened
    assert not found, told(path, found)
