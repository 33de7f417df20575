"""From an invitation to the desk and in again, in Chromium: by keyboard and without scripts, except by passkey."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from tests.browser.desk import PASSWORD, SECRET, code
from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
LANGUAGES = [code for code, _name in settings.LANGUAGES]
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def said(hands: Hands) -> str:
    return hands.page.locator("main").inner_text()


def invite(administrator: Hands, language: str, email: str) -> None:
    """Invite a person as an editor, beginning from the page of one's own account."""
    administrator.page.goto(f"/{language}/account/")
    administrator.follow(_("Administration"))
    administrator.follow(capfirst(User._meta.verbose_name_plural))
    administrator.to(administrator.page.locator("main .addlink"))
    with administrator.page.expect_navigation():
        administrator.page.keyboard.press("Enter")
    administrator.write("first_name", "Noor")
    administrator.write("last_name", "Haddad")
    administrator.write("email", email)
    administrator.tick(_("Editor"))
    administrator.to(administrator.page.locator("main [name='_save']"))
    with administrator.page.expect_navigation():
        administrator.page.keyboard.press("Enter")


def set_password(invited: Hands, letter: str) -> None:
    """Follow the link of a letter and set the password that it asks for."""
    invited.page.goto(re.search(r"http://\S+", letter)[0])
    invited.answer(_("New password"), "short")
    invited.press(_("Set password"))
    assert _("Not done yet") in invited.page.get_by_role("alert").inner_text()
    invited.answer(_("New password"), PASSWORD)
    invited.answer(_("The new password again"), PASSWORD)
    invited.press(_("Set password"))
    invited.follow(_("Sign in"))


def sign_in(hands: Hands, email: str) -> None:
    """Give address and password."""
    hands.answer(_("User name or e-mail address"), email)
    hands.answer(_("Password"), PASSWORD)
    hands.press(_("Sign in"))


def set_up_app(invited: Hands) -> tuple[str, list[str]]:
    """Type the secret into an app, and return it with the recovery codes."""
    assert _("Before the editorial desk opens, set up a second step.") in said(invited)
    invited.follow(_("Set up the app"))
    secret = invited.page.locator("bdi.secret").inner_text().replace(" ", "")
    invited.answer(_("Code"), code(secret))
    invited.press(_("Set up the app"))
    codes = invited.page.locator("ul.secret").inner_text().split()
    invited.follow(_("I have kept them: to the desk"))
    return secret, codes


def give(hands: Hands, one: str) -> None:
    """Give a code as the second step."""
    hands.answer(_("Code"), one)
    hands.press(_("Sign in"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_who_is_invited_comes_to_the_desk_and_in_again(hands, strange_hands, at_desk, language):
    email, desk = f"noor.{language}@example.org", f"/{language}/desk/"
    invited, elsewhere = strange_hands(), strange_hands()
    with override(language):
        invite(hands("administrator"), language, email)
        set_password(invited, at_desk.letter(email))
        sign_in(invited, email)
        secret, codes = set_up_app(invited)
        assert invited.page.url == f"{at_desk.site}{desk}"
        invited.press(_("Sign out"))

        invited.page.goto(desk)
        sign_in(invited, email)
        give(invited, "000000")
        assert _(
            "The code is not right. Give the newest one that the app shows, or a recovery code not yet used."
        ) in said(invited)
        give(invited, code(secret, later=1))  # the one before was used
        assert invited.page.url == f"{at_desk.site}{desk}"

        elsewhere.page.goto(desk)
        sign_in(elsewhere, email)
        give(elsewhere, codes[0])
        assert _("Waiting for me") in said(elsewhere)
        elsewhere.follow(_("Your account"))
        elsewhere.follow(_("Where you are signed in"))
        elsewhere.press(_("Sign out everywhere else"))
        assert _("You are signed in nowhere else.") in said(elsewhere)
        invited.page.goto(desk)
        assert "/account/login/" in invited.page.url


@pytest.mark.parametrize("path", ["second-step/", "second-step/webauthn/", "second-step/webauthn/add/"])
def test_passkeys_are_offered_only_where_scripts_run(hands, path):
    main = hands("editor").page.locator("main")
    main.page.goto(f"/en/account/{path}")
    assert main.locator("a, button").filter(has_text="passkey", visible=True).all_inner_texts() == []


@pytest.fixture
def by_script(opened, at_desk):
    """Return a window with scripts and with a key in the computer, on the name that passkeys are bound to."""
    context = opened(base_url=at_desk.site.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    return page


def test_a_passkey_is_added_and_signs_in_alone(by_script):
    by_script.goto("/en/desk/")
    colleague = Hands(by_script)
    sign_in(colleague, "colleague")
    give(colleague, code(SECRET))
    colleague.follow("Your account")
    colleague.follow("Second step of signing in")
    colleague.follow("Add a passkey")
    colleague.answer("Name", "My computer")
    colleague.tick("Sign in with it alone, without name and password")
    colleague.press("Add the passkey")
    assert "A passkey was added." in said(colleague)
    colleague.follow("I have kept them: to the desk")
    colleague.press("Sign out")

    by_script.goto("/en/desk/")
    colleague.press("Sign in with a passkey")
    by_script.wait_for_url("**/en/desk/")
    assert "Waiting for me" in said(colleague)
