"""The list of regional bodies and the page of one body."""

from __future__ import annotations

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Consultation, Participation
from directory.gazetteer import by_name
from directory.models import Country, Mechanism, Organisation, OrganisationStatement, RegionalRole
from directory.models.organisation import OrganisationKind
from documents.groups import by_choice
from documents.models import Discrepancy
from documents.publication import State
from recommendations.models import Recommendation
from tests.factories import (
    linked,
    make_address,
    make_agreement,
    make_claim,
    make_country,
    make_discrepancy,
    make_mechanism,
    make_organisation,
    make_participation,
    make_person,
    make_practice,
    make_reference,
    make_session,
)

LIST = "/en/regional/"
AU = "/en/regional/au/"


def test_bodies_stand_by_kind(client):
    response = client.get(LIST)
    kinds = [group.value for group in response.context["groups"]]
    assert kinds == [
        OrganisationKind.REGIONAL,
        OrganisationKind.SUBREGIONAL,
        OrganisationKind.PROCESS,
        OrganisationKind.PART,
    ]
    assert [group.value for group in response.context["apart"]] == [OrganisationKind.UN, OrganisationKind.OTHER]
    shown = {body for group in [*response.context["groups"], *response.context["apart"]] for body in group.records}
    assert shown == set(Organisation.objects.all())
    assertContains(response, f'<a href="{AU}">African Union</a>')
    assertContains(response, "AU · Africa")


def test_kinds_without_bodies_are_left_out():
    (group,) = by_choice([make_organisation(kind="treaty-body")], "kind", OrganisationKind)
    assert (group.value, group.label) == (OrganisationKind.TREATY_BODY, OrganisationKind.TREATY_BODY.label)
    assert by_choice([], "kind", OrganisationKind) == []


def test_members_and_members_with_a_mechanism_are_counted():
    body = make_organisation()
    with_two, with_draft, without = make_country(), make_country(), make_country()
    for country in (with_two, with_two):
        make_mechanism(country=country)
    make_mechanism(country=with_draft, state=State.DRAFT)
    body.members.set([with_two, with_draft, without])
    counted = Organisation.objects.with_member_counts().get(pk=body.pk)
    assert (counted.member_count, counted.members_with_mechanism) == (3, 1)


def test_the_list_shows_both_numbers(client):
    members = Country.objects.filter(organisations__slug="au")
    with_mechanism = members.with_mechanisms()
    assertContains(client.get(LIST), f"<td>{members.count()}</td><td>{with_mechanism.count()}</td>", html=False)
    assertContains(client.get(LIST), '<td class="nil" colspan="2">Not stated in the sources</td>')


def test_the_roles_that_sources_give_such_bodies(client):
    response = client.get(LIST)
    assert list(response.context["roles"]) == list(RegionalRole.objects.all())
    assertContains(response, "Regional bodies guide States in drawing up national plans")
    assertContains(response, "Dakar note Summary ¶4")


def test_drafts_are_not_shown(client):
    Organisation.objects.filter(slug="asean").update(state=State.DRAFT)
    assert client.get("/en/regional/asean/").status_code == 404
    assertNotContains(client.get(LIST), "/en/regional/asean/")
    assertNotContains(client.get("/en/regional/acwc/"), "/en/regional/asean/")


def test_a_draft_body_of_a_body_is_not_shown(client):
    assertContains(client.get("/en/regional/asean/"), "/en/regional/acwc/")
    Organisation.objects.filter(slug="acwc").update(state=State.DRAFT)
    assertNotContains(client.get("/en/regional/asean/"), "/en/regional/acwc/")


def test_unknown_body_is_missing(client):
    assert client.get("/en/regional/none/").status_code == 404


@pytest.mark.parametrize("query", ["page=zz", "page=%00", "a[]=1", "x=" + "a" * 10_000])
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200
    assert client.get(f"{AU}?{query}").status_code == 200


def test_one_body(client):
    response = client.get(AU)
    assertContains(response, "<h1>African Union</h1>")
    assertContains(response, '<span class="tag">Regional organization</span>')
    assertContains(response, "Addis Ababa, Ethiopia")
    assertContains(response, "not checked as headquarters")
    assertContains(response, "Dakar note Annex, entry 5")
    assertContains(response, "¶ without a name: Consultation on regional mechanisms, Dakar")


def test_statements_stand_by_aspect(client):
    response = client.get("/en/regional/ecowas/")
    told = response.context["told"]
    assert [part.value.value for part in told] == ["plan", "tool"]
    shown = {statement for part in told for statement in part.records}
    assert shown == set(OrganisationStatement.objects.filter(organisation__slug="ecowas"))
    assertContains(response, "A plan of action against trafficking in persons for 2008–2011.")
    assertContains(response, '<h2 class="below">Guidelines and tools</h2>')


def test_a_body_of_which_nothing_is_told(client):
    response = client.get(make_organisation(acronym="").get_absolute_url())
    assertContains(response, "Not stated in the sources", count=4)  # work, members, area, seat
    assertContains(response, "The sources name it at none of the consultations.")


def test_members_with_their_mechanisms(client):
    response = client.get(AU)
    members = response.context["members"]
    assert members.every == by_name(Country.objects.filter(organisations__slug="au"))
    assert members.recorded == by_name(Country.objects.filter(organisations__slug="au").with_mechanisms())
    assert set(members.recorded) | set(members.silent) == set(members.every)
    assertContains(response, f"{len(members.every)} recorded, {len(members.recorded)} of them with a mechanism")
    assertContains(response, 'href="/en/mechanisms/nigeria-naptip/"')
    assertContains(response, "some members are marked as suspended in the source")


def test_a_draft_mechanism_does_not_mark_its_country(client):
    Mechanism.objects.filter(country__slug="nigeria").update(state=State.DRAFT)
    response = client.get(AU)
    assertNotContains(response, "nigeria-naptip")
    assert "nigeria" in {country.slug for country in response.context["members"].silent}


def test_members_only_of_bodies_made_of_states(client):
    assert client.get("/en/regional/unodc/").context["members"] is None
    assertNotContains(client.get("/en/regional/unodc/"), "Members")
    assertContains(client.get("/en/regional/cbss/"), "Members")


def test_consultations_attended_and_who_spoke(client):
    response = client.get(AU)
    own = Participation.objects.filter(organisation__slug="au")
    spoke = Participation.objects.filter(person__organisation__slug="au")
    assert set(response.context["participations"]) == set(own | spoke)
    assert spoke.exists()
    assertContains(response, '<a href="/en/consultations/dakar-2010/">')
    assertContains(response, "Chantel Kapp-Marais")
    assertContains(response, "Sessions 2 and 3, through its Commission.")


def test_participations_stand_newest_meeting_first_and_own_before_persons():
    body = make_organisation()
    old, new = Consultation.objects.get(slug="dakar-2010"), Consultation.objects.get(slug="bangkok-2014")
    person = make_participation(new, person=make_person(organisation=body))
    own = make_participation(new, organisation=body)
    earlier = make_participation(old, organisation=body)
    assert list(Participation.objects.of_organisation(body)) == [own, person, earlier]


def test_a_draft_consultation_is_not_shown(client):
    Consultation.objects.filter(slug="dakar-2010").update(state=State.DRAFT)
    assertNotContains(client.get(AU), "/en/consultations/dakar-2010/")


@pytest.mark.parametrize(
    ("slug", "groups"),
    [("au", ["regional-mechanisms", "regional-organizations"]), ("unodc", ["un-bodies"]), ("icmpd", [])],
)
def test_recommendations_to_such_bodies(client, slug, groups):
    response = client.get(f"/en/regional/{slug}/")
    addressed = response.context["addressed"]
    assert [one.group.value for one in addressed] == groups
    for one in addressed:
        expected = Recommendation.objects.filter(addressees__group=one.group).distinct().count()
        assert one.number == expected
        assertContains(response, f'<a href="/en/recommendations/?to={one.group.value}">{one.group.label}</a>')


def test_draft_recommendations_are_not_counted(client):
    Recommendation.objects.filter(addressees__group="un-bodies").update(state=State.DRAFT)
    assert client.get("/en/regional/unodc/").context["addressed"] == []


def test_sources_differ(client):
    assertContains(client.get("/en/regional/coe/"), "Sources differ")
    body = make_organisation()
    body.discrepancies.set([make_discrepancy(question="Which seat?")])
    make_claim(body.discrepancies.first(), value="Here")
    assertContains(client.get(body.get_absolute_url()), "Which seat?")
    Discrepancy.objects.update(state=State.DRAFT)
    assertNotContains(client.get(body.get_absolute_url()), "Sources differ")


def test_addresses_are_numbered_in_one_list(client):
    address = make_address(publisher="A ministry")
    body = linked(make_organisation(), members_references=[address], seat_references=[make_reference()])
    body.members.set([make_country()])
    response = client.get(body.get_absolute_url())
    assertContains(response, 'href="#source-1"')
    assertContains(response, 'id="source-1"')
    assertContains(response, f'<a href="{address.url}" rel="external">A ministry</a>')


def test_agreements_and_practices_of_a_body(client):
    body = make_organisation()
    for made in (make_agreement(title="Their plan"), make_practice(title="Their lesson")):
        made.organisations.set([body])
    for made in (
        make_agreement(title="Hidden plan", state=State.DRAFT),
        make_practice(title="Hidden one", state=State.DRAFT),
    ):
        made.organisations.set([body])
    response = client.get(body.get_absolute_url())
    assertContains(response, "Their plan")
    assertContains(response, "Their lesson")
    assertNotContains(response, "Hidden")


@pytest.mark.parametrize(("address", "number"), [(LIST, 3), (AU, 15), ("/en/regional/unodc/", 11)])
def test_number_of_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)


def test_more_bodies_members_and_sessions_take_no_more_queries(client, django_assert_num_queries):
    body, meeting = make_organisation(), Consultation.objects.get(slug="dakar-2010")
    for _place in range(3):
        body.members.add(make_mechanism().country)
        make_participation(meeting, organisation=body, session=make_session(meeting))
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(13):
        client.get(body.get_absolute_url())


def test_the_arabic_page(client):
    response = client.get("/ar/regional/au/")
    assertContains(response, 'dir="rtl"')
    assertContains(response, Country.objects.get(iso2="NG").names["ar"])
