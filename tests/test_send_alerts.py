"""What is newly published is told by mail: once, on its day, in the reader's language."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from documents.models import Letter, Theme
from documents.publication import State
from nrem_portal.alerts import letters, telling
from nrem_portal.alerts.following import Following
from nrem_portal.alerts.lines import line_of
from nrem_portal.alerts.models import Alert, Told
from recommendations.models import Recommendation
from tests.factories import (
    make_agreement,
    make_bearing,
    make_document,
    make_follow_up,
    make_mechanism,
    make_practice,
    make_recommendation,
)
from tests.post import make_alert

NOW = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.UTC)
NEW = {"published_at": NOW - datetime.timedelta(hours=1)}


def send(at: str = "2026-03-02T06:00") -> str:
    out = io.StringIO()
    call_command("send_alerts", at=at, stdout=out)
    return out.getvalue().strip()


def test_what_is_new_is_told_once():
    alert = make_alert(query="to=mechanisms")
    assert send() == "Alerts due: 1 (nothing new: 1)"
    recommendation = make_recommendation(title="Report every year", **NEW)
    recommendation.addressees.create(group="mechanisms", basis="explicit")
    make_recommendation(title="Another", **NEW)
    assert send() == "Alerts due: 0"
    assert send("2026-03-09T06:00") == "Alerts due: 1 (written: 1)"
    letter = Letter.objects.get()
    assert letter.to == alert.email
    assert letter.subject == "1 new: Recommendations (Addressed to: Mechanisms (NREMs))"
    assert "- Report every year\n" in letter.text
    assert f", para. {recommendation.paragraph.label}\n" in letter.text
    assert f"http://127.0.0.1:8000{recommendation.get_absolute_url()}\n" in letter.text
    assert f"http://127.0.0.1:8000/en/alerts/{alert.token}/\n" in letter.text
    assert letter.headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/alerts/{alert.token}/leave>"
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Another" not in letter.text
    assert send("2026-03-16T06:00") == "Alerts due: 1 (nothing new: 1)"
    assert Letter.objects.count() == 1


def test_a_changed_or_republished_record_is_not_told_again():
    make_alert(frequency="daily")
    recommendation = make_recommendation(**NEW)
    send()
    recommendation.title, recommendation.version = "Other words", 2
    recommendation.published_at = NOW + datetime.timedelta(days=1)
    recommendation.save()
    assert send("2026-03-04T06:00") == "Alerts due: 1 (nothing new: 1)"


def test_what_was_published_before_is_not_told():
    make_alert()
    recommendation = Recommendation.objects.published().first()
    recommendation.title = "Changed since"
    recommendation.save()
    assert send() == "Alerts due: 1 (nothing new: 1)"


def test_drafts_are_not_told():
    make_alert()
    make_recommendation(state=State.DRAFT, **NEW)
    entry = make_follow_up(state=State.DRAFT, **NEW)
    make_bearing(follow_up=entry, recommendation=Recommendation.objects.published().first())
    assert send() == "Alerts due: 1 (nothing new: 1)"


def test_follow_up_to_what_matches_is_told():
    recommendation = Recommendation.objects.published().filter(origin__slug="bangkok-2014").first()
    make_alert(query="source=bangkok-2014")
    make_alert(query="source=dakar-2010")
    entry = make_follow_up(actor="An assembly", date="2026-02-01", **NEW)
    make_bearing(follow_up=entry, recommendation=recommendation)
    assert send() == "Alerts due: 2 (nothing new: 1, written: 1)"
    text = Letter.objects.get().text
    assert "New follow-up entries\n\n- An assembly\n  1 February 2026; " in text
    assert f"{recommendation.get_absolute_url()}#{entry.key}" in text
    assert "New recommendations" not in text


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("mechanisms", make_mechanism),
        ("practices", make_practice),
        ("cooperation", make_agreement),
        ("documents", make_document),
        ("follow-up", make_follow_up),
        ("recommendations", make_recommendation),
    ],
)
def test_each_list_tells_what_is_new(name, make):
    make_alert(list_name=name)
    made = make(**NEW)
    assert send() == "Alerts due: 1 (written: 1)"
    assert Told.objects.get().record == made.uid


def test_in_the_readers_language():
    make_alert(language="ar")
    make_recommendation(**NEW)
    send()
    letter = Letter.objects.get()
    assert "التوصيات" in letter.subject
    assert "http://127.0.0.1:8000/ar/recommendations/" in letter.text


def test_a_run_that_is_killed_tells_nothing_twice_and_loses_nothing(monkeypatch):
    for _number in range(3):
        make_alert()
    make_recommendation(**NEW)
    calls = []

    def killed(alert, news):
        calls.append(alert)
        if len(calls) == 2:
            raise KeyboardInterrupt
        keep(alert, news)

    keep = telling.keep_told
    with monkeypatch.context() as context:
        context.setattr(telling, "keep_told", killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert (Letter.objects.count(), Told.objects.count()) == (1, 1)
    assert send() == "Alerts due: 2 (written: 2)"
    assert send() == "Alerts due: 0"
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(Alert.objects.values_list("email", flat=True))


def test_an_alert_left_meanwhile_is_left_alone():
    alert = make_alert()
    Alert.objects.all().end()
    assert telling.tell(alert, now=NOW) == "left alone"


def test_a_filter_that_is_no_longer_known_tells_of_nothing_and_says_so_once():
    theme = Theme.objects.published().first()
    alert = make_alert(query=f"theme={theme.slug}", frequency="daily")
    make_recommendation(**NEW)
    Theme.objects.filter(pk=theme.pk).update(state=State.DRAFT)
    assert send() == "Alerts due: 1 (no longer known: 1)"
    assert send("2026-03-03T06:00") == "Alerts due: 1 (no longer known: 1)"
    letter = Letter.objects.get()
    assert letter.subject == "An alert of yours can no longer be followed"
    assert "/en/alerts/new/?list=recommendations" in letter.text
    assert not Told.objects.exists()
    assert alert.get_absolute_url() in letter.text


def test_what_is_not_confirmed_is_told_nothing():
    make_alert(confirmed_at=None, due_on=None)
    make_recommendation(**NEW)
    assert send() == "Alerts due: 0"


def test_of_very_much_the_first_are_told_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(letters, "MOST_LINES", 2)
    make_alert()
    made = [make_recommendation(title=f"Recommendation {number}", **NEW) for number in range(5)]
    send()
    letter = Letter.objects.get()
    assert letter.subject == "5 new: Recommendations"
    shown = [one for one in Recommendation.objects.published().in_order() if one in made][:2]
    assert [line[2:] for line in letter.text.splitlines() if line.startswith("- ")] == [one.title for one in shown]
    more = "… and 3 more, on the page of the list.\n  http://127.0.0.1:8000/en/recommendations/\n"
    assert more in letter.text
    assert set(Told.objects.values_list("record", flat=True)) == {one.uid for one in made}


def test_of_very_much_only_what_is_shown_is_read_whole(monkeypatch):
    monkeypatch.setattr(letters, "MOST_LINES", 2)
    monkeypatch.setattr(telling, "BATCH", 3)
    read = []
    monkeypatch.setattr(letters, "line_of", lambda kind, record: read.append(record) or line_of(kind, record))
    make_alert()
    for _number in range(7):
        make_recommendation(**NEW)
    rows = Following.kept("recommendations", "").news(since=NOW - datetime.timedelta(days=1), told=Told.objects.none())
    assert [(one.kind, len(one.uids), len(one.first(2))) for one in rows] == [("recommendation", 7, 2)]
    send()
    assert len(read) == 2
    assert Told.objects.count() == 7


@pytest.mark.parametrize(("name", "number"), [("recommendations", 15), ("mechanisms", 16)])
def test_queries_of_one_alert(django_assert_num_queries, name, number):
    alert = make_alert(list_name=name)
    make_recommendation(**NEW)
    make_mechanism(**NEW)
    Following.kept(name, "")  # the catalogue of the list is read once for a data version
    with django_assert_num_queries(number):
        telling.tell(alert, now=NOW)


def test_a_moment_that_is_none():
    with pytest.raises(CommandError, match="--at yesterday is no moment"):
        send("yesterday")
