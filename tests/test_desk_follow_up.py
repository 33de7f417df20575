"""A follow-up entry on the desk: written, its status decided by the reviewer, and seen by the public at once."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desk import changes
from desk.audit import table
from desk.checking import faults_of
from desk.deciding import decisions_on, with_status
from desk.kinds import KINDS
from desk.models import Change, Version
from desk.names import RecommendationNames
from recommendations.models import FollowUp, Recommendation
from tests.desk import NOW, data_of
from tests.factories import make_recommendation
from tests.test_desk_forms import fields, person

pytestmark = pytest.mark.django_db
NEW = "/en/desk/follow-up/new/"
ASKED = f"{NEW}?r=bangkok-2014/45-c"
WORDS = "Zubrowka adopted a law on mechanisms."
FOUND = "adopted a law on mechanisms."  # the search marks the word it was asked for


class Desk:
    """An editor and a reviewer, and what they do with entries."""

    def __init__(self) -> None:
        self.editor, self.reviewer = Client(), Client()
        self.editor.force_login(person("editor", "edit"))
        self.reviewer.force_login(person("reviewer", "edit", "review"))

    def send(self, **given) -> Change:
        """Write an entry on 45 (c) and send it to review."""
        data = fields(self.editor.get(ASKED).content.decode())
        written = {"date": "2031-05", "actor": "Zubrowka", "text": WORDS, "references-new": "A/HRC/29/38/Add.2, 45 (c)"}
        sent = {"bearings-0-kind": "step", "what-changed": "New entry", "do": "send"}
        response = self.editor.post(ASKED, data | written | sent | given)
        assertRedirects(response, "/en/desk/")
        return Change.objects.get(state="in-review")

    def publish(self, change: Change, **decided) -> FollowUp:
        address = f"/en/desk/follow-up/{change.record}/review/"
        response = self.reviewer.post(address, {"do": "publish", "revision": change.revision} | decided)
        assertRedirects(response, "/en/desk/")
        return FollowUp.objects.get(uid=change.record)

    def withdraw(self, entry: FollowUp) -> None:
        given = {"base": FollowUp.objects.get(pk=entry.pk).version, "reason": "Its source was mistaken."}
        assertRedirects(self.reviewer.post(f"/en/desk/follow-up/{entry.uid}/withdraw/", given), "/en/desk/")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def bangkok() -> Recommendation:
    return Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c")


def told() -> dict[str, str]:
    """What each place at which the public looks for news of 45 (c) says now."""
    addresses = {
        "page": bangkok().get_absolute_url(),
        "list": "/en/follow-up/",
        "feed": "/en/follow-up.atom",
        "search": "/en/search/?q=zubrowka",
        "api": "/api/v1/follow-up/",
    }
    client = Client()
    return {name: client.get(address).getvalue().decode() for name, address in addresses.items()}


def test_the_form_begins_with_the_recommendation(desk):
    response = desk.editor.get(ASKED)
    assertContains(response, f'value="{bangkok().title}"')
    assert len(response.context["form"].part.groups["bearings"].rows) == 1


@pytest.mark.parametrize("asked", ["", "?r=", "?r=zz/1", "?r=%00", "?r=" + "a" * 3_000])
def test_an_odd_address_gives_a_form_all_the_same(desk, asked):
    assert desk.editor.get(f"{NEW}{asked}").status_code == 200
    assert desk.editor.get(f"/en/desk/theme/new/{asked}").status_code == 200


def test_the_desk_leads_to_the_form(desk):
    assertContains(desk.editor.get("/en/desk/"), f'href="{NEW}"')
    assertContains(desk.editor.get(f"/en/desk/recommendation/{bangkok().uid}/"), f'href="{ASKED}"')


@pytest.mark.parametrize(
    "typed",
    [
        "bangkok-2014/45-c",
        "A/HRC/29/38/Add.2, 45 (c)",
        "A/HRC/29/38/Add.2 ¶ 45 (c)",
        "Bangkok 2014, 45 (c)",
        "title",
    ],
)
def test_a_recommendation_is_named_as_people_do(typed):
    names = RecommendationNames(Recommendation)
    assert names.key(bangkok().title if typed == "title" else typed) == "bangkok-2014/45-c"


@pytest.mark.parametrize("typed", ["zz", "A/HRC/29/38/Add.2", "A/HRC/29/38/Add.2, 999", "x" * 3_000])
def test_what_names_none_stays_as_typed(typed):
    assert RecommendationNames(Recommendation).key(typed) == typed


def test_among_very_many_a_recommendation_is_shown_by_its_title(monkeypatch):
    monkeypatch.setattr("desk.names.MOST", 0)
    names = RecommendationNames(Recommendation)
    assert names.label("bangkok-2014/45-c") == bangkok().title
    assert names.label("zz/1") == "zz/1"
    assert names.key(bangkok().title) == "bangkok-2014/45-c"


def test_of_two_of_one_title_neither_is_meant(monkeypatch):
    monkeypatch.setattr("desk.names.MOST", 0)
    for _number in range(2):
        make_recommendation(title="Do the thing")
    assert RecommendationNames(Recommendation).key("Do the thing") == "Do the thing"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "x" * 401}, "This is longer than 400 characters, by 1. Shorten it."),
        ({"period_end": "2030"}, "The period ends before it begins."),
        ({"date": ""}, "Tell when it was: a year, a month or a day, as exact as the source."),
        ({"date": "", "period_end": "2030"}, "Give the date on which the period begins."),
        ({"bearings-0-remove": "on"}, "Name at least one recommendation that the entry bears on."),
        ({"bearings-0-recommendation": "zz/1"}, "zz/1"),
        ({"bearings-0-kind": ""}, "Choose one."),
        ({"references-new": ""}, "Give the source."),
    ],
)
def test_what_is_missing_is_told_at_its_field(desk, given, words):
    data = fields(desk.editor.get(ASKED).content.decode())
    written = {"date": "2031", "actor": "A", "text": "B", "references-new": "A/HRC/29/38/Add.2, 45 (c)"}
    sent = {"bearings-0-kind": "step", "what-changed": "New entry", "do": "send"}
    assertContains(desk.editor.post(ASKED, data | written | sent | given), words)
    assert Change.objects.get().state == "draft"


def test_what_was_published_without_a_date_may_stay_so_and_what_has_one_keeps_it(desk):
    held, dated = FollowUp.objects.undated()[0], desk.publish(desk.send())
    for entry, lacks in (held, []), (dated, ["date"]):
        data = data_of(KINDS["follow-up"], entry.uid)
        data.pop("date", None)
        assert list(faults_of(KINDS["follow-up"], entry.uid, data, {}, now=NOW)) == lacks


def test_a_recommendation_stands_once(desk):
    change = desk.send()
    row = {**change.data["bearings"][0], "uid": "0b9f3c5e-0000-4000-8000-000000000001"}
    change.data["bearings"].append(row)
    found = faults_of(KINDS["follow-up"], change.record, change.data, {}, now=NOW)
    assert found == {"bearings-1-recommendation": ["This stands above already. Change it, or remove one of the two."]}


def test_the_public_sees_a_published_entry_at_once(desk):
    before = told()
    change = desk.send()
    assert told() == before
    entry = desk.publish(change, **{"status-0": "partly-implemented"})
    assert bangkok().status == "partly-implemented"
    assert bangkok().status_since == "2031-05"
    for name, content in told().items():
        assert FOUND in content, name
    assert "Partly implemented" in told()["page"]
    assertContains(Client().get("/en/latest/"), "Zubrowka")
    assert entry.key in json.dumps(json.loads(told()["api"]))
    api = Client().get(f"{bangkok().get_absolute_url()[:-1]}.json").json()
    assert WORDS in json.dumps(api)
    assert Version.objects.get().reviewer.username == "reviewer"


def test_a_withdrawn_entry_is_gone_everywhere_and_the_status_computed_anew(desk):
    status = bangkok().status, bangkok().status_since
    entry = desk.publish(desk.send(), **{"status-0": "implemented"})
    assert bangkok().status == "implemented"
    desk.withdraw(entry)
    assert (bangkok().status, bangkok().status_since) == status
    for name, content in told().items():
        assert FOUND not in content, name


def test_of_two_entries_on_one_recommendation_the_later_counts(desk):
    first = desk.publish(desk.send(), **{"status-0": "partly-implemented"})
    second = desk.publish(desk.send(date="2033", actor="Ruritania"), **{"status-0": "implemented"})
    assert (bangkok().status, bangkok().status_since) == ("implemented", "2033")
    page = told()["page"]
    assert page.index(f'id="{second.key}"')
    assert page.index(f'id="{first.key}"')
    desk.withdraw(second)
    assert (bangkok().status, bangkok().status_since) == ("partly-implemented", "2031-05")


def test_the_reviewer_reads_titles_and_what_is_suggested(desk):
    change = desk.send(**{"bearings-0-suggested_status": "partly-implemented"})
    response = desk.reviewer.get(f"/en/desk/follow-up/{change.record}/review/")
    assertContains(response, f"Status of: {bangkok().title}")
    assertContains(response, '<option value="partly-implemented" selected>Partly implemented (suggested)</option>')
    assertContains(response, f"Now: {bangkok().get_status_display()}")
    assertNotContains(response, '<option value="superseded"')
    assertNotContains(response, "Status of: bangkok-2014/45-c")


SUGGESTED = {"bearings-0-suggested_status": "implemented"}
OTHERWISE = "Partly implemented (suggested: Implemented)"


def test_a_status_that_was_not_suggested_is_told_in_the_history_and_the_log(desk):
    entry = desk.publish(desk.send(**SUGGESTED), **{"status-0": "partly-implemented"})
    told_of = f"Status decided for {bangkok().title}: {OTHERWISE}"
    assertContains(desk.editor.get(f"/en/desk/follow-up/{entry.uid}/history/"), told_of)
    assertContains(Client().get(f"/en/history/follow-up/{entry.uid}/"), told_of)
    assert f"New entry; Status decided for bangkok-2014/45-c: {OTHERWISE}" in "".join(table())
    Recommendation.objects.filter(pk=bangkok().pk).update(state="withdrawn", withdrawn_reason="r")
    assertNotContains(Client().get(f"/en/history/follow-up/{entry.uid}/"), bangkok().title)


def test_a_status_that_was_suggested_is_not_told_apart(desk):
    entry = desk.publish(desk.send(**SUGGESTED), **{"status-0": "implemented"})
    assertNotContains(desk.editor.get(f"/en/desk/follow-up/{entry.uid}/history/"), "Status decided for")
    assert "Status decided for" not in "".join(table())


def test_the_look_has_the_status_that_stands_in_the_field(desk):
    change = desk.send(**SUGGESTED)
    response = desk.reviewer.get(f"/en/desk/follow-up/{change.record}/review/")
    assert ">Implemented<" in response.context["look"]["html"]
    assert bangkok().status != "implemented"
    assertContains(desk.editor.get(f"/en/desk/follow-up/{change.record}/preview/"), ">Implemented<")


def test_a_statement_decides_nothing(desk):
    status = bangkok().status
    change = desk.send(**{"bearings-0-kind": "statement", "bearings-0-suggested_status": "implemented"})
    response = desk.reviewer.get(f"/en/desk/follow-up/{change.record}/review/")
    assertContains(response, "A statement: it does not move the status")
    assertNotContains(response, 'name="status-0"')
    desk.publish(change, **{"status-0": "implemented"})
    assert bangkok().status == status


@pytest.mark.parametrize("status", ["", "zz", "superseded", "none"])
def test_left_open_a_step_means_under_way(desk, status):
    entry = desk.publish(desk.send(), **{"status-0": status})
    assert entry.bearings.get().decided_status == ""
    assert bangkok().status == "under-way"


def edited(desk: Desk, entry: FollowUp, **given) -> Change:
    """Return the change of a published entry, sent to review."""
    address = f"/en/desk/follow-up/{entry.uid}/"
    data = fields(desk.editor.get(address).content.decode())
    desk.editor.post(address, data | {"what-changed": "Mended", "do": "send"} | given)
    return Change.objects.get(state="in-review")


def test_a_status_decided_before_stands_and_can_be_left_open(desk):
    entry = desk.publish(desk.send(), **{"status-0": "implemented"})
    change = edited(desk, entry, capacity="Parliament")
    response = desk.reviewer.get(f"/en/desk/follow-up/{entry.uid}/review/")
    assertContains(response, '<option value="implemented" selected>')
    (one,) = decisions_on(change)
    kept = with_status(change, {"status-0": "implemented"}, by=person("another", "review"))
    assert kept["bearings"][0]["decided_by"] == "reviewer"
    desk.publish(change)
    assert bangkok().status == "under-way"
    assert one.title == bangkok().title


def test_what_becomes_a_statement_loses_its_decision(desk):
    status = bangkok().status
    entry = desk.publish(desk.send(), **{"status-0": "implemented"})
    desk.publish(edited(desk, entry, **{"bearings-0-kind": "statement"}))
    assert bangkok().status == status
    assert entry.bearings.get().decided_by is None


def test_an_address_of_the_web_is_kept_with_the_day_it_was_seen(desk):
    url = "https://zubrowka.example/law"
    data = fields(desk.editor.get(ASKED).content.decode())
    response = desk.editor.post(ASKED, data | {"references-new": url, "do": "look"})
    data = fields(response.content.decode()) | {"date": "2031", "actor": "Zubrowka", "text": WORDS}
    seen, publisher = (next(name for name in data if name.startswith(start)) for start in ("seen-", "publisher-"))
    data |= {seen: "2031-06-01", publisher: "Parliament", "bearings-0-kind": "result", "references-new": ""}
    desk.editor.post(ASKED, data | {"what-changed": "New", "do": "send"})
    entry = desk.publish(Change.objects.get())
    assert entry.references.get().seen.isoformat() == "2031-06-01"
    assertContains(Client().get(bangkok().get_absolute_url()), f'href="{url}"')


def test_nobody_publishes_their_own_entry(desk):
    change = desk.send()
    change.writers.add(person("both", "edit", "review"))
    client = Client()
    client.force_login(change.writers.get(username="both"))
    response = client.post(
        f"/en/desk/follow-up/{change.record}/review/", {"do": "publish", "revision": change.revision}
    )
    assert response.status_code == 403
    with pytest.raises(changes.OwnChangeError):
        changes.accept(change, revision=change.revision, by=change.saved_by, now=change.saved_at)
