"""The table of agreements and the page of one agreement."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertContains, assertNotContains

from directory.filters import AgreementFilter
from directory.models import Agreement, Country, Organisation, OrganisationStatement
from directory.models.agreement import AgreementForm, AgreementStatus
from documents.publication import State
from tests.factories import make_agreement, make_country, make_mechanism, make_organisation, make_theme

LIST = "/en/cooperation/"
PROCEDURES = "/en/cooperation/india-bangladesh-bhutan-nepal-procedures/"


def chosen(query: str) -> set[str]:
    """Return the agreements that a query string leaves."""
    found = AgreementFilter(QueryDict(query), Agreement.objects.published()).qs
    return set(found.values_list("slug", flat=True))


def test_the_whole_table(client):
    response = client.get(LIST)
    assertContains(response, f"{Agreement.objects.count()} agreements")
    assertContains(response, "<caption")
    assertContains(response, 'scope="col"', count=4)
    assertContains(response, 'scope="row"', count=Agreement.objects.count())
    assertContains(response, f'<a href="{PROCEDURES}">India – Bangladesh, Bhutan and Nepal')
    assertContains(response, "Coordination when victims return to their countries.")
    assertContains(response, "Bangkok ¶\N{NO-BREAK SPACE}41")
    for column in ("Parties", "Form", "Status"):
        assertContains(response, f'data-c="{column}"', count=Agreement.objects.count())


def test_parties_are_linked_and_silence_is_named(client):
    response = client.get(LIST, {"form": "joint-plan"})
    assertContains(response, '<a href="/en/regional/eccas/">ECCAS</a>, <a href="/en/regional/ecowas/">ECOWAS</a>')
    assertContains(client.get(LIST, {"country": "senegal"}), "West African countries, not named")
    make_agreement(title="Nobody named")
    assertContains(client.get(LIST), "Not stated in the sources")


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("country=india", {"countries__slug": "india"}),
        ("form=memorandum", {"form": "memorandum"}),
        ("status=proposed", {"status": "proposed"}),
        ("country=india&form=procedures", {"countries__slug": "india", "form": "procedures"}),
        ("status=not-stated", {"status": "not-stated"}),
    ],
)
def test_each_filter(query, lookup):
    expected = set(Agreement.objects.filter(**lookup).values_list("slug", flat=True))
    assert expected
    assert chosen(query) == expected


def test_parameters_stand_in_the_order_of_the_addresses():
    assert list(AgreementFilter.base_filters) == ["country", "form", "status"]


def test_nothing_found_says_why_and_what_to_do(client):
    response = client.get(LIST, {"country": "india", "form": "memorandum"})
    assertContains(response, "That the sources name none does not mean that there is none.")
    assertContains(response, '<a href="/en/cooperation/?country=india">Without Form: Memorandum of understanding</a>')
    assertNotContains(response, "<caption")


def test_no_agreement_at_all(client):
    Agreement.objects.update(state=State.DRAFT)
    response = client.get(LIST)
    assertContains(response, "No agreement is published yet")
    assertNotContains(response, "By country")


def test_agreements_by_country(client):
    countries = list(client.get(LIST).context["countries"])
    assert countries == list(Country.objects.filter(agreements__isnull=False).distinct())
    india = next(country for country in countries if country.slug == "india")
    assert set(india.agreements.all()) == set(Agreement.objects.filter(countries=india))


def test_the_list_by_country_is_not_filtered(client):
    assert len(client.get(LIST, {"country": "senegal"}).context["countries"]) > 1


def test_plans_of_regional_bodies(client):
    response = client.get(LIST)
    assert set(response.context["plans"]) == set(OrganisationStatement.objects.filter(aspect="plan"))
    assertContains(response, "The Arab initiative to combat trafficking in persons")
    assertContains(response, 'href="/en/regional/las/"')
    Organisation.objects.filter(slug="las").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), "The Arab initiative")


def test_form_and_status_are_explained(client):
    response = client.get(LIST)
    for meaning in [*(form.meaning for form in AgreementForm), *(status.meaning for status in AgreementStatus)]:
        assertContains(response, meaning)


def test_drafts_are_not_shown(client):
    Agreement.objects.filter(slug="india-bangladesh-bhutan-nepal-procedures").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), PROCEDURES)
    assert client.get(PROCEDURES).status_code == 404
    assertNotContains(client.get("/en/cooperation/bangladesh-india-joint-task-force/"), PROCEDURES)


def test_unknown_agreement_is_missing(client):
    assert client.get("/en/cooperation/none/").status_code == 404


@pytest.mark.parametrize(
    "query", ["page=zz", "page=0", "country=%00", "form[]=1", "status=" + "a" * 10_000, "%00=%00", "page=99"]
)
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_one_agreement(client):
    response = client.get(PROCEDURES)
    assertContains(response, "<h1>India – Bangladesh, Bhutan and Nepal: procedures for repatriation</h1>")
    assertContains(response, "In force as described: in use")
    assertContains(response, AgreementStatus.IN_FORCE.meaning)
    assertContains(response, AgreementForm.PROCEDURES.meaning)
    assertContains(response, "As described in a source of 2 April 2015.")
    assertContains(response, 'href="/en/countries/bhutan/"')
    assertContains(response, 'href="/en/mechanisms/india-anti-trafficking-cell/"')
    assertContains(response, 'href="/en/themes/bilateral-cross-border/"')
    assertContains(response, '<p class="gist">India, Malaysia, Mexico, Morocco and Romania presented')
    assertContains(response, "¶ without a name: Second consultative meeting, Bangkok")


def test_status_not_stated(client):
    response = client.get("/en/cooperation/naptip-memorandums/")
    assertContains(response, '<span class="tag">Status not stated</span>')
    assertContains(response, "Not stated: named by the NAPTIP representative")


def test_each_paragraph_stands_once(client):
    response = client.get("/en/cooperation/african-union-european-union-project/")
    assert [paragraph.label for paragraph in response.context["paragraphs"]] == ["18"]
    assertContains(response, "¶\N{NO-BREAK SPACE}18, note 9")


def test_what_else_the_parties_agreed(client):
    country, body = make_country(), make_organisation()
    one, other, third = (make_agreement(title=title) for title in ("First", "Second", "Third"))
    one.countries.set([country])
    one.organisations.set([body])
    other.countries.set([country, make_country()])
    other.organisations.set([body])
    assert list(Agreement.objects.published().of_same_parties(one)) == [other]
    assertContains(client.get(one.get_absolute_url()), other.get_absolute_url(), count=1)
    assertContains(client.get(third.get_absolute_url()), "The sources name no other agreement of these parties.")


def test_unpublished_mechanisms_bodies_and_themes_are_not_named(client):
    agreement = make_agreement()
    agreement.mechanisms.set([make_mechanism(name="Hidden mechanism", state=State.DRAFT)])
    agreement.organisations.set([make_organisation(acronym="Hidden body", state=State.DRAFT)])
    agreement.themes.set([make_theme(names={"en": "Hidden theme"}, state=State.DRAFT)])
    assertNotContains(client.get(agreement.get_absolute_url()), "Hidden")
    assertNotContains(client.get(LIST), "Hidden")


@pytest.mark.parametrize(("address", "number"), [(LIST, 9), (f"{LIST}?country=india", 9), (PROCEDURES, 11)])
def test_number_of_queries(client, django_assert_num_queries, address, number):
    client.get(LIST)  # builds what is held in memory
    with django_assert_num_queries(number):
        client.get(address)


def test_more_agreements_take_no_more_queries(client, django_assert_num_queries):
    for _place in range(5):
        make_agreement().countries.set([make_country(), make_country()])
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_the_arabic_page(client):
    response = client.get("/ar/cooperation/")
    assertContains(response, 'dir="rtl"')
    assertContains(response, Country.objects.get(iso2="IN").names["ar"])
