"""Dates as exact as their source, and names in several languages."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from consultations.models import Consultation, Person
from directory.models import Country, Function, Region
from documents.fields import (
    PartialDateField,
    in_language,
    validate_languages,
    validate_lists_by_language,
    validate_texts,
    validate_texts_by_language,
)
from documents.models import Document, Theme
from recommendations.models import Origin
from tests.factories import make_document


@pytest.mark.parametrize("value", ["2014", "2014-05", "2014-05-21", "2014-12-31", "2012-02-29", "0999"])
def test_partial_dates(value):
    assert PartialDateField().clean(value, None) == value


WRONG = "14 2014-5 2014-13 2014-00 2014-05-32 2014-02-30 2013-02-29 2014-05-1 0000 2014-W1 20141 14-05-21 ٢٠١٤ May"


@pytest.mark.parametrize("value", [*WRONG.split(), "2014 ", "2014\n"])
def test_other_dates_are_refused_and_named(value):
    with pytest.raises(ValidationError) as raised:
        PartialDateField().clean(value, None)
    assert raised.value.messages == [f"“{value}” is not a date of the form 2014, 2014-05 or 2014-05-21."]


def test_a_partial_date_may_be_unknown():
    assert PartialDateField().clean("", None) == ""


def test_partial_dates_sort_by_time():
    dates = ["2014-05-21", "2013", "2014", "2014-05"]
    keys = [make_document(date=date).key for date in dates]
    made = Document.objects.filter(key__in=keys).order_by("date")
    assert list(made.values_list("date", flat=True)) == sorted(dates)


def test_a_partial_date_is_ten_characters_of_which_migrations_say_nothing():
    assert PartialDateField().db_type(connection) == "varchar(10)"
    assert PartialDateField("since").deconstruct()[3] == {"verbose_name": "since", "blank": True}


NAMES = {"en": "Africa", "fr": "Afrique", "ar": "أفريقيا", "ru": ""}


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Africa"), ("fr", "Afrique"), ("ar", "أفريقيا"), ("ru", "Africa"), ("es", "Africa"), (None, "Africa")],
)
def test_a_name_in_a_language_or_else_in_english(language, name):
    assert in_language(NAMES, language) == name


def test_a_name_in_the_language_of_the_reader():
    with translation.override("ar"):
        assert Region(names=NAMES).name == str(Region(names=NAMES)) == "أفريقيا"
    with translation.override(None):
        assert Region(names=NAMES).name == "Africa"


def test_a_thing_without_names_shows_nothing():
    assert Region().name == ""


SIX = ["ar", "zh-hans", "en", "fr", "ru", "es"]
NO_LANGUAGE = "“de” is not the code of one of the six languages."
NO_LIST = "This is not a list of texts."


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (validate_languages, []),
        (validate_languages, SIX),
        (validate_texts, ["J. Doe", "Jane Do"]),
        (validate_texts_by_language, {"en": "Africa"}),
        (validate_texts_by_language, dict.fromkeys(SIX, "Africa")),
        (validate_lists_by_language, {}),
        (validate_lists_by_language, {"fr": ["données"], "ru": []}),
    ],
)
def test_texts_by_language(check, value):
    assert check(value) is None


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (validate_languages, "en", NO_LIST),
        (validate_languages, {"en": "English"}, NO_LIST),
        (validate_languages, ["en", 5], NO_LIST),
        (validate_languages, [["en"]], NO_LIST),
        (validate_languages, ["en", "de"], NO_LANGUAGE),
        (validate_texts, ["J. Doe", " "], NO_LIST),
        (validate_texts_by_language, ["Africa"], "This is not a set of texts by language."),
        (validate_texts_by_language, None, "This is not a set of texts by language."),
        (validate_texts_by_language, {"en": "Africa", "de": "Afrika"}, NO_LANGUAGE),
        (validate_texts_by_language, {"en": "Africa", "fr": ""}, "What stands for “fr” is not a text, or empty."),
        (validate_texts_by_language, {"en": {"text": "Africa"}}, "What stands for “en” is not a text, or empty."),
        (validate_texts_by_language, {"en": None}, "What stands for “en” is not a text, or empty."),
        (validate_texts_by_language, {"fr": "Afrique"}, "The English text is missing."),
        (validate_lists_by_language, ["data"], "This is not a set of lists by language."),
        (validate_lists_by_language, {"de": ["Daten"]}, NO_LANGUAGE),
        (validate_lists_by_language, {"en": "data"}, NO_LIST),
        (validate_lists_by_language, {"en": ["data", None]}, NO_LIST),
    ],
)
def test_other_json_is_refused(check, value, message):
    with pytest.raises(ValidationError) as raised:
        check(value)
    assert raised.value.messages == [message]


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Region, "names", {"de": "Afrika"}),
        (Country, "names", {"fr": "Nigéria"}),
        (Theme, "names", {"en": 1}),
        (Theme, "scope", {"fr": "Chiffres."}),
        (Function, "definitions", {"fr": "Réunir les données."}),
        (Consultation, "short_names", {"ar": "مشاورة داكار"}),
        (Consultation, "cities", {"en": " "}),
        (Origin, "titles", {}),
        (Origin, "short_names", "Dakar 2010"),
        (Theme, "synonyms", {"en": "data"}),
        (Document, "languages", ["de"]),
        (Consultation, "languages", [1]),
        (Person, "other_spellings", [{}]),
    ],
)
def test_fields_that_hold_json_are_checked(model, name, value):
    with pytest.raises(ValidationError):
        model._meta.get_field(name).clean(value, None)
