"""Everything in the record has its source, and says it in the portal's own words."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import F, Q

from consultations.models import (
    AgendaItem,
    AnnouncedTopic,
    AttendanceClaim,
    Consultation,
    ConsultationStatement,
    Participation,
    Proposal,
    Session,
)
from directory.models import (
    Agreement,
    ContactPoint,
    Function,
    Indicator,
    IndicatorAnswer,
    InstitutionalModel,
    ModelFactor,
    ModelPoint,
    OrganisationStatement,
    Practice,
    RegionalRole,
    Statement,
)
from documents.fields import is_partial_date
from documents.models import Claim, Reference, Tool
from recommendations.models import FollowUp

LAYERS = ("documents", "directory", "consultations", "recommendations")
MODELS = [model for app in LAYERS for model in apps.get_app_config(app).get_models()]

SOURCED = {
    AgendaItem,
    Agreement,
    AnnouncedTopic,
    AttendanceClaim,
    Claim,
    Consultation,
    ConsultationStatement,
    ContactPoint,
    FollowUp,
    Function,
    Indicator,
    InstitutionalModel,
    ModelFactor,
    ModelPoint,
    OrganisationStatement,
    Participation,
    Practice,
    Proposal,
    RegionalRole,
    Session,
    Statement,
    Tool,
}


def test_what_needs_a_source():
    required = {model for model in MODELS for f in model._meta.many_to_many if is_required_source(f)}
    assert required == SOURCED


def is_required_source(field):
    return field.related_model is Reference and not field.blank


@pytest.mark.parametrize("model", sorted(SOURCED, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_everything_that_needs_a_source_has_one(model):
    names = [f.name for f in model._meta.many_to_many if is_required_source(f)]
    for name in names:
        assert list(model._default_manager.filter(**{name: None})[:5]) == []
        assert model._default_manager.filter(**{f"{name}__isnull": False}).exists()


def test_answers_from_documents_have_a_source():
    assert not IndicatorAnswer.objects.filter(origin="documents", references=None).exists()


def test_every_place_lies_in_its_document():
    places = Reference.objects.exclude(document=None)
    assert places.count() > 200
    assert not places.exclude(Q(paragraph=None) | Q(paragraph__document=F("document"))).exists()
    assert not places.exclude(Q(last_paragraph=None) | Q(last_paragraph__document=F("document"))).exists()
    ranges = places.exclude(last_paragraph=None)
    assert not ranges.filter(last_paragraph__position__lte=F("paragraph__position")).exists()
    assert not places.filter(paragraph=None, locator="").exists()


def test_every_address_can_be_followed_and_was_seen():
    addresses = Reference.objects.filter(document=None)
    assert addresses.count() == 552
    for reference in addresses:
        parts = urlsplit(reference.url)
        assert parts.scheme in {"http", "https"}, reference
        assert parts.hostname
        assert reference.key == reference.url
        assert reference.seen is not None
        assert reference.date == "" or is_partial_date(reference.date)


def test_every_address_is_cited():
    """An address that nothing points to would be left over from an entry that is gone."""
    links = [f for model in MODELS for f in model._meta.get_fields() if f.concrete and f.related_model is Reference]
    cited = set(itertools.chain(*(f.model._default_manager.values_list(f.name, flat=True) for f in links)))
    assert list(Reference.objects.exclude(pk__in=cited - {None})) == []


RUN = 12
OFFICIAL = {"title", "heading", "name", "names", "other_spellings"}  # stand as printed
OFFICIAL_FILES = ["documents", "tools", "organisations", "mechanisms", "persons", "consultations"]
OTHER_NAMES = [  # of things that are no entry, or under a shorter name than their entry's
    "291 Soi Naradhiwas Rajanagarindra 24, New Sathon Road, Bangkok",
    "African Institute for Economic Development and Planning",
    "Commission on Crime Prevention and Criminal Justice",
    "Commission on the Promotion and Protection of the Rights of Women and Children",
    "Conference of the Parties to the United Nations Convention against Transnational Organized Crime",
    "Convention on Preventing and Combating Trafficking in Women and Children",
    "Council of Europe Convention on Action against Trafficking in Human Beings",
    "human rights aspects of the victims of trafficking in persons, especially women and children",
    "International and Ibero-American Foundation for Administration and Public Policies",
    "League of Arab States",
    "National Agency for the Prohibition of Traffic in Persons and Other Related Matters",
    "Office of the Special Rapporteur on Trafficking in Women and Children",
    "Working Group on Trafficking in Persons",
]


def words(text: str) -> str:
    """Return the words of a text in small letters, a space before and after each, addresses left out."""
    plain = re.sub(r"\S+[./]\S+/\S*", " ", text.lower()).replace("’", "'")
    return " ".join(["", *re.findall(r"[a-z0-9']+", plain), ""])


def runs(text: str, names: Iterable[str] = ()) -> set[str]:
    """Return each run of so many words in a text; none reaches over an official name."""
    own = words(text)
    for name in names:
        own = own.replace(name, " | ")
    parts = [part.split() for part in own.split("|")]
    return {" ".join(part[start : start + RUN]) for part in parts for start in range(len(part) - RUN + 1)}


def texts(value: Any, name: str = "", *, official: bool = False) -> Iterator[str]:
    """Yield every text in a fixture entry that is our own, or else the official ones."""
    if isinstance(value, str):
        if official == (name in OFFICIAL):
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, name, official=official)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, name if name in OFFICIAL else key, official=official)


def official_names() -> list[str]:
    """Return titles and names of three words and more, the longest first."""
    entries = [json.loads((settings.FIXTURES / f"{name}.json").read_text("utf-8")) for name in OFFICIAL_FILES]
    names = {words(name) for name in [*OTHER_NAMES, *texts(entries, official=True)]}
    return sorted((name for name in names if len(name.split()) > 2), key=len, reverse=True)


@pytest.mark.skipif(not os.environ.get("SOURCE_TEXTS"), reason="SOURCE_TEXTS names no folder with the source texts")
def test_no_text_is_copied_from_a_source():
    sources = [path.read_text("utf-8") for path in sorted(Path(os.environ["SOURCE_TEXTS"]).glob("*.txt"))]
    printed = set().union(*(runs(source) for source in sources))
    names = official_names()
    assert len(printed) > 10_000
    copied = [
        f"{path.name}: {run}"
        for path in sorted(settings.FIXTURES.glob("*.json"))
        for text in texts(json.loads(path.read_text("utf-8")))
        for run in (runs(text, names) & printed if runs(text) & printed else ())
    ]
    assert copied == []
