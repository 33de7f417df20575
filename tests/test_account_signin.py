"""Signing in: who is let in, what is told to those who are not, and how often one may try."""

from __future__ import annotations

import re

import pytest
from allauth.core.internal import ratelimit
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse

from documents.models import Letter
from nrem_portal.account.templatetags.sessions import browser, in_fours
from nrem_portal.roles import set_up_roles
from tests.factories import make_user

LOGIN = "/en/account/login/"
PASSWORD = "made for a test"
HEADERS = ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "X-Content-Type-Options"]


@pytest.fixture
def amina():
    set_up_roles()
    account = make_user("amina")
    account.email = "amina@example.org"
    account.save()
    account.groups.add(Group.objects.get(name="Editor"))
    return account


def sign_in(client, login="amina", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


# Who is let in


@pytest.mark.parametrize("login", ["amina", "Amina", "AMINA", "amina@example.org", "Amina@Example.org"])
def test_one_signs_in_by_name_or_address_and_comes_to_the_work(client, amina, login):
    response = sign_in(client, login)
    assert (response.status_code, response.url) == (302, "/en/desk/")
    assert client.get("/en/desk/").status_code == 200


def test_of_two_old_names_that_differ_in_capitals_alone_each_opens_its_own(client, amina):
    other = make_user("Amina")
    other.set_password("of the other one")
    other.save()
    assert sign_in(client, "Amina", "of the other one").status_code == 302
    assert sign_in(Client(), "amina").status_code == 302
    assert sign_in(Client(), "amina", "of the other one").status_code == 200


def test_an_administrator_comes_to_the_desk_and_finds_it_from_the_administration(client, amina):
    karim = make_user("karim", staff=True)
    karim.groups.add(Group.objects.get(name="Administrator"))
    assert sign_in(client, "karim").url == "/en/desk/"
    assert 'href="/en/admin/"' in client.get("/en/desk/").content.decode()
    html = client.get("/en/admin/").content.decode()
    assert re.search(r'<div id="user-tools">.*?href="/en/desk/".*?href="/en/".*?</div>', html, re.DOTALL)


def test_one_comes_to_what_was_asked_for_and_to_no_other_site(client, amina):
    asked = client.get("/en/desk/consultation/")
    assert asked.url == "/en/account/login/?next=/en/desk/consultation/"
    assert 'name="next" value="/en/desk/consultation/"' in client.get(asked.url).content.decode()
    assert sign_in(client, next="/en/desk/consultation/").url == "/en/desk/consultation/"
    for goal in ("https://example.org/", "//example.org/", "javascript:alert(1)", r"/\example.org"):
        assert sign_in(Client(), next=goal).url == "/en/desk/"


def test_a_closed_account_is_told_so_only_to_whoever_knows_its_password(client, amina):
    amina.is_active = False
    amina.save()
    assert sign_in(client, password="wrong").status_code == 200
    response = sign_in(client)
    assert response.url == "/en/account/inactive/"
    assert client.get("/en/desk/").status_code == 302


def test_nobody_signs_up(client, settings):
    for path in ("signup/", "signup/passkey/", "email/", "3rdparty/", "social/login/error/"):
        assert client.get(f"/en/account/{path}").status_code == 404, path
        assert client.post(f"/en/account/{path}", {"username": "new"}).status_code == 404, path
    assert "sign up" not in client.get(LOGIN).content.decode().lower()
    assert settings.ACCOUNT_SIGNUP_ENABLED is False


def test_the_session_is_renewed_and_ends_with_the_browser(client, amina):
    client.get("/en/account/password/new/a-set-password/")
    session = client.session
    session["kept"] = "from before"
    session.save()
    before = session.session_key
    client.cookies["__Host-session"] = before
    response = sign_in(client)
    cookie = response.cookies["__Host-session"]
    assert cookie.value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, True, "Lax", "")
    client.post("/en/account/logout/")
    assert not Session.objects.filter(session_key=cookie.value).exists()


def test_signing_out_asks_first_and_leads_home(client, amina):
    sign_in(client)
    assert client.get("/en/account/logout/").status_code == 200
    assert client.get("/en/desk/").status_code == 200
    response = client.post("/en/account/logout/")
    assert response.url == "/en/"
    assert client.get("/en/desk/").status_code == 302


# What is told


def told(response):
    return re.findall(r'role="alert" aria-labelledby.*?</div>', response.content.decode(), re.DOTALL)


def test_the_same_is_said_of_known_and_unknown_names(client, amina):
    answers = [sign_in(client, login, "wrong") for login in ("amina", "amina@example.org", "nobody", "no@example.org")]
    assert {response.status_code for response in answers} == {200}
    said = {tuple(told(response)) for response in answers}
    assert len(said) == 1
    assert "The name or the password is not right." in str(said)


def test_each_try_costs_one_check_of_a_password(client, amina, monkeypatch):
    """Whether there is an account, and whether its person has a password, is not told by the time either."""
    invited = make_user("invited")
    invited.set_unusable_password()
    invited.save()
    counted, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **kw: counted.append(1) or encode(*args, **kw))
    costs = set()
    for login in ("amina", "amina@example.org", "nobody", "no@example.org", "invited"):
        counted.clear()
        sign_in(client, login, "wrong")
        costs.add(len(counted))
    assert costs == {1}


def test_the_same_is_said_to_all_who_ask_for_a_new_password(client, amina):
    for number, email in enumerate(["no@example.org", "amina@example.org"]):
        response = client.post("/en/account/password/forgotten/", {"email": email})
        assert response.url == "/en/account/password/forgotten/sent/"
        assert Letter.objects.filter(key__startswith="account/").count() == number
    assert client.get(response.url).status_code == 200


# How often


def test_the_tenth_try_on_one_account_must_wait_whatever_it_is_called(client, amina):
    for number in range(9):
        login = ["amina", "Amina", "amina@example.org", "AMINA@example.org"][number % 4]
        assert sign_in(client, login, "wrong").status_code == 200
    response = sign_in(client)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"
    assert "<h1>Too many tries</h1>" in response.content.decode()
    assert client.get("/en/desk/").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 429  # from elsewhere too
    assert sign_in(client, "nobody", "wrong").status_code == 200  # others may go on


def test_an_unknown_name_must_wait_as_a_known_one(client):
    statuses = [sign_in(client, "nobody", "wrong").status_code for _number in range(10)]
    assert statuses == [200] * 9 + [429]


def test_the_fiftieth_try_from_one_address_must_wait(client, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    for number in range(49):
        if number == 30:
            time_machine.move_to("2026-05-01T09:02:00Z")
        assert sign_in(client, f"name-{number}", "wrong").status_code == 200
    assert sign_in(client, "name-50", "wrong").status_code == 429
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "name-50", "wrong").status_code == 200


def test_who_waited_may_try_again(client, amina, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    for _number in range(10):
        sign_in(client, "amina", "wrong")
    assert sign_in(client).status_code == 429
    time_machine.move_to("2026-05-01T09:11:00Z")
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("tried", ["password", "second step"])
def test_administrators_see_who_must_wait_and_let_them_in(client, amina, time_machine, tried):
    time_machine.move_to("2026-05-01T09:00:00Z")
    key = {"password": f"account {amina.pk}", "second step": f"mfa-auth-user-{amina.pk}"}[tried]
    for _number in range(9):
        ratelimit.consume(RequestFactory().post(LOGIN), action="login_failed", app="allauth.account", key=key)
    karim = make_user("karim", staff=True)
    karim.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(karim)
    users, page = "/en/admin/auth/user/", f"/en/admin/auth/user/{amina.pk}/change/"
    closed = "closed until 1 May 2026, 09:10 UTC"
    assert [client.get(one).content.decode().count(closed) for one in (users, page)] == [1, 1]
    said = client.post(users, {"action": "allow_again", "_selected_action": [amina.pk, karim.pk]}, follow=True)
    assert "These may try to sign in again: amina." in said.content.decode()
    assert closed not in client.get(users).content.decode()
    assert "allowed again" in client.get(page.replace("change", "history")).content.decode()
    assert ratelimit.consume(RequestFactory().post(LOGIN), action="login_failed", app="allauth.account", key=key)


def test_tries_are_counted_where_all_processes_see_them(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


# One's own password and sessions


def test_a_new_password_by_letter_works_once_and_frees_the_account(client, amina):
    for _number in range(10):
        sign_in(client, "amina", "wrong")
    client.post("/en/account/password/forgotten/", {"email": "amina@example.org"})
    link = re.search(r"http\S+/password/new/\S+", Letter.objects.latest("pk").text).group()
    path = link.partition("8000")[2] or link.split("/", 3)[3].join(["/", ""])
    shown = client.get(path, follow=True)
    action = shown.request["PATH_INFO"]
    assert "set-password" in action
    new = {"password1": "quite another phrase", "password2": "quite another phrase"}
    assert client.post(action, {**new, "password2": "x"}).status_code == 200
    assert client.post(action, new).url == "/en/account/password/new/done/"
    assert client.get("/en/account/password/new/done/").status_code == 200
    assert "no longer works" in Client().get(path).content.decode()
    assert sign_in(Client(), password="quite another phrase").status_code == 302
    assert "by a letter" in Letter.objects.latest("pk").text


def test_changing_the_password_ends_the_other_sessions(client, amina):
    other = Client()
    sign_in(client)
    sign_in(other)
    fields = {"oldpassword": PASSWORD, "password1": "quite another phrase", "password2": "quite another phrase"}
    assert "present password" in client.post("/en/account/password/", {**fields, "oldpassword": "x"}).content.decode()
    assert client.post("/en/account/password/", fields).status_code == 302
    assert client.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302
    assert "password was changed" in Letter.objects.latest("pk").text
    assert LogEntry.objects.get().change_message == "The password was changed."


def test_sessions_are_listed_and_the_others_ended(client, amina):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"})
    sign_in(client)
    sign_in(other)
    html = client.get("/en/account/sessions/").content.decode()
    assert "Firefox, Windows" in html
    assert html.count('<th scope="row">') == 2
    client.post("/en/account/sessions/")
    logged = LogEntry.objects.get()
    assert (logged.user, logged.object_id, logged.change_message) == (
        amina,
        str(amina.pk),
        "Signed out everywhere else.",
    )
    assert other.get("/en/desk/").status_code == 302
    assert client.get("/en/desk/").status_code == 200


def test_one_s_own_account_says_who_one_is(client, amina):
    sign_in(client)
    html = client.get("/en/account/").content.decode()
    assert all(word in html for word in ("amina@example.org", "Editor", "not set up yet", "Sign out"))


def test_browsers_and_secrets_are_told_in_words():
    safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604"
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0"
    assert (browser(safari), browser(edge), browser("")) == ("Safari, iPhone", "Edge, Windows", "Unknown browser")
    assert in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"


# The administration


def test_the_administration_is_behind_the_same_door(client, amina):
    response = client.get("/en/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/en/account/login/?next=/en/admin/"
    assert client.post("/en/admin/login/", {"username": "amina", "password": PASSWORD}).url.startswith(LOGIN)
    sign_in(client)
    assert client.get("/en/admin/login/").status_code == 403
    assert client.get("/en/admin/", follow=True).status_code == 403
    assert client.get("/en/admin/password_change/").url == "/en/account/password/"
    assert client.post(reverse("admin:logout")).url == "/en/"


# Every page


PUBLIC = ["login/", "password/forgotten/", "password/forgotten/sent/", "password/new/done/", "inactive/"]
PUBLIC += ["invitation/no-such/", "password/new/a-b/"]
OWN = ["", "logout/", "password/", "again/", "second-step/", "second-step/totp/activate/", "second-step/webauthn/"]
OWN += ["second-step/webauthn/add/", "second-step/recovery-codes/generate/", "sessions/"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_has_the_look_of_the_site_and_is_kept_by_no_cache(client, amina, language):
    for path in PUBLIC:
        look_at(client.get(f"/{language}/account/{path}"))
    sign_in(client)
    for path in OWN:
        response = client.get(f"/{language}/account/{path}")
        look_at(response)
        assert response.headers["Cache-Control"] == "private, no-store"


def look_at(response):
    html = response.content.decode()
    assert response.status_code in (200, 410)
    assert html.count("<h1>") == 1
    assert 'class="brand"' in html
    assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/json)|style=|\son\w+=|data:image", html)
    assert [name for name in HEADERS if name not in response] == []
    unlabelled = re.findall(r'<input(?![^>]*type="(?:hidden|checkbox|search)")[^>]*id="(\w+)"', html)
    assert [one for one in unlabelled if f'for="{one}"' not in html] == []
