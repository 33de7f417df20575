"""Addresses as sources print them become links to the web, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models import ContactPoint
from directory.models.contact import ContactKind
from documents.links import web_link
from documents.models import Tool

LINKS = {
    "www.osce.org/odihr/13967": "https://www.osce.org/odihr/13967",
    "http://www.nccht.gov.ae/": "http://www.nccht.gov.ae/",
    "https://www.minv.sk/?information-centre": "https://www.minv.sk/?information-centre",
    "naptip.gov.ng:8080/en": "https://naptip.gov.ng:8080/en",
    "HTTPS://EXAMPLE.ORG": "HTTPS://EXAMPLE.ORG",
    "https://مثال.إختبار/": "https://مثال.إختبار/",
}
NONE = [
    "",
    "javascript:alert(1)//://",
    "javascript://www.un.org/%0aalert(1)",
    "JaVaScRiPt://x.org/%0aalert(1)",
    "java\nscript://x.org/%0aalert(1)",
    "\x01javascript://x.org/%0aalert(1)",
    " javascript://x.org/%0aalert(1)",
    "data://text.html/,<script>alert(1)</script>",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "desk@example.org",
    "https://un.org@example.org/",
    "see the website",
    "https://",
    "//",
    "https://[::1",
    "https://example.org:port/",
]


@pytest.mark.parametrize("text", LINKS)
def test_an_address_is_a_link(text):
    assert web_link(text) == LINKS[text]
    assert Tool(address=text).link == LINKS[text]
    assert ContactPoint(kind=ContactKind.WEBSITE, value=text).link == LINKS[text]


@pytest.mark.parametrize("text", NONE)
def test_anything_else_is_none(text):
    assert web_link(text) == ""
    assert Tool(address=text).link == ""
    assert ContactPoint(kind=ContactKind.WEBSITE, value=text).link == ""


@pytest.mark.parametrize("kind", [kind for kind in ContactKind if kind != ContactKind.WEBSITE])
def test_other_contacts_are_no_links(kind):
    assert ContactPoint(kind=kind, value="www.osce.org").link == ""


@given(text=st.text() | st.text().map("://".join) | st.from_regex(r"[a-z]+://[a-z.:@/]*"))
def test_a_link_is_http_or_nothing(text):
    assert web_link(text) == "" or web_link(text).lower().startswith(("http://", "https://"))


def test_every_address_of_the_record_is_followed():
    printed = [one for one in Tool.objects.all() if one.address]
    websites = ContactPoint.objects.filter(kind=ContactKind.WEBSITE)
    assert printed
    assert all(one.link for one in [*printed, *websites])
