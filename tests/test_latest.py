"""Latest changes, on the page and in the feed; and what programs are told of the portal."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from directory.models import Mechanism
from documents.models import DataVersion, Document
from documents.publication import State, record_version
from documents.templatetags.nrem import partial_date
from nrem_portal.lists import LISTS
from nrem_portal.outlets import latest
from nrem_portal.outlets.headlines import headline
from recommendations.models import Recommendation
from tests import factories as make
from tests.walk import Page

PAGE, FEED = "/en/latest/", "/en/latest.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def change(*records, kind: str = "recommendation") -> None:
    record_version(reason="Changed", records=[(kind, str(record.uid)) for record in records])


def shown(client, address: str = PAGE) -> list[latest.Shown]:
    return client.get(address).context["changes"]


def entries(client) -> list[ElementTree.Element]:
    response = client.get(FEED)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 – our own


def test_what_is_published_comes_first_with_title_and_address(client):
    made = make.make_recommendation(title="A new one")
    change(made)
    first = shown(client)[0]
    assert (first.what, first.kind) == ("published", "recommendation")
    assert first.headline.title.endswith("A new one")
    html = client.get(PAGE).content.decode()
    assert f'<a href="{made.get_absolute_url()}">' in html
    entry = entries(client)[0]
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{made.uid}"
    assert entry.findtext(f"{ATOM}title") == f"Published: {first.headline.title}"


def test_what_changes_again_was_corrected_and_stands_once(client):
    made = make.make_recommendation()
    change(made)
    change(made)
    told = [one for one in shown(client) if one.id == f"urn:uuid:{made.uid}"]
    assert [one.what for one in told] == ["corrected"]
    Recommendation.objects.filter(pk=make.make_recommendation().pk).update(version=1)
    newer = make.make_recommendation(version=3)
    change(newer)
    assert shown(client)[0].what == "corrected"


def test_an_entry_that_moves_a_status_is_told_of_alone(client):
    entry, moved = make.make_follow_up(), make.make_recommendation()
    told = [("follow-up", str(entry.uid)), ("recommendation", str(moved.uid))]
    record_version(reason="Published", records=told)
    ids = [one.id for one in shown(client)]
    assert ids[0] == f"urn:uuid:{entry.uid}"
    assert f"urn:uuid:{moved.uid}" not in ids


def test_of_what_is_withdrawn_the_reason_is_told_and_nothing_else(client):
    made = make.make_recommendation(title="Zzgone", summary="Zzgone")
    change(made)
    Recommendation.objects.filter(pk=made.pk).update(state=State.WITHDRAWN, withdrawn_reason="It was <another>")
    change(made)
    first = shown(client)[0]
    assert (first.what, first.headline, first.reason) == ("withdrawn", None, "It was <another>")
    html = client.get(PAGE).content.decode()
    assert "Reason: It was &lt;another&gt;" in html
    feed = client.get(FEED).content.decode()
    assert "Withdrawn: recommendation" in feed
    assert "Zzgone" not in html + feed
    assert made.get_absolute_url() not in html + feed


def test_drafts_are_not_told_of(client):
    change(make.make_recommendation(title="Zzdraft", state=State.DRAFT), make.make_recommendation(title="Other"))
    change(make.make_proposal(make.make_consultation(state=State.DRAFT), title="Zzdraft"), kind="proposal")
    assert "Zzdraft" not in client.get(PAGE).content.decode() + client.get(FEED).content.decode()
    assert shown(client)[0].headline.title.endswith("Other")


def test_every_kind_of_record_can_be_told_of(client):
    for kind, records in latest.KINDS.items():
        change(records.published().first(), kind=kind)
    told = shown(client)
    assert len({one.kind for one in told[: len(latest.KINDS)]}) == len(latest.KINDS)
    for one in told:
        assert client.get(one.headline.address.partition("#")[0]).status_code == 200


def test_what_has_no_page_is_left_out(client):
    record_version(reason="Changed", records=[("region", "africa"), ("paragraph", "A-1#2")])
    record_version(reason="All", records=[])
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("query", ["?page=2", "?page=99999999999", "?page=x", "?none=1"])
def test_pages(client, query):
    assert shown(client, f"{PAGE}{query}")


def test_an_empty_record(client):
    DataVersion.objects.all().delete()
    assert b"Nothing has been published yet." in client.get(PAGE).content
    assert entries(client) == []


@pytest.mark.parametrize(("address", "number"), [(PAGE, 4), (FEED, 7)])
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)


def test_queries_do_not_grow_with_changes(client, django_assert_num_queries):
    change(*(make.make_recommendation() for _ in range(20)))
    with django_assert_num_queries(2):
        client.get(PAGE)


# What programs are told


def data_of(html: str) -> list[dict]:
    return [
        json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("recommendations/bangkok-2014/45-c", "CreativeWork"),
        ("documents/A-HRC-29-38-Add.2", "Report"),
        ("documents/A-HRC-26-37-Add.1", "Report"),
        ("mechanisms/nigeria-naptip", "GovernmentOrganization"),
        ("consultations/dakar-2010", "Event"),
        *((name, "Dataset") for name in LISTS),
    ],
)
def test_pages_say_what_they_show(client, page, kind):
    for language in ("en", "ar"):
        (told,) = data_of(client.get(f"/{language}/{page}/").content.decode())
        assert (told["@context"], told["@type"]) == ("https://schema.org", kind)
        assert told["url"] == f"http://testserver/{language}/{page}/"
        assert all(told.values())


def test_a_recommendation_says_in_which_paragraph_of_which_report_it_stands(client):
    (told,) = data_of(client.get("/en/recommendations/bangkok-2014/45-c/").content.decode())
    place = told["isPartOf"]
    assert (place["position"], place["isPartOf"]["reportNumber"]) == ("45 (c)", "A/HRC/29/38/Add.2")
    assert told["@id"] == "http://testserver/r/bangkok-2014/45-c"
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(state=State.DRAFT)
    (told,) = data_of(client.get("/en/recommendations/bangkok-2014/45-c/").content.decode())
    assert "isPartOf" not in told


def test_no_text_ends_the_block_of_data(client):
    text = "</script><script>zz()</script><!-- & \u2028"
    Mechanism.objects.filter(slug="nigeria-naptip").update(name=text)
    html = client.get("/en/mechanisms/nigeria-naptip/").content.decode()
    (told,) = data_of(html)
    assert told["name"] == text
    assert Page(html).inline == []


def test_a_script_of_our_own_would_still_be_found():
    assert Page("<script>1</script>").inline == ["script"]
    assert Page('<script type="text/javascript">1</script>').inline == ["script"]
    assert Page('<script type="application/ld+json" nonce="1">1</script>').inline == ["script"]
    assert Page('<script type="application/ld+json">{}</script>').inline == []


def test_llms_txt_leads_to_lists_data_and_licence(client):
    response = client.get("/llms.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("# NREM Portal\n\n> ")
    for address in re.findall(r"http://testserver(/[^\s)]*)", text):
        if not address.startswith("/api/"):
            assert client.get(address, follow=True).status_code == 200, address
    assert "CC BY 4.0" in text
    assert len(text) < 3_000


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_else_it_can_be_had(client, name):
    query = "?kind=lesson" if name == "practices" else ""
    html = client.get(f"/en/{name}/{query}").content.decode()
    assert "Use this list elsewhere" in html
    for suffix in LISTS[name].filter_class.formats:
        assert f'<a href="/en/{name}.{suffix}{query}">' in html
    assert f'<link rel="alternate" type="application/atom+xml" href="/en/{name}.atom{query}">' in html
    given = f"{query.removeprefix('?')}&amp;" if query else ""
    assert f'href="/api/v1/{name}/?{given}lang=en"' in html
    asked = f"&amp;{query.removeprefix('?')}" if query else ""
    assert (f'href="/en/alerts/new/?list={name}{asked}"' in html) == (name not in {"consultations", "tools"})


def test_the_day_of_a_follow_up_entry_is_in_the_language_of_the_reader():
    entry = make.make_follow_up(date="2021-05-06", actor="Office of Quokka")
    with override("ar"):
        told = headline(entry, "")
        assert (told.title, told.day) == ("Office of Quokka", partial_date("2021-05-06"))
        assert "May" not in told.line
    with override("en"):
        assert headline(entry, "").line == "Office of Quokka · 6 May 2021"
