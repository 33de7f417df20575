"""The second step: demanded of whoever works here, set up with what a telephone reads, passed at each sign-in."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from documents.models import Letter
from documents.templatetags.administration import change_in_words
from nrem_portal.roles import set_up_roles
from tests.factories import make_user
from tests.test_account_signin import LOGIN, sign_in

STEP = "/en/account/second-step/"


@pytest.fixture
def amina(settings):
    settings.LOCAL = False
    set_up_roles()
    account = make_user("amina")
    account.email = "amina@example.org"
    account.save()
    account.groups.add(Group.objects.get(name="Editor"))
    return account


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def secret_in(html):
    return re.search(r'class="secret" dir="ltr">([A-Z2-7 ]+)<', html).group(1).replace(" ", "")


def set_up_app(client):
    """Set up the app as a person does, and return its secret and the recovery codes."""
    secret = secret_in(client.get(f"{STEP}totp/activate/").content.decode())
    response = client.post(f"{STEP}totp/activate/", {"code": code_of(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == f"{STEP}recovery-codes/"
    return secret, re.findall(r'<li><bdi dir="ltr">(\d{8})</bdi>', response.content.decode())


def test_the_desk_and_the_administration_open_only_after_a_second_step(client, amina):
    sign_in(client)
    for path in ("/en/desk/", "/en/desk/consultation/", "/ar/desk/", "/en/admin/", "/en/admin/documents/theme/"):
        response = client.get(path)
        assert (response.status_code, response.url) == (302, path[:3] + STEP[3:]), path
        assert client.post(path).status_code == 302
    assert "Before the editorial desk opens" in client.get(STEP).content.decode()
    assert client.get("/en/about/").status_code == 200
    set_up_app(client)
    assert client.get("/en/desk/").status_code == 200


def test_they_stay_closed_where_the_portal_lies_below_a_path_of_its_host(client, amina):
    sign_in(client)
    for path in ("/en/desk/", "/ar/admin/"):
        response = client.get(path, SCRIPT_NAME="/nrem")
        assert (response.status_code, response.url) == (302, path[:3] + STEP[3:]), path
    assert client.get("/en/about/", SCRIPT_NAME="/nrem").status_code == 200


def test_on_one_s_own_machine_it_may_be_left_out(client, amina, settings):
    settings.LOCAL = True
    sign_in(client)
    assert client.get("/en/desk/").status_code == 200


def test_a_code_is_asked_for_at_each_sign_in_and_works_once(client, amina, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    sign_in(client)
    secret, _codes = set_up_app(client)
    time_machine.move_to("2026-05-01T09:05:00Z")
    client, code = Client(), code_of(secret)
    assert sign_in(client).url == f"{STEP}authenticate/"
    assert client.get("/en/desk/").url.startswith(LOGIN)
    assert "The code is not right" in client.post(f"{STEP}authenticate/", {"code": "000000"}).content.decode()
    assert client.post(f"{STEP}authenticate/", {"code": code}).url == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200
    again = Client()
    sign_in(again)
    assert again.post(f"{STEP}authenticate/", {"code": code}).status_code == 200
    assert again.get("/en/desk/").status_code == 302


def test_a_recovery_code_opens_once(client, amina):
    sign_in(client)
    _secret, codes = set_up_app(client)
    assert len(codes) == 10
    for status in (302, 200):
        one = Client()
        sign_in(one)
        assert one.post(f"{STEP}authenticate/", {"code": codes[0]}).status_code == status
    assert "9 codes are left" in client.get(STEP).content.decode()
    assert client.get(f"{STEP}recovery-codes/download/").content.decode().split() == codes[1:]


def test_what_becomes_of_the_second_step_is_written_down_and_read_in_any_language(
    client, amina, django_capture_on_commit_callbacks
):
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
        client.post("/ar/account/second-step/recovery-codes/generate/")
    done = LogEntry.objects.filter(user=amina, object_id=str(amina.pk)).order_by("pk")
    said = ["The app for one-time codes was set up.", "New recovery codes were made."]
    assert [one.change_message for one in done] == said
    with translation.override("ar"):
        assert [change_in_words(one) for one in done] == [gettext(one) for one in said] != said


def test_codes_cannot_be_guessed_for_long(client, amina):
    sign_in(client)
    set_up_app(client)
    one = Client()
    sign_in(one)
    for _number in range(9):
        one.post(f"{STEP}authenticate/", {"code": "000000"})
    assert "too many tries" in one.post(f"{STEP}authenticate/", {"code": "000000"}).content.decode()


def test_the_secret_is_drawn_in_the_page_and_told_as_text(client, amina):
    sign_in(client)
    for language in ("en", "ar"):
        html = client.get(f"/{language}{STEP[3:]}totp/activate/").content.decode()
        assert re.search(r'<div class="qr" role="img" aria-labelledby="qr"><svg [^>]*xmlns', html)
        assert "data:image" not in html
        assert len(secret_in(html)) == 32
    assert re.search(r'<ul class="secret">.*?<bdi dir="ltr">\d', arabic_codes(client), re.DOTALL)


def arabic_codes(client):
    """Return the Arabic page of the recovery codes, which stay as they are typed."""
    set_up_app(client)
    return client.get("/ar/account/second-step/recovery-codes/").content.decode()


def test_what_guards_the_account_asks_for_the_password_again_after_a_while(client, amina, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    sign_in(client)
    set_up_app(client)
    time_machine.move_to("2026-05-01T09:30:00Z")
    asked = client.get(f"{STEP}totp/deactivate/")
    assert unquote(asked.url) == f"/en/account/again/?next={STEP}totp/deactivate/"
    assert "Show that it is you" in client.get(asked.url).content.decode()
    assert client.post(asked.url, {"password": "wrong"}).status_code == 200
    given = client.post(asked.url, {"password": "made for a test", "next": f"{STEP}totp/deactivate/"})
    assert given.url == f"{STEP}totp/deactivate/"
    assert client.post(f"{STEP}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=amina).exists()
    assert "taken away" in Letter.objects.latest("pk").text
    assert client.get("/en/desk/").url == STEP


def test_passkeys_are_asked_for_by_script_of_ours_alone(client, amina):
    html = client.get(LOGIN).content.decode()
    assert set(re.findall(r'<script src="/static/([\w/-]+)', html)) == {
        "mfa/js/webauthn-json",
        "mfa/js/webauthn",
        "account/js/onload",
        "account",
    }
    assert "<noscript>" in html
    options = client.get(f"{STEP}webauthn/login/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]
    sign_in(client)
    html = client.get(f"/ar{STEP[3:]}webauthn/add/").content.decode()
    assert '"alg": -7}' in html.replace("&#x2D;", "-")
    assert client.post(f"{STEP}webauthn/add/", {"name": "mine", "credential": "{}"}).status_code == 200
    assert not Authenticator.objects.filter(user=amina).exists()


def test_an_administrator_takes_the_second_step_of_another_away_and_not_their_own(client, amina, settings):
    settings.LOCAL = True
    sign_in(client)
    set_up_app(client)
    karim = make_user("karim", staff=True)
    karim.groups.add(Group.objects.get(name="Administrator"))
    Authenticator.objects.create(user=karim, type="totp", data={"secret": "x"})
    above = make_user("above", administrator=True)
    Authenticator.objects.create(user=above, type="totp", data={"secret": "x"})
    admin = Client()
    admin.force_login(karim)
    chosen = {"action": "take_second_step", "_selected_action": [amina.pk, karim.pk, above.pk]}
    asked = admin.post("/en/admin/auth/user/", chosen).content.decode()
    assert "Take the second step away?" in asked
    assert re.findall(r'name="_selected_action" value="(\d+)"', asked) == [str(amina.pk)]
    assert Authenticator.objects.filter(user=amina).exists()
    response = admin.post("/en/admin/auth/user/", chosen | {"sure": "yes"}, follow=True)
    assert "The second step was taken away from: amina." in response.content.decode()
    assert set(Authenticator.objects.values_list("user", flat=True)) == {karim.pk, above.pk}
    assert "taken away" in admin.get(f"/en/admin/auth/user/{amina.pk}/history/").content.decode()
