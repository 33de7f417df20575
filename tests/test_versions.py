"""Two people at one record: the second is told, and writes over nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from documents.models import Theme
from documents.versions import OutdatedError, VersionedAdmin, take_version
from tests.factories import make_user

SLUG = "data-research"


def theme():
    return Theme.objects.get(slug=SLUG)


def address():
    return reverse("admin:documents_theme_change", args=[theme().pk])


def opened(client):
    """Return what the browser would send back unchanged."""
    form = client.get(address()).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.fixture
def administrators(client):
    first, second = make_user("first", administrator=True), make_user("second", administrator=True)

    def as_(user):
        client.force_login(user)
        return client

    return as_, first, second


def test_who_saves_second_is_told_and_writes_over_nothing(administrators):
    as_, first, second = administrators
    of_first, of_second = opened(as_(first)), opened(as_(second))
    assert as_(first).post(address(), of_first | {"names_en": "Figures"}).status_code == 302
    answer = as_(second).post(address(), of_second | {"names_en": "Numbers"})
    assert answer.status_code == 200
    [error] = answer.context["adminform"].form.non_field_errors()
    assert error.startswith("first saved this on ")
    assert 'value="Numbers"' in answer.content.decode()
    assert (theme().names["en"], theme().version) == ("Figures", 2)


def test_who_opens_it_again_may_save(administrators):
    as_, first, second = administrators
    as_(first).post(address(), opened(as_(first)) | {"names_en": "Figures"})
    assert as_(second).post(address(), opened(as_(second)) | {"names_en": "Numbers"}).status_code == 302
    assert (theme().names["en"], theme().version) == ("Numbers", 3)


def test_the_version_opened_is_in_the_page(administrators):
    as_, first, _second = administrators
    assert '<input type="hidden" name="opened" value="1"' in as_(first).get(address()).content.decode()
    assert 'name="opened"' not in as_(first).get(reverse("admin:documents_theme_add")).content.decode()


def test_those_who_may_only_look_are_asked_for_no_version(client):
    reader = make_user(staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_theme"))
    client.force_login(reader)
    answer = client.get(address())
    assert answer.status_code == 200
    assert "opened" not in answer.content.decode()


def test_a_version_is_taken_once():
    one, other = theme(), theme()
    take_version(one)
    with pytest.raises(OutdatedError):
        take_version(other)
    assert (one.version, theme().version) == (2, 2)


def test_a_save_between_reading_and_writing_is_noticed_by_reading_anew(administrators, monkeypatch):
    as_, first, _second = administrators
    save, tries = VersionedAdmin.save_model, []

    def too_late_at_first(*args):
        tries.append(args)
        if len(tries) == 1:
            raise OutdatedError
        save(*args)

    data = opened(as_(first)) | {"names_en": "Figures"}
    monkeypatch.setattr(VersionedAdmin, "save_model", too_late_at_first)
    assert as_(first).post(address(), data).status_code == 302
    assert len(tries) == 2
    assert (theme().names["en"], theme().version) == ("Figures", 2)
