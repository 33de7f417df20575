"""Dates as exact as their source, and names in several languages."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from directory.models import Region
from documents.fields import PartialDateField, in_language
from documents.models import Document
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
