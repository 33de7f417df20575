"""The admin: vocabularies and people are edited there, records are looked up."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from consultations.models import Consultation, Person
from desk.kinds import KINDS
from directory.models import (
    Agreement,
    Country,
    Function,
    Indicator,
    InstitutionalModel,
    Mechanism,
    ModelFactor,
    Organisation,
    Practice,
    Region,
    RegionalRole,
)
from documents.models import DataVersion, Discrepancy, Document, Reference, SearchText, Theme, Tool
from documents.publication import Row, current_version
from documents.uses import uses_of
from nrem_portal.roles import set_up_roles
from recommendations.models import FollowUp, Origin, Recommendation
from tests.factories import make_address, make_country, make_function, make_person, make_region, make_user

EDITED = [
    Region,
    Country,
    InstitutionalModel,
    ModelFactor,
    Function,
    Indicator,
    RegionalRole,
    Person,
    Origin,
    Reference,
    User,
]
LOOKED_UP = [
    Theme,
    Document,
    Mechanism,
    Consultation,
    Recommendation,
    FollowUp,
    Practice,
    Agreement,
    Tool,
    Discrepancy,
    Organisation,
    Group,
]
VOCABULARIES = EDITED[:-1]
EVERY = pytest.mark.parametrize("model", EDITED + LOOKED_UP, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def first(model):
    return model._default_manager.order_by("pk").first() or model._default_manager.create(name="A group")


@pytest.fixture
def administrator(client):
    """Return a client that an administrator is signed in with."""
    client.force_login(make_user(administrator=True))
    return client


def changed(instance):
    """Return the instance as it now is."""
    return type(instance)._default_manager.get(pk=instance.pk)


def errors(response):
    """Return the errors of a form that was sent back."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


# Who may do what


def test_what_is_registered():
    assert set(admin.site._registry) == {*EDITED, *LOOKED_UP}


@EVERY
def test_lists_and_pages_answer(administrator, model):
    for address in (page(model, "changelist"), page(model, "change", first(model).pk)):
        response = administrator.get(address)
        assert response.status_code == 200
        assert b"NREM Portal" in response.content
    assert administrator.get(page(model, "changelist"), {"q": "Finland 45"}).status_code == 200
    assert administrator.get(page(model, "add")).status_code == (200 if model in EDITED else 403)


@EVERY
def test_visitors_and_members_of_no_staff_are_sent_to_sign_in(client, model):
    addresses = [page(model, "changelist"), page(model, "add"), page(model, "change", 1), page(model, "delete", 1)]
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 302
            assert response.url.startswith(reverse("admin:login"))


def test_staff_without_permission_see_nothing(client):
    client.force_login(make_user(staff=True))
    assert client.get(page(Theme, "changelist")).status_code == 403


@pytest.mark.parametrize("model", LOOKED_UP, ids=lambda model: model.__name__)
def test_records_are_looked_up_and_no_more(administrator, model):
    record = first(model)
    before = model._default_manager.values().get(pk=record.pk)
    html = administrator.get(page(model, "change", record.pk)).content.decode()
    assert 'name="_save"' not in html
    assert administrator.post(page(model, "change", record.pk), {"title": "x"}).status_code == 403
    assert administrator.get(page(model, "delete", record.pk)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [record.pk]}
    administrator.post(page(model, "changelist"), chosen)
    assert model._default_manager.values().get(pk=record.pk) == before


def test_a_mechanism_shows_its_statements_and_no_contact_given_in_confidence(administrator):
    naptip = Mechanism.objects.get(slug="nigeria-naptip")
    naptip.contacts.create(kind="telephone", value="+234 555 0100", audience="staff")
    html = administrator.get(page(Mechanism, "change", naptip.pk)).content.decode()
    assert naptip.statements.first().text[:40] in html
    assert "555 0100" not in html


def test_a_consultation_is_looked_up_in_words_and_its_days_stand_where_they_belong(administrator):
    bangkok = Consultation.objects.get(slug="bangkok-2014")
    address = page(Consultation, "change", bangkok.pk)
    html = administrator.get(address).content.decode()
    assert "{&quot;" not in html
    assert "[&quot;" not in html
    assert html.index("First day:") < html.index("Working languages:") < html.index("Last changed:")
    bangkok.languages = ["en", "fr"]
    bangkok.save()
    assert "English, French" in administrator.get(address).content.decode()
    with translation.override("ar"):
        assert bangkok.city in administrator.get(page(Consultation, "change", bangkok.pk)).content.decode()


def test_cells_headings_and_rows_keep_the_direction_of_their_own_text(administrator):
    html = administrator.get(page(Discrepancy, "change", first(Discrepancy).pk)).content.decode()
    assert re.search(r'<fieldset class="module".+?<td>', html, re.DOTALL)
    rules = (settings.BASE_DIR / "static/admin/css/portal.css").read_text("utf-8")
    [selectors] = re.findall(r"(.+){unicode-bidi:plaintext}", rules)
    assert {".module td", "#content h2", ".inline-related h3"} <= set(selectors.split(","))


# Names in six languages

NAMES = {
    "names_en": "Data and figures",
    "names_ar": "البيانات",
    "names_zh-hans": "数据",
    "names_fr": " Données ",
    "names_ru": "",
    "names_es": "Datos",
}
FUNCTION = NAMES | {"position": 6, "definitions_en": "Figures & studies.", "definitions_fr": "Chiffres."}


def function():
    return Function.objects.get(slug="data-analysis")


@pytest.fixture
def typed():
    """Return what an administrator sends of a function."""
    return FUNCTION | {"references": [one.pk for one in function().references.all()]}


def test_names_are_asked_for_language_by_language(administrator):
    html = administrator.get(page(Function, "change", function().pk)).content.decode()
    assert '"en":' not in html
    assert f'value="{function().names["ar"]}"' in html
    assert html.count('dir="rtl"') == 2
    assert html.index('name="names_en"') < html.index('name="names_ar"') < html.index('name="names_zh-hans"')


def test_what_is_saved_is_shown_at_once(administrator, client, typed):
    version = current_version()
    response = administrator.post(page(Function, "change", function().pk), typed)
    assert response.status_code == 302, errors(response)
    saved = function()
    assert saved.names.keys() == {"en", "ar", "zh-hans", "fr", "es"}
    assert (saved.names["en"], saved.names["zh-hans"], saved.names["fr"]) == ("Data and figures", "数据", "Données")
    assert saved.definitions == {"en": "Figures & studies.", "fr": "Chiffres."}
    assert current_version() == version + 1
    assert DataVersion.objects.first().reason == "Vocabulary: function data-analysis"
    assert DataVersion.objects.first().records == []
    client.logout()
    assert "Data and figures" in client.get(reverse("mechanisms")).content.decode()
    assert "البيانات" in client.get("/ar/mechanisms/").content.decode()


def test_saving_without_a_change_makes_no_version(administrator):
    form = administrator.get(page(Function, "change", function().pk)).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    before = current_version()
    data = {name: "" if value is None else value for name, value in data.items()}
    assert administrator.post(page(Function, "change", function().pk), data).status_code == 302
    assert current_version() == before
    assert LogEntry.objects.get().change_message == "[]"


ENGLISH = "Enter the English text: it is shown where another language has none."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"names_en": "  "}, {"names_en": [ENGLISH]}),
        ({"definitions_en": ""}, {"definitions_en": [ENGLISH]}),
        ({"names_fr": "x" * 201}, {"names_fr": ["Ensure this value has at most 200 characters (it has 201)."]}),
        ({"position": "first"}, {"position": ["Enter a whole number."]}),
    ],
)
def test_bad_input_is_refused_in_words(administrator, typed, data, expected):
    before = (function().names, current_version())
    response = administrator.post(page(Function, "change", function().pk), typed | data)
    assert errors(response) == expected
    assert expected.popitem()[1][0] in response.content.decode()
    assert (function().names, current_version()) == before


def test_keys_cannot_be_typed_once_made(administrator, typed):
    assert administrator.post(page(Function, "change", function().pk), typed | {"slug": "other"}).status_code == 302
    assert function().position == 6


def test_a_slug_is_not_given_twice(administrator, typed):
    response = administrator.post(page(Function, "add"), typed | {"slug": "data-analysis"})
    assert "slug" in errors(response)


def test_those_who_may_only_look_see_the_names(client, typed):
    reader = make_user(staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_function"))
    client.force_login(reader)
    html = client.get(page(Function, "change", function().pk)).content.decode()
    assert function().names["ar"] in html
    assert 'name="names_en"' not in html
    assert client.post(page(Function, "change", function().pk), typed).status_code == 403


# What the desk has a kind for


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_the_desk_edits_is_edited_nowhere_else(client, kind):
    model = kind.shape.model
    if model not in admin.site._registry:
        return
    one, user = first(model), make_user(administrator=True)
    client.force_login(user)
    html = client.get(page(model, "change", one.pk)).content.decode()
    assert f'<a href="/en/desk/{kind.name}/{one.uid}/">Edit on the desk</a>' in html
    assert 'name="_save"' not in html
    assert client.post(page(model, "change", one.pk), {"state": "withdrawn"}).status_code == 403


def test_a_theme_is_looked_up_in_words(administrator):
    html = administrator.get(page(Theme, "change", Theme.objects.get(slug="data-research").pk)).content.decode()
    assert ", ".join(Theme.objects.get(slug="data-research").synonyms["en"][:2]) in html
    assert "[&#x27;" not in html


def test_no_role_may_write_what_the_desk_edits():
    parts = {relation.related_model for kind in KINDS.values() for relation in kind.shape.model._meta.related_objects}
    edited = {kind.shape.model for kind in KINDS.values()} | {one for one in parts if issubclass(one, Row)}
    written = {f"{model._meta.app_label}.{do}_{model._meta.model_name}" for model in edited for do in WRITING}
    set_up_roles()
    for group in Group.objects.all():
        held = {f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")}
        assert not held & written, group


WRITING = ("add", "change", "delete")


def test_what_is_no_kind_of_the_desk_has_no_way_there(administrator):
    assert "Edit on the desk" not in administrator.get(page(Region, "change", first(Region).pk)).content.decode()
    assert "Edit on the desk" not in administrator.get(page(Region, "add")).content.decode()


# What it said before


def values():
    return json.loads(LogEntry.objects.order_by("-pk").first().change_message)[-1]["values"]


def test_the_log_keeps_what_each_field_said_before_and_after(administrator, typed):
    was = function()
    cited, more = was.references.first(), Reference.objects.exclude(function_terms=was).first()
    administrator.post(page(Function, "change", was.pk), typed | {"references": [more.pk]})
    kept = {label: (before, after) for label, before, after in values()}
    assert kept["Names: English"] == (was.names["en"], "Data and figures")
    assert kept["Names: Russian"] == (was.names["ru"], "")
    assert str(cited) in kept["Sources"][0]
    assert kept["Sources"][1] == str(more)
    html = administrator.get(page(Function, "history", was.pk)).content.decode()
    assert f"Names: English: “Data and figures”, before it “{was.names['en']}”." in html


def test_the_log_keeps_what_a_row_said(administrator):
    model = InstitutionalModel.objects.get(slug="stand-alone")
    form = administrator.get(page(InstitutionalModel, "change", model.pk)).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    point = model.points.first()
    row = {"id": point.pk, "side": point.side, "text": "Anew.", "position": point.position}
    row |= {"references": [one.pk for one in point.references.all()]}
    data |= management(1, 1) | {f"points-0-{name}": value for name, value in row.items()}
    assert administrator.post(page(InstitutionalModel, "change", model.pk), data).status_code == 302
    assert values() == [["Point", point.text, "Anew."]]


def test_the_log_keeps_all_that_was_deleted(administrator):
    made = make_person(name="Jane Doe", office="Rapporteur")
    administrator.post(page(Person, "delete", made.pk), {"post": "yes"})
    assert ["name", "Jane Doe", ""] in values()
    assert ["office as printed", "Rapporteur", ""] in values()


# Deleting


def test_what_is_used_stays_and_says_by_what(administrator):
    cited = Reference.objects.filter(statements__isnull=False).first()
    used = Country.objects.get(iso2="NG")
    for instance in (cited, used):
        response = administrator.post(page(type(instance), "delete", instance.pk), {"post": "yes"})
        html = response.content.decode()
        assert response.status_code == 200
        assert "cannot be deleted." in html
        assert f"It is used by: {'; '.join(uses_of(instance))}" in html
        assert changed(instance)
    mechanisms = f"Mechanisms: {used.mechanisms.count()}"
    assert mechanisms in administrator.get(page(Country, "change", used.pk)).content.decode()


@pytest.mark.parametrize("model", VOCABULARIES, ids=lambda model: model.__name__)
def test_uses_are_counted_in_the_list_as_on_the_page(administrator, model):
    shown = administrator.get(page(model, "changelist")).context["cl"].result_list
    for entry in list(shown)[:5]:
        assert entry.uses == sum(int(words.split(": ")[1]) for words in uses_of(entry))


def test_a_record_that_uses_an_entry_twice_counts_once():
    function = make_function()
    mechanism = Mechanism.objects.first()
    for _time in range(2):
        mechanism.statements.create(aspect="function", function=function, text="Something.")
    assert uses_of(function) == ["Mechanisms: 1"]


def test_who_deletes_is_asked_in_one_sentence(administrator):
    made = make_person(name="Jane <Doe>")
    html = administrator.get(page(Person, "delete", made.pk)).content.decode()
    assert "Nothing uses it. Delete “Jane &lt;Doe&gt;”?" in html
    assert "related items" not in html


def test_what_is_to_be_entered_is_said_below_its_field(administrator):
    for model, words in (
        (Region, ["Latin letters, digits and hyphens.", "the lowest first.", "Three figures, as in the standard M49."]),
        (Origin, ["2014, 2014-05 or 2014-05-21."]),
        (ModelFactor, ["Position:"]),
    ):
        html = administrator.get(page(model, "add")).content.decode()
        assert [one for one in words if one not in html] == []


def test_filters_are_reached_from_above_the_list(administrator):
    html = administrator.get(page(Theme, "changelist")).content.decode()
    assert (
        html.index('href="#changelist-filter"') < html.index('id="result_list"') < html.index('id="changelist-filter"')
    )


def test_what_nothing_points_to_can_go(administrator):
    version = current_version()
    for instance in (make_address(), make_person(), make_function(), make_region()):
        response = administrator.post(page(type(instance), "delete", instance.pk), {"post": "yes"})
        assert response.status_code == 302
        assert not type(instance)._default_manager.filter(pk=instance.pk).exists()
    assert current_version() == version + 4


def test_nothing_is_deleted_by_the_dozen(administrator):
    made = make_person()
    administrator.post(page(Person, "changelist"), {"action": "delete_selected", "_selected_action": [made.pk]})
    assert changed(made)


# The other vocabularies


def test_a_region_is_not_its_own_part(administrator):
    outer = make_region()
    inner = make_region(parent=outer)
    data = NAMES | {"m49": "990", "position": 1}
    for parent in (outer, inner):
        response = administrator.post(page(Region, "change", outer.pk), data | {"parent": parent.pk})
        assert errors(response) == {"parent": ["A region cannot be part of itself."]}
    assert errors(administrator.post(page(Region, "change", outer.pk), data | {"m49": "99x"})) == {
        "m49": ["Three figures, as in the standard M49."]
    }
    assert administrator.post(page(Region, "change", outer.pk), data).status_code == 302
    assert changed(outer).names["es"] == "Datos"


COUNTRY = NAMES | {"iso3": "XXA", "m49": "990", "membership": "observer", "tile_column": 32, "tile_row": 14}


def test_a_country_has_codes_and_a_tile_of_its_own(administrator):
    made = make_country(iso2="XA")
    data = COUNTRY | {"region": made.region.pk}
    bad = {"iso3": "xxa", "m49": "99"}
    assert errors(administrator.post(page(Country, "change", made.pk), data | bad)) == {
        "iso3": ["Three capital letters, as in ISO 3166-1."],
        "m49": ["Three figures, as in the standard M49."],
    }
    taken = Country.objects.get(iso2="NG")
    on_it = {"tile_column": taken.tile_column, "tile_row": taken.tile_row}
    assert errors(administrator.post(page(Country, "change", made.pk), data | on_it)) == {
        "tile_column": ["Nigeria stands on this tile."]
    }
    off_it = {"tile_column": 33, "tile_row": 15}
    assert errors(administrator.post(page(Country, "change", made.pk), data | off_it)) == {
        "tile_column": ["Ensure this value is less than or equal to 32."],
        "tile_row": ["Ensure this value is less than or equal to 14."],
    }
    html = administrator.get(page(Country, "change", made.pk)).content.decode()
    assert "A whole number from 0 to 32." in html
    assert administrator.post(page(Country, "change", made.pk), data).status_code == 302
    assert changed(made).name == "Data and figures"


def management(total, initial):
    return {"points-TOTAL_FORMS": total, "points-INITIAL_FORMS": initial}


def test_a_point_is_added_to_an_institutional_model(administrator):
    model = InstitutionalModel.objects.get(slug="stand-alone")
    source = Reference.objects.exclude(document=None).first()
    form = administrator.get(page(InstitutionalModel, "change", model.pk)).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields} | {"references": [source.pk]}
    new = {"points-0-side": "advantage", "points-0-text": "Seen by all.", "points-0-position": 9}
    data |= management(1, 0) | new
    response = administrator.post(page(InstitutionalModel, "change", model.pk), data)
    assert "This field is required." in response.content.decode()  # a point without a source
    version = current_version()
    data |= {"points-0-references": [source.pk]}
    assert administrator.post(page(InstitutionalModel, "change", model.pk), data).status_code == 302
    assert list(model.points.get(text="Seen by all.").references.all()) == [source]
    assert current_version() == version + 1


def test_a_sentence_needs_a_source(administrator):
    role = RegionalRole.objects.first()
    assert errors(administrator.post(page(RegionalRole, "change", role.pk), {"text": "Anew."})) == {
        "references": ["This field is required."]
    }


def test_other_spellings_are_written_one_a_line(administrator):
    person = make_person()
    data = {"name": "Jane Doe", "other_spellings": "J. Doe\nJane  Do", "office": "Rapporteur"}
    assert administrator.post(page(Person, "change", person.pk), data).status_code == 302
    assert changed(person).other_spellings == ["J. Doe", "Jane  Do"]
    assert "J. Doe\nJane  Do" in administrator.get(page(Person, "change", person.pk)).content.decode()


def test_an_origin_is_a_consultation_or_a_document(administrator):
    origin = Origin.objects.get(slug="bangkok-2014")
    data = {"titles_en": "Bangkok", "short_names_en": "Bangkok", "date": "2014-05-22"}
    both = {"consultation": origin.consultation.pk, "document": Document.objects.get(key="A-HRC-26-37").pk}
    for wrong in ({}, both):
        assert errors(administrator.post(page(Origin, "change", origin.pk), data | wrong)) == {
            "document": ["Choose a consultation or a document, and not both."]
        }
    right = data | {"consultation": origin.consultation.pk}
    late = right | {"date": "May 2014"}
    assert "is not a date of the form" in str(errors(administrator.post(page(Origin, "change", origin.pk), late)))
    right |= {"titles_ar": "بانكوك"}
    assert administrator.post(page(Origin, "change", origin.pk), right).status_code == 302
    assert changed(origin).titles == {"en": "Bangkok", "ar": "بانكوك"}
    assert changed(origin).short_names == {"en": "Bangkok"}


ADDRESS = {"publisher": "OHCHR", "date": "2014-05", "seen": "2026-02-01", "confidence": "high"}


def test_an_address_is_listed_once_and_its_key_is_itself(administrator):
    url = "https://example.org/report?x=1"
    assert administrator.post(page(Reference, "add"), ADDRESS | {"url": url}).status_code == 302
    made = Reference.objects.get(key=url)
    assert (made.url, made.date, made.document) == (url, "2014-05", None)
    assert errors(administrator.post(page(Reference, "add"), ADDRESS | {"url": url})) == {
        "url": ["This address is listed already."]
    }
    assert administrator.post(page(Reference, "change", made.pk), ADDRESS | {"url": "https://x.org"}).status_code == 302
    assert changed(made).url == url


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        ({"url": "ftp://example.org/x"}, "url", "An address on the web starts with https:// or http://."),
        ({"url": "javascript:alert(1)"}, "url", "Enter a valid URL."),
        ({"seen": ""}, "seen", "This field is required."),
        ({"date": "2014-02-30"}, "date", "“2014-02-30” is not a date of the form 2014, 2014-05 or 2014-05-21."),
    ],
)
def test_a_bad_address_is_refused(administrator, data, name, message):
    response = administrator.post(page(Reference, "add"), {"url": "https://example.org/a"} | ADDRESS | data)
    assert errors(response)[name] == [message]


def test_a_place_in_a_document_is_not_edited(administrator):
    place = Reference.objects.exclude(paragraph=None).first()
    html = administrator.get(page(Reference, "change", place.pk)).content.decode()
    assert place.paragraph.label in html
    assert 'name="_save"' not in html
    assert administrator.post(page(Reference, "change", place.pk), ADDRESS).status_code == 403


def test_references_are_found_while_typing(administrator):
    html = administrator.get(page(Function, "change", first(Function).pk)).content.decode()
    asked = dict(re.findall(r'data-(app-label|model-name|field-name)="([^"]+)"', html))
    query = {name.replace("-", "_"): value for name, value in asked.items()} | {"term": "UNODC 9 (c)"}
    found = administrator.get(reverse("admin:autocomplete"), query).json()["results"]
    assert "unodc-coordination-paper#9-c" in [one["text"] for one in found]


@pytest.mark.parametrize("query", ["نيجيريا", "Нигерия", "尼日利亚", "nigeria", "NGA"])
def test_countries_are_found_by_any_name(administrator, query):
    found = administrator.get(page(Country, "changelist"), {"q": query}).context["cl"].result_list
    assert "NG" in [country.iso2 for country in found]


@pytest.mark.parametrize(
    ("model", "query", "slug"),
    [
        (Function, "تحليل أسباب", "data-analysis"),
        (Origin, "تقرير المقررة", "sr-report-2010"),
        (Consultation, "برلين", "berlin-2013"),
    ],
)
def test_texts_are_searched_in_every_language(administrator, model, query, slug):
    found = administrator.get(page(model, "changelist"), {"q": query}).context["cl"].result_list
    assert [one.slug for one in found] == [slug]


def test_definitions_are_asked_for_language_by_language(administrator):
    made = make_function()
    html = administrator.get(page(Function, "change", made.pk)).content.decode()
    assert html.index('name="definitions_en"') < html.index('name="definitions_ar"')
    data = NAMES | {"position": 9, "references": [make_address().pk], "definitions_ar": "معناها."}
    response = administrator.post(page(Function, "change", made.pk), data | {"definitions_en": ""})
    assert errors(response) == {"definitions_en": [ENGLISH]}
    administrator.post(page(Function, "change", made.pk), data | {"definitions_en": "What it means."})
    assert changed(made).definitions == {"en": "What it means.", "ar": "معناها."}


def test_names_are_found_without_regard_to_case_marks_and_letter_variants(administrator):
    for query, code in (
        ("нигерия", "NG"),
        ("cote d ivoire", None),
        ("côte", "CI"),
        ("COTE", "CI"),
        ("الأردن", "JO"),
        ("الاردن", "JO"),
    ):
        found = administrator.get(page(Country, "changelist"), {"q": query}).context["cl"].result_list
        assert code is None or code in [country.iso2 for country in found], query


# What the history says


def test_the_history_names_the_languages_of_a_text(administrator, typed):
    administrator.post(page(Function, "change", function().pk), typed)
    html = administrator.get(page(Function, "history", function().pk)).content.decode()
    assert re.search("Names: English, Arabic, Simplified Chinese, French, Russian, Spanish; Definitions: English", html)
    assert "English and English" not in html
    assert " UTC" in html
    with translation.override("ar"):
        arabic = administrator.get(page(Function, "history", function().pk)).content.decode()
    assert "الإنكليزية" in arabic


# Without scripts


def test_references_can_be_named_by_their_keys(administrator):
    role = RegionalRole.objects.first()
    address = page(RegionalRole, "change", role.pk)
    assert "<noscript>" in administrator.get(address).content.decode()
    key = Reference.objects.exclude(regional_roles=role).first().key
    data = {"text": role.text, "references": [role.references.first().pk]}
    unknown = administrator.post(address, data | {"references-keys": f"{key}\r\nnowhere#1"})
    assert "“nowhere#1” is not a valid value." in str(errors(unknown)["references"])
    assert "nowhere#1</textarea>" in unknown.content.decode()
    assert administrator.post(address, data | {"references-keys": key}).status_code == 302
    assert key in role.references.values_list("key", flat=True)


# Data versions


@pytest.mark.parametrize("model", VOCABULARIES, ids=lambda model: model.__name__)
def test_every_change_and_deletion_is_a_data_version(administrator, model, monkeypatch):
    told = []
    monkeypatch.setattr("documents.publication.published.send", lambda **sent: told.append(sent))
    entry = model._default_manager.filter(**({"document": None} if model is Reference else {})).first()
    request = RequestFactory().post("/")
    request.user = make_user(administrator=True)
    registered = admin.site._registry[model]
    form = SimpleNamespace(instance=entry, has_changed=lambda: True, save_m2m=lambda: None)
    registered.save_related(request, form, [], change=True)
    monkeypatch.setattr(model, "delete", lambda self: None)
    registered.delete_model(request, entry)
    assert [sent["records"] for sent in told] == [[], []]


def test_what_is_deleted_is_found_no_more(administrator):
    made = make_country(names={"en": "Ruritania"})
    administrator.post(page(Country, "change", made.pk), COUNTRY | {"names_en": "Ruritania", "region": made.region_id})
    assert SearchText.objects.filter(entry__kind="country", title="Ruritania").exists()
    assert administrator.post(page(Country, "delete", made.pk), {"post": "yes"}).status_code == 302
    assert not SearchText.objects.filter(title="Ruritania").exists()


# Queries


@EVERY
def test_queries_of_a_list_do_not_grow_with_its_rows(administrator, django_assert_max_num_queries, model):
    first(model)
    with django_assert_max_num_queries(9) as many:
        assert administrator.get(page(model, "changelist")).status_code == 200
    pk = first(model).pk
    with django_assert_max_num_queries(9) as one:
        administrator.get(page(model, "changelist"), {"pk__in": pk})
    assert len(one) == len(many)


@pytest.mark.parametrize(
    ("model", "queries"), [(Theme, 5), (Country, 6), (Reference, 8), (Mechanism, 7), (Recommendation, 6), (Person, 6)]
)
def test_queries_of_a_list(administrator, django_assert_num_queries, model, queries):
    with django_assert_num_queries(queries):
        assert administrator.get(page(model, "changelist")).status_code == 200
