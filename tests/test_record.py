"""The record that ships with the portal: what it holds, that all of it has a source, and how it is loaded."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import Count, F, Q

from consultations.models import (
    AgendaItem,
    AnnouncedTopic,
    Consultation,
    Participation,
    Person,
    Proposal,
    Session,
)
from directory.models import (
    Agreement,
    ContactPoint,
    Country,
    Function,
    Indicator,
    InstitutionalModel,
    Mechanism,
    MechanismRole,
    ModelFactor,
    ModelPoint,
    Organisation,
    Practice,
    Region,
    RegionalRole,
)
from documents.models import Discrepancy, Document, Paragraph, Reference, Section, Theme, Tool
from documents.publication import Record
from documents.templatetags.nrem import mark
from recommendations.models import Addressee, Bearing, FollowUp, Origin, Recommendation
from recommendations.models.follow_up import computed_status

LAYERS = ("documents", "directory", "consultations", "recommendations")
LANGUAGES = {"ar", "zh-hans", "en", "fr", "ru", "es"}
MODELS = [model for app in LAYERS for model in apps.get_app_config(app).get_models()]

COUNTS = {
    Region: 27,
    Country: 195,
    Theme: 20,
    Document: 40,
    Section: 42,
    Paragraph: 254,
    Discrepancy: 38,
    Tool: 11,
    Organisation: 22,
    RegionalRole: 16,
    InstitutionalModel: 4,
    ModelFactor: 3,
    Function: 10,
    Indicator: 8,
    Mechanism: 172,
    Practice: 88,
    Agreement: 15,
    Person: 18,
    Consultation: 3,
    Session: 12,
    AgendaItem: 35,
    AnnouncedTopic: 9,
    Participation: 125,
    Proposal: 14,
    Origin: 3,
    Recommendation: 56,
    FollowUp: 33,  # 31 findings, and the two later consultations as the report tells of them
}


@pytest.mark.parametrize("model", COUNTS, ids=lambda model: model.__name__)
def test_how_many(model):
    assert model._default_manager.count() == COUNTS[model]


def counts_by(rows, name):
    return Counter(rows.values_list(name, flat=True))


def test_countries_and_regions():
    assert counts_by(Country.objects.all(), "membership") == {"member": 193, "observer": 2}
    assert set(Country.objects.filter(membership="observer").values_list("iso2", flat=True)) == {"VA", "PS"}
    assert Region.objects.filter(parent=None).count() == 5
    assert not Country.objects.filter(region__parent=None).exists()


def test_every_public_record_is_published_and_was_not_edited():
    for model in MODELS:
        if issubclass(model, Record):
            assert set(model._default_manager.values_list("state", "version")) == {("published", 1)}, model


@pytest.mark.parametrize("model", [Region, Country, Theme, InstitutionalModel, Function, Indicator])
def test_every_name_is_there_in_six_languages(model):
    for named in model._default_manager.all():
        assert named.names.keys() == LANGUAGES, named
        assert all(name.strip() == name != "" for name in named.names.values()), named


# Documents and paragraphs

PARAGRAPHS = {
    "A-HRC-29-38-Add.2": 62,
    "unodc-coordination-paper": 49,
    "bangkok-2014-concept-note": 20,
    "dakar-2010-report": 56,
    "dakar-2010-concept-note": 67,
}


def letters(number: int, first: str, last: str) -> list[str]:
    return [f"{number} ({chr(code)})" for code in range(ord(first), ord(last) + 1)]


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


NUMBERED = {
    "A-HRC-29-38-Add.2": numbers(1, 48)
    + letters(45, "a", "c")
    + letters(46, "a", "c")
    + letters(47, "a", "b")
    + letters(48, "a", "c"),
    "dakar-2010-report": numbers(1, 33) + letters(20, "a", "c") + letters(33, "a", "l"),
    "unodc-coordination-paper": numbers(1, 12)
    + letters(4, "a", "f")
    + letters(9, "a", "i")
    + letters(10, "a", "f")
    + letters(12, "a", "h"),
    "dakar-2010-concept-note": [*numbers(106, 137), "(g)"],
    "bangkok-2014-concept-note": [],
}


def test_paragraphs_of_the_documents_held():
    assert counts_by(Paragraph.objects.all(), "document__key") == PARAGRAPHS
    assert set(Document.objects.held().values_list("key", flat=True)) == PARAGRAPHS.keys()
    assert Document.objects.filter(held=False).count() == 35


@pytest.mark.parametrize("key", NUMBERED)
def test_numbered_paragraphs_are_exactly_those_printed(key):
    labels = Paragraph.objects.filter(document__key=key).values_list("label", flat=True)
    printed = re.compile(r"\d+( \([a-z]\))?|\([a-z]\)")
    assert sorted(label for label in labels if printed.fullmatch(label)) == sorted(NUMBERED[key])


def test_the_annex_of_the_unodc_paper():
    annex = Paragraph.objects.filter(document__key="unodc-coordination-paper", label__startswith="Annex")
    assert list(annex.values_list("label", flat=True)) == [f"Annex, entry {number}" for number in range(1, 9)]


def test_paragraphs_stand_in_the_order_printed_and_under_their_parent():
    for key in ("A-HRC-29-38-Add.2", "dakar-2010-report", "unodc-coordination-paper"):
        rows = list(Paragraph.objects.filter(document__key=key).order_by("position").select_related("parent"))
        whole = [int(row.label) for row in rows if row.label.isdigit()]
        assert whole == sorted(whole)
        parts = [row for row in rows if re.fullmatch(r"\d+ \([a-z]\)", row.label)]
        assert all(part.parent and part.label.startswith(f"{part.parent.label} (") for part in parts)


@pytest.mark.parametrize("model", [Paragraph, Reference, Session, Participation, Recommendation])
def test_what_the_fields_say_together_holds(model):
    for instance in model._default_manager.all():
        instance.clean()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_must_have_a_source_has_one(model):
    for field in model._meta.many_to_many:
        if not field.blank:
            assert not model._default_manager.filter(**{field.name: None}).exists(), field


def test_the_excerpt_in_the_dakar_concept_note_is_of_the_report_of_2010():
    labels = {*numbers(106, 137), "(g)"}
    excerpt = Paragraph.objects.filter(section__excerpt_of__key="A-HRC-14-32", label__in=labels)
    assert set(excerpt.values_list("label", flat=True)) == labels
    assert set(excerpt.values_list("document__key", flat=True)) == {"dakar-2010-concept-note"}
    place = Reference.objects.with_place().get(key="dakar-2010-concept-note#107")
    assert place.source.symbol == "A/HRC/14/32"
    assert mark(place, None).spoken == "A/HRC/14/32, paragraph 107"


def test_every_paragraph_has_a_gist_and_a_section_of_its_document():
    assert not Paragraph.objects.filter(gist="").exists()
    assert not Paragraph.objects.exclude(section__document=F("document")).exists()
    assert not Paragraph.objects.exclude(Q(parent=None) | Q(parent__document=F("document"))).exists()


def test_symbols_that_no_copy_prints_are_unknown():
    held = {"unodc-coordination-paper", "dakar-2010-report", "bangkok-2014-concept-note", "dakar-2010-concept-note"}
    assert set(Document.objects.filter(key__in=held).values_list("symbol", flat=True)) == {None}
    assert Document.objects.get(key="A-HRC-29-38-Add.2").symbol == "A/HRC/29/38/Add.2"
    for document in Document.objects.exclude(symbol=None):
        assert document.key.casefold() == re.sub(r"[/ ]", "-", document.symbol).casefold()


# Directory


def places_of(model, prefix=""):
    """Return, by slug, the labels of the paragraphs that each term is taken from."""
    rows = model._default_manager.filter(references__document__isnull=False)
    pairs = rows.values_list("slug", "references__document__short_name", "references__paragraph__label")
    return {(slug, f"{document} {label}") for slug, document, label in pairs}


def test_functions_cover_what_the_sources_name():
    cited = {label for _slug, label in places_of(Function)}
    named = [*letters(9, "a", "i"), *letters(10, "a", "f")]
    assert {f"UNODC {label}" for label in named} | {f"Bangkok {label}" for label in numbers(13, 18)} <= cited


def test_indicators_are_paragraph_12_letter_by_letter():
    rows = Indicator.objects.order_by("position").values_list("letter", "references__paragraph__label")
    assert list(rows) == [(letter, f"12 ({letter})") for letter in "abcdefgh"]


def test_institutional_models_have_advantages_and_difficulties():
    sides = Counter(ModelPoint.objects.values_list("model__slug", "side"))
    slugs = ["inter-agency", "stand-alone", "government-office", "human-rights-institution"]
    assert list(InstitutionalModel.objects.values_list("slug", flat=True)) == slugs
    assert all(sides[slug, side] for slug in slugs for side in ("advantage", "difficulty"))


def test_mechanisms_lie_in_152_countries():
    assert Mechanism.objects.values("country").distinct().count() == 152


def test_naptip_is_one_record_from_documents_and_addresses():
    naptip = Mechanism.objects.get(Q(acronym="NAPTIP") | Q(name__icontains="NAPTIP"))
    references = Reference.objects.filter(statements__mechanism=naptip)
    assert references.exclude(document=None).exists()
    assert references.filter(document=None).exists()


def test_every_mechanism_says_something():
    silent = Mechanism.objects.annotate(said=Count("statements")).filter(said=0)
    assert list(silent.values_list("slug", flat=True)) == []


def test_roles_and_models_that_are_stated_have_a_source_or_stand_in_a_statement_with_one():
    stated = Mechanism.objects.filter(model_basis="stated").annotate(sources=Count("model_references"))
    assert list(stated.filter(sources=0).values_list("slug", flat=True)) == []
    roles = MechanismRole.objects.filter(basis="stated").annotate(sources=Count("references"))
    assert list(roles.filter(sources=0).values_list("mechanism__slug", "role")) == []


def test_no_contact_is_personal():
    assert set(ContactPoint.objects.values_list("audience", flat=True)) == {"public"}
    free_mail = re.compile(r"@(gmail|yahoo|hotmail|outlook|icloud|live)\.", re.IGNORECASE)
    assert [contact.value for contact in ContactPoint.objects.all() if free_mail.search(contact.value)] == []


def test_practices_by_kind():
    assert counts_by(Practice.objects.all(), "kind") == {"good-practice": 35, "lesson": 17, "challenge": 36}


# Consultations


def test_sessions_and_items():
    assert counts_by(Session.objects.all(), "consultation__slug") == {"dakar-2010": 6, "bangkok-2014": 6}
    assert set(AgendaItem.objects.values_list("session__consultation__slug", flat=True)) == {"dakar-2010"}
    assert counts_by(AnnouncedTopic.objects.all(), "consultation__slug") == {"dakar-2010": 3, "bangkok-2014": 6}


def test_who_took_part():
    took_part = Participation.objects.all()
    assert took_part.exclude(organisation=None).values("organisation").distinct().count() == 20
    assert took_part.exclude(country=None).values("country").distinct().count() == 19
    assert not took_part.filter(role="").exists()
    assert not took_part.exclude(Q(session=None) | Q(session__consultation=F("consultation"))).exists()
    assert not took_part.exclude(Q(item=None) | Q(item__session=F("session"))).exists()


def test_an_invitation_is_not_shown_as_presence():
    invited = Participation.objects.filter(consultation__slug="dakar-2010", role="invited")
    assert invited.exclude(organisation=None).count() == 15


# Recommendations


def test_recommendations_by_origin_each_with_its_own_paragraph():
    assert counts_by(Recommendation.objects.all(), "origin__slug") == {
        "dakar-2010": 12,
        "bangkok-2014": 11,
        "sr-report-2010": 33,
    }
    assert Recommendation.objects.values("paragraph").distinct().count() == 56
    assert {row.slug for row in Recommendation.objects.filter(origin__slug="dakar-2010")} == {
        f"33-{letter}" for letter in "abcdefghijkl"
    }


def test_every_recommendation_has_addressees_and_themes():
    bare = Recommendation.objects.annotate(to=Count("addressees", distinct=True), on=Count("themes", distinct=True))
    assert list(bare.filter(Q(to=0) | Q(on=0)).values_list("slug", flat=True)) == []
    assert not Addressee.objects.filter(basis="").exists()


def test_every_follow_up_entry_bears_on_a_recommendation():
    assert list(FollowUp.objects.filter(bearings=None)) == []
    assert not Bearing.objects.exclude(decided_status="").exists()  # a status is decided by a person, not by a file


def test_statuses_are_as_computed():
    for recommendation in Recommendation.objects.all():
        assert (recommendation.status, recommendation.status_since) == computed_status(recommendation)
    assert counts_by(Recommendation.objects.all(), "status").keys() == {"none", "under-way"}
