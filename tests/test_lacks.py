"""What the record lacks: every gap is counted, filled gaps go, and an empty list says so."""

from __future__ import annotations

import pytest
from django.utils import translation

from consultations.models import Consultation
from directory.gazetteer import by_name
from directory.models import Country, Mechanism, Practice
from documents.models import Document, Paragraph, Reference
from documents.publication import State
from nrem_portal.pages.lacks import undated
from recommendations.models import FollowUp, Recommendation
from tests import factories as make

GAPS = "/en/about/gaps/"


def lacking(client) -> dict[str, set[str]]:
    """Return, for each thing that may be lacking, the mechanisms that the page names."""
    lacks = client.get(GAPS).context["lacks"]
    return {str(lack.words): {one.slug for one, _words in lack.mechanisms} for lack in lacks}


def test_a_state_goes_when_a_mechanism_is_recorded(client):
    parts = client.get(GAPS).context["silent"]
    assert [part.region.slug for part in parts] == ["africa", "americas", "asia", "europe", "oceania"]
    countries = {country for part in parts for country in part.countries}
    assert countries == set(Country.objects.without_mechanisms())
    make.make_mechanism(country=parts[0].countries[0])
    assert len(client.get(GAPS).context["silent"][0].countries) == len(parts[0].countries) - 1


def test_mechanisms_are_named_by_what_they_lack(client):
    bare = make.make_mechanism().slug
    draft = make.make_mechanism(state=State.DRAFT).slug
    assert all(bare in slugs and draft not in slugs for slugs in lacking(client).values())
    mechanism = Mechanism.objects.get(slug=bare)
    make.make_statement(mechanism, aspect="legal-basis")
    make.make_statement(mechanism, aspect="function", function=make.make_function())
    make.make_contact(mechanism, audience="staff")
    assert [words for words, slugs in lacking(client).items() if bare in slugs] == ["No way to reach it known"]
    make.make_contact(mechanism, value="https://example.org/office")
    assert all(bare not in slugs for slugs in lacking(client).values())


def test_two_mechanisms_of_one_country_are_told_apart(client):
    country = make.make_country(names={"en": "Utopia"})
    make.make_mechanism(country=country, name="The first office")
    make.make_mechanism(country=country, name="The second office", acronym="TSO")
    html = client.get(GAPS).content.decode()
    assert "Utopia (The first office)" in html
    assert "Utopia (TSO)" in html


def test_other_lacks_of_mechanisms_are_counted(client):
    before = client.get(GAPS).context["mechanisms"]
    mechanism = make.make_mechanism()
    bare = {name: number + 1 for name, number in before.items()}
    assert client.get(GAPS).context["mechanisms"] == bare
    make.make_role(mechanism)
    make.make_answer(mechanism, origin="mechanism", office="Its office", as_of="2026")
    filled = bare | {"role": before["role"], "unconfirmed": before["unconfirmed"]}
    assert client.get(GAPS).context["mechanisms"] == filled


@pytest.mark.parametrize(
    ("address", "name"), [("/en/mechanisms/?role=not-stated", "role"), ("/en/mechanisms/?model=not-stated", "model")]
)
def test_counts_lead_to_lists_of_that_length(client, address, name):
    response = client.get(GAPS)
    assert f'href="{address}"' in response.content.decode()
    assert client.get(address).context["listing"].count == response.context["mechanisms"][name]


def test_documents_known_stand_with_what_cites_them(client):
    html = client.get(GAPS).content.decode()
    assert len(client.get(GAPS).context["documents"]) == Document.objects.filter(held=False).count()
    entry = html.partition('href="/en/documents/A-HRC-26-37-Add.1/"')[2].partition("</li>")[0]
    assert 'href="/en/documents/A-HRC-29-38-Add.2/#p8"' in entry
    Document.objects.filter(key="A-HRC-26-37-Add.1").update(held=True)
    response = client.get(GAPS)
    assert "A-HRC-26-37-Add.1" not in response.content.decode()
    assert b"None: the report of every consultation is held." in response.content


def test_a_consultation_without_any_report_is_named(client):
    Consultation.objects.filter(slug="dakar-2010").update(outcome_document=None)
    response = client.get(GAPS)
    assert [one.slug for one in response.context["consultations"]] == ["dakar-2010", "berlin-2013"]
    assert b"no report is known" in response.content


def test_recommendations_and_practices_lead_to_their_lists(client):
    response = client.get(GAPS)
    numbers = response.context["recommendations"]
    assert client.get("/en/recommendations/?status=none").context["listing"].count == numbers["step"]
    assert client.get("/en/practices/?country=not-stated").context["listing"].count == response.context["practices"]
    assert 'href="/en/practices/?country=not-stated"' in response.content.decode()
    recommendation = Recommendation.objects.published().without_entry().first()
    make.make_bearing(recommendation=recommendation, kind="statement")
    later = client.get(GAPS).context["recommendations"]
    assert later == numbers | {"entry": numbers["entry"] - 1}


def test_what_carries_no_date_is_counted(client):
    before = client.get(GAPS).context["dates"]
    mechanism = make.make_mechanism()
    references = [make.make_address(publisher="A lone publisher"), make.make_address(publisher="European Commission")]
    make.make_statement(mechanism, references=references)
    make.make_document()
    after = client.get(GAPS).context["dates"]
    assert after["statements"] == before["statements"] + 1
    assert mechanism in [one for one, _words in after["mechanisms"]]
    assert after["addresses"].number == before["addresses"].number + 2
    assert after["addresses"].others == before["addresses"].others + 1
    assert dict(after["addresses"].publishers)["European Commission"] == (
        dict(before["addresses"].publishers)["European Commission"] + 1
    )
    assert client.get("/en/documents/?year=not-stated").context["listing"].count == after["documents"]


def test_mechanisms_stand_in_the_order_of_the_readers_language(client):
    lack = client.get("/ar/about/gaps/").context["lacks"][2]
    countries = list(dict.fromkeys(one.country for one, _words in lack.mechanisms))
    with translation.override("ar"):
        assert countries == by_name(countries)


def test_publishers_of_one_address_are_only_counted():
    found = undated([("One", 3), ("", 2), ("Two", 2), ("Three", 1)])
    assert (found.number, found.publishers, found.others) == (8, [("One", 3), ("Two", 2)], 3)


def test_wording_is_counted_in_the_language_of_the_reader(client):
    number = Paragraph.objects.of_published().count()
    make.make_paragraph_text(Paragraph.objects.first(), language="ar")
    assert client.get(GAPS).context["wordings"] == {"number": number, "missing": number}
    assert client.get("/ar/about/gaps/").context["wordings"] == {"number": number, "missing": number - 1}


def test_a_record_without_gaps_says_so(client):
    Mechanism.objects.update(state=State.DRAFT)
    for country in Country.objects.all():
        make.make_mechanism(country=country)
    for model in (Document, Practice, Recommendation, FollowUp, Consultation):
        model.objects.update(state=State.DRAFT)
    html = client.get(GAPS).content.decode()
    assert "None: in every State a mechanism is recorded." in html
    assert "None: every document known is held." in html
    assert "None: the report of every consultation is held." in html
    assert "None: a step or result is recorded of every recommendation." in html
    assert "None: every practice is tied to a country." in html
    assert "Nothing is missing: it is held for every paragraph." in html
    Mechanism.objects.update(state=State.DRAFT)
    dates = client.get(GAPS).content.decode().partition('id="dates"')[2].partition("</section>")[0]
    assert dates.count(">None<") == 4


def test_addresses_behind_drafts_are_not_counted(client):
    before = client.get(GAPS).context["dates"]["addresses"].number
    make.make_statement(make.make_mechanism(state=State.DRAFT), references=[make.make_address()])
    assert client.get(GAPS).context["dates"]["addresses"].number == before
    assert Reference.objects.on_the_web().undated().count() > before


def test_queries_of_gaps(client, django_assert_num_queries):
    with django_assert_num_queries(24):
        client.get(GAPS)
