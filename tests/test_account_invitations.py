"""Invitations: a letter, a link that works once and for some days, and an account with its roles."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from documents.models import Letter
from documents.templatetags.administration import change_in_words, values_in_words
from nrem_portal.account.invitations import accept, free_name, invite
from nrem_portal.roles import set_up_roles
from tests.factories import make_user
from tests.test_account_signin import sign_in

NEW = {"first_name": "Noor", "last_name": "Haddad", "email": "noor@example.org", "username": ""}
PASSWORD = "words that belong apart"
SENT = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def noor():
    account = make_user("noor")
    account.email = "noor@example.org"
    account.save()
    return account


@pytest.fixture
def administrator(client):
    set_up_roles()
    account = make_user("karim", staff=True)
    account.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(account)
    return client


def link_in(letter):
    return "/" + re.search(r"https?://[^/]+/(\S+)", letter.text).group(1)


def newest():
    return Letter.objects.filter(key__startswith="invitation/").latest("pk")


def invited_link(account):
    invite(account=account, now=timezone.now())
    return link_in(newest())


def test_the_letter_is_written_in_every_language_each_with_its_link():
    account = User.objects.create(username="zz", first_name="Zed", email="zz@example.org")
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")]):
        invite(account=account, now=timezone.now())
    text = newest().text
    assert re.findall(r"https?://[^/]+/(..)/account/invitation/", text) == ["en", "ar"]
    assert re.search("[\u0600-\u06ff]", text.split("/ar/account/")[0])


def test_an_administrator_invites_and_the_person_sets_the_password(administrator):
    roles = Group.objects.filter(name__in=["Editor", "Reviewer"])
    html = administrator.get("/en/admin/auth/user/add/").content.decode()
    assert "password" not in html.split("<form", 2)[2].replace("sets a password", "")
    sent = NEW | {"groups": [role.pk for role in roles]}
    said = administrator.post("/en/admin/auth/user/add/", sent, follow=True).content.decode()
    assert re.search(r"A letter goes to noor@example.org. Its link works once, until \d+ \w+ \d{4}", said)
    made = User.objects.get(username="noor")
    assert (made.get_full_name(), made.is_staff, made.has_usable_password()) == ("Noor Haddad", False, False)
    assert set(made.groups.all()) == set(roles)
    letter = newest()
    assert letter.to == "noor@example.org"
    assert "Dear Noor Haddad," in letter.text
    assert "invitation not taken up yet" in administrator.get("/en/admin/auth/user/").content.decode()
    reader = Client()
    page = reader.get(link_in(letter))
    assert "Welcome, Noor Haddad" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    refused = reader.post(link_in(letter), {"new_password1": "short", "new_password2": "short"}).context["form"]
    assert list(refused.errors) == ["new_password1"]
    accepted = reader.post(link_in(letter), SENT).content.decode()
    assert "Your password is set" in accepted
    assert "second step of signing in is set up" in accepted
    assert sign_in(reader, "noor@example.org", PASSWORD).url == "/en/desk/"
    told = [f"{change_in_words(one)} {values_in_words(one)}" for one in LogEntry.objects.order_by("pk")]
    assert "Roles: “Editor, Reviewer”" in told[0]
    assert [(one.user, one.object_id) for one in LogEntry.objects.order_by("pk")][1:] == [(made, str(made.pk))]
    assert "The invitation was taken up" in told[1]


def test_a_link_works_once(client, noor):
    link = invited_link(noor)
    assert not User.objects.get(pk=noor.pk).has_usable_password()
    assert client.post(link, SENT).status_code == 200
    for response in (client.get(link), client.post(link, {"new_password1": "another", "new_password2": "another"})):
        assert response.status_code == 410
        assert "no longer works" in response.content.decode()
    assert User.objects.get(pk=noor.pk).check_password(PASSWORD)


def test_of_two_presses_at_once_one_counts(noor):
    invite(account=noor, now=timezone.now())
    first, second = User.objects.get(pk=noor.pk), User.objects.get(pk=noor.pk)
    assert accept(account=first, password=PASSWORD)
    assert not accept(account=second, password="of somebody else")
    assert User.objects.get(pk=noor.pk).check_password(PASSWORD)


def test_a_link_works_for_seven_days(client, noor, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    link = invited_link(noor)
    time_machine.move_to("2026-05-08T08:59:00Z")
    assert client.get(link).status_code == 200
    time_machine.move_to("2026-05-08T09:01:00Z")
    assert client.get(link).status_code == 410


def test_a_newer_letter_another_address_and_a_closed_account_end_a_link(client, noor):
    first = invited_link(noor)
    second = invited_link(noor)
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)
    User.objects.filter(pk=noor.pk).update(email="other@example.org")
    assert client.get(second).status_code == 410
    User.objects.filter(pk=noor.pk).update(email="noor@example.org", is_active=False)
    assert client.get(second).status_code == 410


@pytest.mark.parametrize("token", ["x", "WzEsMl0:1abc:xyz", "a:b:c:d", "%00", "é"])
def test_what_is_no_link_leads_nowhere(client, token):
    assert client.get(f"/en/account/invitation/{token}/").status_code == 410


def test_the_letter_begins_in_the_language_of_whoever_invites(administrator):
    administrator.post("/ar/admin/auth/user/add/", NEW)
    assert link_in(newest()).startswith("/ar/account/invitation/")


def test_an_invitation_is_sent_again_to_others_and_ends_their_password(administrator, noor):
    above = make_user("above", administrator=True)
    own = User.objects.get(username="karim")
    chosen = {"action": "invite_again", "_selected_action": [noor.pk, above.pk, own.pk]}
    response = administrator.post("/en/admin/auth/user/", chosen, follow=True)
    assert response.content.decode().count("A letter goes to") == 1
    chosen["_selected_action"] = [own.pk]
    said = administrator.post("/en/admin/auth/user/", chosen, follow=True).content.decode()
    assert "No letter was written" in said
    assert newest().to == "noor@example.org"
    usable = {one.username: one.has_usable_password() for one in User.objects.all()}
    assert (usable["noor"], usable["above"], usable["karim"]) == (False, True, True)


def test_an_address_belongs_to_one_account(administrator, noor):
    html = administrator.post("/en/admin/auth/user/add/", NEW | {"email": "Noor@Example.org"}).content.decode()
    assert "Another account has this address." in html
    html = administrator.post("/en/admin/auth/user/add/", NEW | {"email": ""}).content.decode()
    assert "This field is required." in html


def test_a_user_name_belongs_to_one_account_in_capitals_or_not(administrator, noor):
    sent = NEW | {"email": "other@example.org", "username": "NOOR"}
    html = administrator.post("/en/admin/auth/user/add/", sent).content.decode()
    assert "Another account has this user name." in html
    own = {"username": "Noor", "email": "noor@example.org", "is_active": "on"}
    assert administrator.post(f"/en/admin/auth/user/{noor.pk}/change/", own).status_code == 302


def test_nobody_sets_the_password_of_another(administrator, noor):
    assert administrator.get(f"/en/admin/auth/user/{noor.pk}/password/").status_code in (302, 404)
    assert (
        "password" not in administrator.get(f"/en/admin/auth/user/{noor.pk}/change/").context["adminform"].form.fields
    )


def test_a_user_name_is_made_of_the_address(noor):
    assert free_name("lina@example.org") == "lina"
    assert free_name("Noor@example.org") == "noor-2"
    make_user("Noor-2")
    assert free_name("noor@example.org") == "noor-3"


def test_the_first_administrator_is_invited_from_the_command_line(client):
    out = StringIO()
    call_command("invite", "amina@example.org", name="Amina Diallo", role=["Administrator"], stdout=out)
    made = User.objects.get(email="amina@example.org")
    assert (made.username, made.get_full_name(), made.is_staff, made.is_superuser) == (
        "amina",
        "Amina Diallo",
        True,
        False,
    )
    link = out.getvalue().split()[-1]
    assert client.get(link.split("/", 3)[3].join(["/", ""])).status_code == 200
    call_command("invite", "Amina@example.org", stdout=out)
    assert User.objects.filter(email__iexact="amina@example.org").count() == 1
    assert made.groups.count() == 1
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("invite", "amina")
