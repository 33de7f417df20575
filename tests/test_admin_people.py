"""The people of the administration: roles, accounts, signing in; what its pages say to browsers."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from directory.models import Mechanism, Region
from documents.models import Theme
from documents.templatetags.administration import translated
from nrem_portal.roles import set_up_roles
from tests.factories import make_region, make_user

HEADERS = ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "X-Content-Type-Options"]


@pytest.fixture
def group():
    set_up_roles()
    return Group.objects.get(name="Administrator")


@pytest.fixture
def amina(client, group):
    """Return a client that an administrator, who is no superuser, is signed in with."""
    account = make_user("amina", staff=True)
    account.groups.add(group)
    client.force_login(account)
    return client


def names(group):
    return set(group.permissions.values_list("codename", flat=True))


def account_page(account, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[account.pk])


# Roles


def test_editors_and_reviewers_work_on_the_desk_and_nowhere_else(group):
    held = {role.name: names(role) for role in Group.objects.exclude(pk=group.pk)}
    assert held == {"Editor": {"edit"}, "Reviewer": {"edit", "review"}}
    assert "audit" in names(group)
    assert not {"edit", "review"} & names(group)


def test_the_role_is_made_once_and_put_right(group):
    expected = names(group)
    group.permissions.set(Permission.objects.all())
    set_up_roles()
    assert names(group) == expected
    assert Group.objects.filter(name="Administrator").count() == 1


def test_administrators_may_what_their_work_needs_and_no_more(group):
    held = names(group)
    assert {"view_theme", "delete_region", "add_user", "change_user", "view_mechanism", "change_modelpoint"} <= held
    assert (
        not {
            "delete_user",
            "change_group",
            "change_mechanism",
            "add_recommendation",
            "view_contactpoint",
            "change_theme",
            "view_message",
        }
        & held
    )
    assert not {name for name in held if name.endswith(("logentry", "session", "permission", "contenttype"))}


def test_administrators_edit_vocabularies_and_look_records_up(amina):
    for model, registered in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert amina.get(address).status_code == 200, address
        assert amina.get(f"{address}add/").status_code == (200 if "add" in registered.allows else 403), address
    made = make_region()
    data = {"m49": "990", "position": 9, "names_en": "Anew"}
    assert amina.post(reverse("admin:directory_region_change", args=[made.pk]), data).status_code == 302
    assert Region.objects.get(pk=made.pk).name == "Anew"
    assert amina.post(reverse("admin:directory_region_delete", args=[made.pk]), {"post": "yes"}).status_code == 302


def test_the_page_of_a_role_says_in_words_what_it_allows(amina, group):
    html = amina.get(reverse("admin:auth_group_change", args=[group.pk])).content.decode()
    edited, looked_up = re.findall(r"May (?:edit|look up):</label>.*?readonly\">(.+?)</div>", html, re.DOTALL)
    assert "regions" in edited
    assert "mechanisms" in looked_up
    assert "regions" not in looked_up
    assert "Can view" not in html


# Accounts


NEW = {
    "username": "new",
    "first_name": "Noor",
    "last_name": "Haddad",
    "email": "noor@example.org",
}


def test_an_account_is_made_without_a_password_with_a_name_and_roles(amina, group):
    html = amina.get(reverse("admin:auth_user_add")).content.decode()
    assert [name for name in [*NEW, "groups"] if f'name="{name}"' not in html] == []
    assert 'type="password"' not in html
    assert amina.post(reverse("admin:auth_user_add"), NEW | {"groups": [group.pk]}).status_code == 302
    made = User.objects.get(username="new")
    assert not made.has_usable_password()
    assert (made.get_full_name(), made.email, list(made.groups.all())) == ("Noor Haddad", "noor@example.org", [group])


def test_administrators_are_let_in_here_and_others_are_not(amina, group):
    amina.post(reverse("admin:auth_user_add"), NEW | {"groups": [group.pk]})
    made = User.objects.get(username="new")
    sent = {"username": "new", "is_active": "on"}
    assert made.is_staff
    editors = Group.objects.get(name="Editor")
    for groups, staff in (([], False), ([editors.pk], False), ([group.pk], True)):
        amina.post(account_page(made), sent | {"groups": groups})
        made.refresh_from_db()
        assert made.is_staff is staff


def test_superusers_sign_in_whatever_their_roles(client):
    above = make_user("above", administrator=True)
    client.force_login(above)
    other = make_user("other", administrator=True)
    assert client.post(account_page(other), {"username": "other", "is_active": "on"}).status_code == 302
    other.refresh_from_db()
    assert other.is_staff


def test_what_matters_of_an_account_is_asked_and_nothing_else(amina, group):
    account = make_user("editor")
    form = amina.get(account_page(account)).context["adminform"].form
    assert set(form.fields) == {"username", "first_name", "last_name", "email", "is_active", "groups"}
    sent = {"username": "editor", "is_active": "on", "groups": [group.pk], "is_superuser": "on"}
    assert amina.post(account_page(account), sent | {"user_permissions": [1]}).status_code == 302
    account.refresh_from_db()
    assert list(account.groups.all()) == [group]
    assert (account.is_superuser, account.user_permissions.count()) == (False, 0)


def test_nobody_lays_hands_on_an_account_that_may_more(amina):
    above = make_user("above", administrator=True)
    html = amina.get(account_page(above)).content.decode()
    assert "algorithm" not in html
    assert 'name="_save"' not in html
    assert amina.post(account_page(above), {"username": "mine"}).status_code == 403


def test_nobody_switches_themselves_off(amina, group):
    account = User.objects.get(username="amina")
    form = amina.get(account_page(account)).context["adminform"].form
    assert not {"is_active", "groups"} & set(form.fields)
    assert amina.post(account_page(account), {"username": "amina", "first_name": "Amina"}).status_code == 302
    account.refresh_from_db()
    assert (account.first_name, account.is_active, account.is_staff) == ("Amina", True, True)
    assert list(account.groups.all()) == [group]


def test_accounts_are_not_deleted(amina):
    assert amina.get(account_page(make_user(), "delete")).status_code == 403


# Languages


@pytest.mark.parametrize(("here", "other", "name"), [("en", "ar", "العربية"), ("ar", "en", "English")])
def test_the_administration_has_every_language(client, amina, here, other, name):
    for path in ("", "documents/theme/", "auth/user/add/"):
        html = client.get(f"/{here}/admin/{path}", follow=True).content.decode()
        assert f'lang="{other}" hreflang="{other}" href="/{other}/admin/' in html, path
        assert name in html


# Headers


@pytest.mark.parametrize("path", ["", "documents/theme/", "documents/theme/1/history/", "nothing/", "auth/group/add/"])
def test_the_headers_stand_on_every_answer(amina, path):
    response = amina.get(f"/en/admin/{path}")
    assert [name for name in HEADERS if name not in response] == []
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_the_headers_stand_on_failures_too(amina, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(admin.site._registry[Theme], "get_queryset", fail)
    amina.raise_request_exception = False
    response = amina.get("/en/admin/documents/theme/")
    assert response.status_code == 500
    assert [name for name in HEADERS if name not in response] == []


# Words


def test_the_role_is_named_in_the_language_of_the_reader(amina, group):
    name = gettext("Administrator")
    with translation.override("ar"):
        arabic = gettext("Administrator")
        for address in (account_page(make_user("other")), "/ar/admin/auth/user/"):
            assert arabic in amina.get(address).content.decode()
        html = amina.get(reverse("admin:auth_group_change", args=[group.pk])).content.decode()
        assert arabic != name
        assert name not in html


def test_labels_in_the_history_are_translated():
    with translation.override("ar"):
        for label, message in (("First name", "first name"), ("Active", "active"), ("Position", "position")):
            assert translated(label) == gettext(message) != message


def test_every_label_can_be_translated(amina, rf):
    request = rf.get("/en/admin/")
    request.user = make_user(administrator=True)
    plain = []
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "auth":
            continue
        assert isinstance(model._meta.verbose_name, Promise)
        assert isinstance(model._meta.verbose_name_plural, Promise)
        entry = model._default_manager.first()
        own = {field.name: field.verbose_name for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
        for _title, options in page.get_fieldsets(request, page.get_object(request, str(entry.pk))):
            named = [name for name in options["fields"] if isinstance(name, str) and name in own]
            plain += [f"{model.__name__}.{name}" for name in named if not isinstance(own[name], Promise)]
    assert plain == []


def test_a_mechanism_is_looked_up_with_its_dates_as_the_portal_writes_them(amina):
    html = amina.get(reverse("admin:directory_mechanism_change", args=[Mechanism.objects.first().pk])).content.decode()
    assert "15 January 2026, 12:00 UTC" in html
