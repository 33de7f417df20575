"""Alerts: asked for, confirmed, changed and left, without an account and without telling who is known."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from documents.models import Letter
from documents.publication import State
from nrem_portal.alerts import asking
from nrem_portal.alerts.lines import line_of
from nrem_portal.alerts.models import UNCONFIRMED_FOR, Alert, Frequency, Told
from recommendations.models import FollowUp, Recommendation
from tests.post import make_alert

NEW = "/en/alerts/new/"
DATA = f"{NEW}?list=recommendations&theme=data-research"
ASKED = "/en/alerts/asked/"
ASKED_DATA = f"{ASKED}?list=recommendations&theme=data-research"
READER = "reader@example.org"


def ask(client, address=DATA, *, follow=False, **fields):
    return client.post(address, {"email": READER, "frequency": "weekly"} | fields, follow=follow)


def link(letter: Letter, page: str = r"\S*/confirm/") -> str:
    """Return the path of the link of a letter."""
    return re.search(rf"http://[^/]+(/\w+/alerts/{page})", letter.text)[1]


def leave_link(letter: Letter) -> str:
    return re.fullmatch(r"<http://[^/]+(/alerts/\S+/leave)>", letter.headers["List-Unsubscribe"])[1]


# Asking


def test_without_a_list_the_lists_are_shown(client):
    for address in (NEW, f"{NEW}?list=zz", f"{NEW}?list=tools"):
        response = client.get(address)
        assertContains(response, 'href="/en/alerts/new/?list=cooperation"')
        assert not response.cookies


def test_what_would_be_followed_is_shown(client, django_assert_num_queries):
    client.get(f"{DATA}&q=data")  # the catalogue of the list and the synonyms are read once for a data version
    with django_assert_num_queries(6):
        response = client.get(f"{DATA}&theme=zz&order=oldest&page=2&q=data")
    following = response.context["following"]
    assert following.words == ["Theme: Data and research", "“data”"]
    assert following.query == "theme=data-research&q=data"
    assert len(following.first) == 5
    assertContains(response, f"{following.filterset.count} match now")
    assertContains(response, "A/HRC/29/38/Add.2, para. ")
    assertContains(response, "Not known here and left out: theme=zz.")
    assert list(response.cookies) == ["__Host-csrf"]


@pytest.mark.parametrize(
    "name", ["recommendations", "follow-up", "mechanisms", "practices", "cooperation", "documents"]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_list_can_be_followed(client, name, language):
    response = client.get(f"/{language}/alerts/new/?list={name}")
    assert len(response.context["following"].first) == 5
    for line in response.context["following"].first:
        assert line.title
        assert client.get(line.address).status_code == 200


def test_the_journey(client):
    assertRedirects(ask(client), ASKED_DATA)
    alert, letter = Alert.objects.get(), Letter.objects.get()
    assert (alert.email, alert.query, alert.confirmed_at) == (READER, "theme=data-research", None)
    assert letter.to == READER
    assert letter.subject == "Confirm that you want to follow: Recommendations (Theme: Data and research)"
    reader = Client()
    assertContains(reader.get(link(letter)), "Theme: Data and research")
    alert.refresh_from_db()
    assert alert.confirmed_at is None  # a program that opens links confirms nothing
    page = f"/en/alerts/{alert.token}/"
    assertRedirects(reader.get(page), link(letter))
    begun = reader.post(link(letter), follow=True)
    assertRedirects(begun, f"{page}?done=confirmed")
    assertContains(begun, "Confirmed: you follow this from now on.")
    alert.refresh_from_db()
    assert alert.due_on == timezone.now().date() + datetime.timedelta(days=7)
    assertRedirects(reader.get(link(letter)), page)
    changed = reader.post(page, {"frequency": "daily"}, follow=True)
    assertRedirects(changed, f"{page}?done=saved")
    assertContains(changed, '<p class="note" role="status">Saved.</p>')
    assertNotContains(reader.get(f"{page}?done=other"), 'role="status"')
    alert.refresh_from_db()
    assert alert.due_on == timezone.now().date() + datetime.timedelta(days=1)
    assertContains(reader.post(page, {"frequency": "hourly"}), "Choose one of those listed.")
    assertContains(reader.post(leave_link(letter)), "This alert has ended")
    assert not Alert.objects.exists()


def test_the_page_after_asking_leads_back_to_the_list(client):
    asked = ask(client, f"{DATA}&q=law", follow=True)
    assertContains(
        asked, 'href="/en/recommendations/?theme=data-research&amp;q=law">Back to the list: Recommendations</a>'
    )
    assertContains(client.get(ASKED), '<a href="/en/">Home</a>')


def test_in_arabic_each_part_of_a_line_keeps_its_direction():
    entry = FollowUp.objects.published().with_sources().exclude(date="").first()
    with override("ar"):
        told = line_of("follow-up", entry).beside
    assert told.count("\u2068") == told.count("\u2069") == 1 + entry.bearings.count()
    with override("en"):
        assert "\u2068" not in line_of("follow-up", entry).beside


def test_everybody_is_told_the_same(client):
    ask(client)
    known = ask(client)
    other = ask(client, email="other@example.org")
    bot = ask(client, email="bot@example.org", website="https://x.example")
    make_alert(email="third@example.org", query="theme=data-research")
    confirmed = ask(client, email="third@example.org")
    answers = [client.get(answer.url).content for answer in (known, other, bot, confirmed)]
    assert len(set(answers)) == 1
    assert not Alert.objects.filter(email="bot@example.org").exists()
    letter = Letter.objects.get(to="third@example.org")
    assert letter.subject.startswith("You follow this already: ")
    assert "/confirm/" not in letter.text


def test_an_address_is_written_to_few_times_an_hour(client, time_machine):
    for number in range(6):
        ask(client, f"{NEW}?list=practices&q=word{number}", email="Reader@Example.ORG")
    assert Letter.objects.filter(to=READER).count() == asking.MOST_TO_ONE_ADDRESS
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=2), tick=False)
    ask(client)
    assert Letter.objects.filter(to=READER).count() == asking.MOST_TO_ONE_ADDRESS + 1


def test_a_list_takes_so_many_alerts_an_hour(client, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OF_ONE_LIST", 2)
    for number in range(2):
        assertRedirects(ask(client, email=f"reader{number}@example.org"), ASKED_DATA)
    response = ask(client, email="one-more@example.org")
    assertContains(response, "Very many alerts were asked for in the last hour.")
    assertContains(response, 'value="one-more@example.org"')
    assertRedirects(ask(client, f"{NEW}?list=practices", email="one-more@example.org"), f"{ASKED}?list=practices")


def test_nobody_can_have_words_of_theirs_sent_to_others(client):
    ask(client, f"{NEW}?list=recommendations&theme=data-research&q=buy+at+evil.example&year_from=2010")
    letter = Letter.objects.get()
    assert "(Theme: Data and research)" in letter.subject
    assert "evil" not in f"{letter.subject} {letter.text} {letter.headers}"
    assertContains(client.get(link(letter)), "“buy at evil.example”")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": ""}, "Enter your e-mail address."),
        ({"email": "reader"}, "Enter an e-mail address such as name@example.org."),
        ({"email": "a\x00@example.org"}, "Null characters are not allowed."),
        ({"email": f"{'a' * 300}@example.org"}, "This is too long for an e-mail address."),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "Enter an e-mail address such as name@example.org."),
        ({"frequency": "hourly"}, "Choose one of those listed."),
    ],
)
def test_what_is_wrong_is_told_at_the_top_and_at_the_field(client, fields, words):
    response = ask(client, **fields)
    name = next(iter(fields))
    assertContains(response, words, count=2)
    assertContains(response, f'id="id_{name}_error"')
    assertContains(response, '<a href="#id_')
    assert not Letter.objects.exists()


def test_too_many_filters_are_refused_in_words(client):
    response = ask(client, f"{NEW}?list=mechanisms&q={'文' * 200}")
    assertContains(response, "These are too many filters for one alert. Lift some of them.")
    assert not Alert.objects.exists()


def test_a_form_needs_its_token():
    client = Client(enforce_csrf_checks=True)
    assert ask(client).status_code == 403
    client.get(DATA)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(DATA).content.decode())[1]
    assert ask(client, csrfmiddlewaretoken=token).status_code == 302


def test_a_letter_in_the_readers_language(client):
    ask(client, "/ar/alerts/new/?list=recommendations")
    letter = Letter.objects.get()
    assert letter.headers["Content-Language"] == "ar"
    assert "التوصيات" in letter.subject
    assert link(letter).startswith("/ar/alerts/")
    assertContains(client.post(leave_link(letter)), '<html lang="ar" dir="rtl">')


# Links of letters


@pytest.mark.parametrize("address", ["/en/alerts/{}/", "/en/alerts/{}/confirm/", "/alerts/{}/leave"])
def test_a_link_that_is_none_leads_nowhere(client, address):
    token = make_alert().token
    other = "0" if token[0] != "0" else "1"
    for wrong in ("none", token[:-1], f"{token}a", other + token[1:], "." + token, "%00", Alert(pk=1).uid.hex):
        assert client.get(address.format(wrong)).status_code == 404
    assert client.post("/alerts/none/leave").status_code == 404


def test_pages_of_links_are_kept_by_nobody(client):
    alert = make_alert()
    for address in (alert.get_absolute_url(), f"/alerts/{alert.token}/leave"):
        response = client.get(address)
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assertNotContains(response, alert.email, status_code=response.status_code)


def test_one_click_leaves_without_token_or_cookie():
    client = Client(enforce_csrf_checks=True)
    alert = make_alert()
    call = client.post(f"/alerts/{alert.token}/leave", {"List-Unsubscribe": "One-Click"})
    assert call.status_code == 200
    assert not call.cookies
    assert not Alert.objects.exists()
    again = client.post(f"/alerts/{alert.token}/leave", {"List-Unsubscribe": "One-Click"})
    assertContains(again, "This alert has ended", status_code=410)
    assert client.get(alert.get_absolute_url()).status_code == 410
    assert client.put(f"/alerts/{alert.token}/leave").status_code == 405


def test_opening_the_leave_link_leaves_nothing(client):
    alert = make_alert()
    response = client.get(f"/alerts/{alert.token}/leave", follow=True)
    assertContains(response, "The alert ends at once, and your address is deleted.")
    assert Alert.objects.filter(pk=alert.pk).exists()


def test_leaving_erases_the_address_everywhere(client):
    ask(client)
    call_command("send_letters", verbosity=0)
    assert len(mail.outbox) == 1
    ask(client)
    client.post(leave_link(Letter.objects.last()))
    assert not Alert.objects.exists()
    assert set(Letter.objects.values_list("to", "text")) == {("", "")}
    call_command("send_letters", verbosity=0)
    assert len(mail.outbox) == 1


def test_what_is_not_confirmed_lapses(client, time_machine):
    ask(client)
    alert, letter = Alert.objects.get(), Letter.objects.get()
    time_machine.move_to(timezone.now() + UNCONFIRMED_FOR + datetime.timedelta(minutes=1), tick=False)
    assert client.post(link(letter)).status_code == 410
    ask(client)
    assert Alert.objects.get().uid != alert.uid


@pytest.mark.parametrize(
    ("frequency", "day", "after"),
    [
        ("daily", (2026, 2, 28), (2026, 3, 1)),
        ("weekly", (2026, 12, 28), (2027, 1, 4)),
        ("monthly", (2026, 1, 31), (2026, 2, 28)),
        ("monthly", (2026, 12, 5), (2027, 1, 5)),
    ],
)
def test_the_next_day(frequency, day, after):
    assert Frequency(frequency).after(datetime.date(*day)) == datetime.date(*after)


def test_lists_lead_to_their_alert(client):
    address = "/en/alerts/new/?list=recommendations&amp;theme=data-research"
    assertContains(client.get("/en/recommendations/?theme=data-research"), address)
    for name in ("mechanisms", "practices", "cooperation", "documents", "follow-up"):
        assertContains(client.get(f"/en/{name}/"), f"/en/alerts/new/?list={name}")


# What the database holds


def told_twice() -> None:
    alert = make_alert()
    Told.objects.create(alert=alert, record=alert.uid)
    Told.objects.create(alert=alert, record=alert.uid)


BREACHES = {
    "alerts_alert_once": lambda: [make_alert(email=READER), make_alert(email=READER)],
    "alerts_alert_due_if_confirmed": lambda: make_alert(due_on=None),
    "alerts_told_once": told_twice,
}


@pytest.mark.parametrize("name", BREACHES)
def test_refused(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        BREACHES[name]()


def test_every_constraint_is_tried():
    assert set(BREACHES) == {one.name for model in (Alert, Told) for one in model._meta.constraints}


def test_drafts_are_not_shown(client):
    Recommendation.objects.update(state=State.DRAFT)
    response = client.get(DATA)
    assertContains(response, "Nothing matches now.")
