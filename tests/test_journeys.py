"""What readers come to do with recommendations, by links and forms alone, in as few steps as promised."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from django.test import Client

from recommendations.models import Recommendation, Status


class Page(HTMLParser):
    """The links of a page with their words, and the boxes to tick of its forms."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.boxes: set[tuple[str, str]] = set()
        self._open: str | None = None
        self._words: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self._open, self._words = given.get("href", ""), []
        if tag == "input" and given.get("type") == "checkbox":
            self.boxes.add((given["name"], given["value"]))

    def handle_data(self, data):
        self._words.append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self._open is not None:
            self.links.append((" ".join("".join(self._words).split()), self._open))
            self._open = None


class Reader:
    """A reader without scripts, who takes steps from the home page on."""

    def __init__(self, client: Client) -> None:
        self.client, self.steps, self.address = client, -1, "/en/"
        self.go("/en/")

    def go(self, address: str) -> None:
        """Go to an address that stands on the page: one step, with all that it leads on to."""
        response = self.client.get(urljoin(self.address, address), follow=True)
        assert response.status_code == 200, address
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else urljoin(self.address, address)
        self.response, self.body = response, response.content.decode()
        self.page = Page(self.body)
        self.steps += 1

    def follow(self, words: str) -> None:
        """Follow the first link with these words."""
        self.go(next(address for said, address in self.page.links if words in said))

    def tick_and_apply(self, **choices: str) -> None:
        """Tick boxes of the filter and press its button: one step."""
        assert set(choices.items()) <= self.page.boxes
        self.go(f"?{urlencode(choices)}")


@pytest.fixture
def reader(client) -> Reader:
    return Reader(client)


def test_all_recommendations_on_data_with_their_status(reader):
    reader.follow("Recommendations")
    reader.tick_and_apply(theme="data-research")
    assert reader.steps == 2
    shown = list(reader.response.context["listing"].page)
    on_data = Recommendation.objects.published().filter(themes__slug="data-research")
    assert {one.pk for one in shown} == set(on_data.values_list("pk", flat=True))
    for one in shown:
        assert one.title in reader.body
        assert str(Status(one.status).label) in reader.body


def test_read_a_recommendation_in_context_and_cite_it(reader):
    made = Recommendation.objects.get(origin__slug="bangkok-2014", slug="46-c")
    reader.go("/en/recommendations/?theme=networks-exchange")
    reader.steps = 0
    reader.follow(made.title)
    around = list(reader.response.context["paragraphs"])
    assert made.paragraph in around[1:]
    assert "A/HRC/29/38/Add.2" in reader.body
    permanent = "http://testserver/r/bangkok-2014/46-c"
    assert permanent in reader.body
    reader.go(permanent)
    assert reader.steps == 2
    assert urlsplit(reader.address).path == made.get_absolute_url()


def test_follow_one_theme_from_dakar_to_bangkok(reader):
    reader.follow("Themes")
    reader.follow("Networks and exchange of experience")
    assert reader.steps == 2
    stands = [reader.body.index(f'<li id="{key}"') for key in ("dakar-2010", "berlin-2013", "bangkok-2014")]
    assert stands == sorted(stands)


def test_export_a_filtered_list(reader):
    reader.go("/en/recommendations/?theme=data-research&status=none")
    addresses = [urlsplit(address) for _words, address in reader.page.links]
    file = next(address for address in addresses if address.path.endswith("/recommendations.csv"))
    assert parse_qs(file.query) == {"theme": ["data-research"], "status": ["none"]}
    answer = reader.client.get(file.geturl())
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = b"".join(answer) if answer.streaming else answer.content
    assert len(lines.decode().strip().splitlines()) == reader.response.context["listing"].count + 1


def test_export_the_numbers_of_a_filtered_list(reader):
    reader.go("/en/recommendations/?theme=data-research")
    reader.steps = 0
    reader.follow("in numbers")
    reader.follow("Download this table")
    assert reader.steps == 2
    assert reader.response.headers["Content-Type"].startswith("text/csv")
    assert "theme=data-research" in reader.address


def test_no_step_sets_a_cookie(reader):
    reader.follow("Recommendations")
    reader.tick_and_apply(theme="data-research")
    reader.follow("Read it as a thread")
    assert not reader.client.cookies
