"""Two people at one record: the second is told, and writes over nothing."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from consultations.models import Person
from directory.models import Country, Function, InstitutionalModel, Region, RegionalRole
from documents.administration import VocabularyAdmin
from documents.models import Theme
from documents.versions import OutdatedError, VersionedForm, state_of, take_version
from recommendations.models import Origin
from tests.factories import make_user

SLUG = "data-analysis"


def function():
    return Function.objects.get(slug=SLUG)


def address():
    return reverse("admin:directory_function_change", args=[function().pk])


def opened(client, page=""):
    """Return what the browser would send back unchanged."""
    form = client.get(page or address()).context["adminform"].form
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
    assert "Changed Names: English." in error
    assert f'href="{address()}" target="_blank"' in answer.content.decode()
    assert 'value="Numbers"' in answer.content.decode()
    assert function().names["en"] == "Figures"


def test_who_opens_it_again_may_save(administrators):
    as_, first, second = administrators
    as_(first).post(address(), opened(as_(first)) | {"names_en": "Figures"})
    assert as_(second).post(address(), opened(as_(second)) | {"names_en": "Numbers"}).status_code == 302
    assert function().names["en"] == "Numbers"


def test_the_version_opened_is_in_the_page(administrators):
    as_, first, _second = administrators
    assert (
        f'<input type="hidden" name="opened" value="{state_of(function())}"'
        in as_(first).get(address()).content.decode()
    )
    assert 'name="opened"' not in as_(first).get(reverse("admin:directory_function_add")).content.decode()


def test_those_who_may_only_look_are_asked_for_no_version(client):
    reader = make_user(staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_function"))
    client.force_login(reader)
    answer = client.get(address())
    assert answer.status_code == 200
    assert "opened" not in answer.content.decode()


def test_a_version_is_taken_once():
    one, other = (Theme.objects.get(slug="data-research") for _time in range(2))
    take_version(one)
    with pytest.raises(OutdatedError):
        take_version(other)
    assert (one.version, Theme.objects.get(pk=one.pk).version) == (2, 2)


def test_every_vocabulary_has_the_guard():
    pages = [page for page in admin.site._registry.values() if isinstance(page, VocabularyAdmin)]
    assert len(pages) == 10
    assert [page for page in pages if not issubclass(page.form, VersionedForm)] == []


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Country, "membership", "observer"),
        (Region, "position", 131),
        (Function, "position", 131),
        (RegionalRole, "text", "Meanwhile."),
        (Person, "office", "Meanwhile"),
        (Origin, "titles", {"en": "Meanwhile"}),
    ],
)
def test_a_change_made_meanwhile_is_not_written_over(administrators, model, field, value):
    as_, first, _second = administrators
    entry = model.objects.order_by("pk")[1]
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[entry.pk])
    data = opened(as_(first), address)
    model.objects.filter(pk=entry.pk).update(**{field: value})
    answer = as_(first).post(address, data)
    [error] = answer.context["adminform"].form.non_field_errors()
    assert error.startswith("This was changed by a new load of the record, after you had opened it. Nothing was")
    assert getattr(model.objects.get(pk=entry.pk), field) == value


def test_rows_and_links_are_part_of_what_was_opened():
    model = InstitutionalModel.objects.get(slug="stand-alone")
    before = state_of(model)
    assert state_of(InstitutionalModel.objects.get(pk=model.pk)) == before
    model.points.filter(position=model.points.first().position).update(text="Anew.")
    with_point = state_of(model)
    model.references.remove(model.references.first())
    assert len({before, with_point, state_of(model)}) == 3
