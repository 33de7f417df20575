"""The inbox on the desk: what readers sent is answered, dismissed or taken into a change, each once."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Person
from desk import changes, persons
from desk.entries import in_short
from desk.models import KEPT_FOR, Change, Message
from desk.models.change import ChangeState
from desk.names import AllNames
from documents.models import Letter
from recommendations.models import Recommendation
from recommendations.models.follow_up import TEXT_LIMIT
from tests.factories import make_person, make_recommendation
from tests.live import live
from tests.post import LONG_AGO, make_message
from tests.test_desk_forms import fields, person
from tests.test_stored_script import TEXT

pytestmark = pytest.mark.django_db
INBOX = "/en/desk/inbox/"
NEW_PERSON = "/en/desk/persons/new/"
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def editor(client):
    one = person("editor", "edit")
    client.force_login(one)
    return one


def bangkok() -> Recommendation:
    return Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c")


def full_message(**given) -> Message:
    sent = {
        "recommendation": bangkok(),
        "text": "A study was made.",
        "when": "2019-05",
        "actor": "An office",
        "source": "A/HRC/29/38/Add.2, 45 (c)",
        "name": "Amina",
        "office": "Ministry",
        "email": "amina@example.org",
    }
    return make_message(**sent | given)


def do(client, message: Message, deed: str, **given):
    return client.post(f"{INBOX}{message.pk}/", {"do": deed, "revision": message.revision} | given)


def titles(response) -> list[str]:
    return [one.text for one in response.context["page"]]


def test_each_line_of_a_message_has_its_own_direction(client, editor):
    message = make_message(text="First line.\nالسطر الثاني")
    shown = '<dd class="lines" lang="">First line.<br>السطر الثاني</dd>'
    assertContains(client.get(f"{INBOX}{message.pk}/"), shown, html=True)


def test_what_is_new_comes_first_and_of_that_the_oldest(client, editor):
    day = datetime.timedelta(days=1)
    for age, state in ((1, "new"), (3, "new"), (5, "dismissed"), (2, "answered")):
        make_message(text=f"{state} {age}", state=state, received_at=NOW - age * day)
    assert titles(client.get(INBOX)) == ["new 3", "new 1", "answered 2", "dismissed 5"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=new", ["a", "b"]),
        ("?kind=correction", ["b", "c"]),
        ("?state=new&kind=correction", ["b"]),
        ("?state=taken", []),
        ("?state=zz&kind=%00&page=x", ["a", "b", "c"]),
    ],
)
def test_filters(client, editor, query, found):
    make_message(text="a", received_at=NOW - datetime.timedelta(hours=1))
    make_message(text="b", kind="correction", received_at=NOW)
    make_message(text="c", kind="correction", state="dismissed", received_at=NOW)
    response = client.get(f"{INBOX}{query}")
    assert titles(response) == found
    assertContains(response, "No message is of this state and kind." if not found else "deleted after")


def test_pages_keep_the_filter(client, editor, django_assert_max_num_queries):
    for _number in range(21):
        make_message(recommendation=bangkok())
    with django_assert_max_num_queries(9):
        response = client.get(f"{INBOX}?state=new&page=2")
    assert len(titles(response)) == 1
    assertContains(response, 'href="?state=new&amp;page=1"')
    assertContains(response, bangkok().title)


def test_a_message_shows_all_that_was_sent_and_when_it_goes(client, editor, django_assert_max_num_queries):
    message = full_message(language="ar", received_at=NOW, delete_after=(NOW + KEPT_FOR).date(), text="<b>A</b> study.")
    with django_assert_max_num_queries(9):
        response = client.get(message.get_absolute_url())
    for words in ("&lt;b&gt;A&lt;/b&gt; study.", "2019-05", "An office", "Amina", "Ministry", "amina@example.org"):
        assertContains(response, words)
    for words in ("Arabic", "1 March 2026, 12:00", "30 May 2026", f'href="{bangkok().get_absolute_url()}"'):
        assertContains(response, words)
    assert response["Cache-Control"] == "private, no-store"


def test_a_source_is_a_link_only_where_it_is_an_address(client, editor):
    response = client.get(full_message(source="https://www.example.org/a").get_absolute_url())
    assertContains(response, 'href="https://www.example.org/a" rel="external nofollow noreferrer"')
    assertNotContains(client.get(full_message(source="javascript:alert(1)").get_absolute_url()), 'href="javascript')


def test_script_that_was_sent_is_dead(client, editor):
    given = dict.fromkeys(("text", "actor", "name", "office", "answer"), TEXT) | {"when": TEXT[:100], "source": TEXT}
    message = full_message(**given, reason=TEXT, handled_by=editor, handled_at=NOW)
    Message.objects.update(language="ar")
    message.refresh_from_db()
    change = do(client, message, "take").url
    for address in (INBOX, message.get_absolute_url(), change):
        assert live(client.get(address).content.decode()) == []


@pytest.mark.parametrize("address", [INBOX, f"{INBOX}1/", NEW_PERSON])
def test_only_editors_come_in(client, address):
    make_message(pk=1)
    assert client.get(address).status_code == 302
    client.force_login(person("reviewer", "review"))
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_an_answer_goes_out_once_in_the_language_of_the_sender(client, editor, settings):
    settings.CONTACT_EMAIL = "desk@example.org"
    message = full_message(language="ar", text="Line one.\nLine two.")
    assertRedirects(do(client, message, "answer", text="Thank you & goodbye.\r\nThe desk"), message.get_absolute_url())
    letter = Letter.objects.get()
    assert letter.to == "amina@example.org"
    assert letter.headers == {"Content-Language": "ar", "Reply-To": "desk@example.org"}
    assert letter.text.startswith("Thank you & goodbye.\nThe desk\n")
    assert "> Line one.\n> Line two.\n" in letter.text
    message.refresh_from_db()
    assert (message.state, message.answer, message.handled_by) == ("answered", "Thank you & goodbye.\nThe desk", editor)
    assert message.handled_at
    response = client.get(message.get_absolute_url())
    assertContains(response, "Thank you &amp; goodbye.")
    assertNotContains(response, 'value="answer"')
    assert do(client, message, "answer", text="Again").status_code == 409
    assert Letter.objects.count() == 1


def test_nobody_can_be_answered_without_an_address(client, editor):
    message = full_message(email="")
    assertContains(client.get(message.get_absolute_url()), "The sender gave no e-mail address")
    assert do(client, message, "answer", text="Thanks").status_code == 409
    assert not Letter.objects.exists()


def test_an_empty_answer_is_refused_and_a_long_one_kept_in_the_form(client, editor):
    message = full_message()
    assertContains(do(client, message, "answer", text=" "), "Write the answer.", count=2, status_code=400)
    assertContains(do(client, message, "answer", text="x" * 4_001), "xxxx</textarea>", status_code=400)
    assert not Letter.objects.exists()


def test_a_message_is_dismissed_with_a_reason_or_none(client, editor):
    first, second = full_message(), full_message()
    assertRedirects(do(client, first, "dismiss", reason="Said twice"), INBOX)
    assertRedirects(do(client, second, "dismiss"), INBOX)
    first.refresh_from_db()
    assert (first.state, first.reason, first.handled_by) == ("dismissed", "Said twice", editor)
    assertContains(client.get(first.get_absolute_url()), "Said twice")
    assert not Letter.objects.exists()


def test_who_comes_second_is_told_and_keeps_the_words(client, editor):
    message = full_message()
    do(client, message, "dismiss")
    response = do(client, message, "answer", text="My long answer")
    assertContains(response, "someone else was quicker", status_code=409)
    assertContains(response, "My long answer", status_code=409)
    message.refresh_from_db()
    assert (message.state, message.answer) == ("dismissed", "")


def test_a_draft_is_made_of_a_message(client, editor):
    message = full_message()
    response = do(client, message, "take")
    change = Change.objects.get()
    assertRedirects(response, change.get_absolute_url())
    assert (change.kind, change.message, change.base, list(change.writers.all())) == ("follow-up", message, 0, [editor])
    (bearing,) = change.data.pop("bearings")
    assert bearing["recommendation"] == "bangkok-2014/45-c"
    assert change.data == {
        "date": "2019-05",
        "actor": "An office",
        "text": "A study was made.",
        "references": ["A-HRC-29-38-Add.2#45-c"],
    }
    response = client.get(change.get_absolute_url())
    assertContains(response, "Made of a message")
    assertContains(response, bangkok().title)
    message.refresh_from_db()
    assert message.state == "new"
    assertContains(client.get(message.get_absolute_url()), "A change is being made of it")
    assertContains(client.get(INBOX), "being taken into a change by editor")
    assert not Message.objects.unanswered().exists()


def test_what_an_entry_has_no_place_for_stays_in_the_message(client, editor):
    long = "word " * 200
    do(
        client,
        full_message(recommendation=None, when="last spring", text=long, source="the news; https://a.example/b"),
        "take",
    )
    change = Change.objects.get()
    assert set(change.data) == {"date", "actor", "text", "references"}
    assert len(change.data["text"]) <= TEXT_LIMIT
    assert change.data["text"].endswith("word…")
    assert change.data["references"] == ["https://a.example/b", "the news"]
    assert change.addresses["https://a.example/b"]["seen"] == timezone.localdate().isoformat()
    response = client.get(change.get_absolute_url())
    assertContains(response, "“<bdi>last spring</bdi>” is no date.")
    assert change.title.startswith("last spring An office: word word")
    assertContains(response, "It will be: last-spring-an-office")
    assertContains(response, "Name at least one recommendation that the entry bears on.")
    assertContains(response, "the words “<bdi>the news</bdi>”. Tick the one that is meant")


@pytest.mark.parametrize("text", ["x" * 400, "x" * 401, "a " * 400, "x" * 2_000])
def test_a_text_is_cut_to_the_length_of_an_entry(text):
    assert 0 < len(in_short(text)) <= TEXT_LIMIT


def test_a_correction_opens_the_record_that_it_is_about(client, editor):
    message = full_message(kind="correction")
    do(client, message, "take")
    change = Change.objects.get()
    assert (change.kind, change.record, change.base) == ("recommendation", bangkok().uid, bangkok().version)
    response = do(client, full_message(kind="correction"), "take")
    assertContains(response, "a change of this record is open already", status_code=409)


def test_two_editors_make_one_change_of_a_message(client, editor):
    message = full_message()
    do(client, message, "take")
    assertContains(do(client, message, "take"), "someone else was quicker", status_code=409)
    message.refresh_from_db()
    for deed in ("take", "dismiss"):
        assert do(client, message, deed).status_code == 409
    assert Change.objects.count() == 1


def test_a_message_that_is_being_taken_can_be_answered(client, editor):
    message = full_message()
    do(client, message, "take")
    message.refresh_from_db()
    assert do(client, message, "answer", text="We look into it.").status_code == 302
    assert Letter.objects.exists()


def test_a_draft_given_up_leaves_the_message_new(client, editor):
    message = full_message()
    do(client, message, "take")
    changes.drop(Change.objects.get(), revision=1, by=User.objects.first(), now=timezone.now())
    assert list(Message.objects.unanswered()) == [message]
    message.refresh_from_db()
    assert do(client, message, "take").status_code == 302


def accepted_change_of(client, message: Message) -> Change:
    do(client, message, "take")
    change = Change.objects.get()
    data = fields(client.get(change.get_absolute_url()).content.decode())
    data |= {"do": "send", "what-changed": "From the inbox", "bearings-0-kind": "step"}
    assertRedirects(client.post(change.get_absolute_url(), data), "/en/desk/")
    client.force_login(person("reviewer", "review"))
    address = f"/en/desk/follow-up/{change.record}/review/"
    revision = Change.objects.get().revision
    assertRedirects(client.post(address, {"do": "publish", "revision": revision}), "/en/desk/", target_status_code=200)
    return Change.objects.get()


def test_a_message_counts_as_taken_once_its_change_is_published(client, editor):
    message = full_message()
    change = accepted_change_of(client, message)
    message.refresh_from_db()
    assert (change.state, message.state) == (ChangeState.ACCEPTED, "taken")
    client.force_login(editor)
    assertContains(client.get(message.get_absolute_url()), "There is nothing left to take.")
    assert do(client, message, "take").status_code == 409


def test_a_change_outlives_its_message(client, editor):
    message = full_message(received_at=LONG_AGO, delete_after=LONG_AGO.date())
    do(client, message, "take")
    call_command("tidy")
    change = Change.objects.get()
    assert not Message.objects.exists()
    assert (change.message, change.data["actor"]) == (None, "An office")
    assert client.get(change.get_absolute_url()).status_code == 200


def test_an_answer_or_reason_has_its_person():
    for given in ({"answer": "Thanks"}, {"reason": "Twice"}):
        with pytest.raises(IntegrityError, match="desk_message_answer_has_person"), transaction.atomic():
            make_message(**given)


def test_a_person_is_recorded_and_found_in_the_form(client, editor):
    response = client.post(
        NEW_PERSON, {"name": "Maija Virta", "office": "Rapporteur", "organisation": "osce"}, follow=True
    )
    assertContains(response, "Recorded: Maija Virta.")
    one = Person.objects.get(slug="maija-virta")
    assert (one.office, one.organisation.slug) == ("Rapporteur", "osce")
    assert LogEntry.objects.get().user == editor
    form = client.get("/en/desk/consultation/new/").content.decode()
    assert f'href="{NEW_PERSON}"' in form
    assert (
        "Maija Virta"
        in client.post("/en/desk/consultation/new/", fields(form) | {"add": "participations"}).content.decode()
    )


def test_two_of_one_name_have_keys_of_their_own(client, editor):
    for office in ("One", "Another"):
        client.post(NEW_PERSON, {"name": "Maija Virta", "office": office, "another": "on"})
    client.post(NEW_PERSON, {"name": "أمينة"})
    assert set(Person.objects.filter(slug__startswith="maija").values_list("slug", flat=True)) == {
        "maija-virta",
        "maija-virta-2",
    }
    assert Person.objects.get(name="أمينة").slug == "person"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "Give the name."),
        ({"name": "x" * 201}, "longer than 200 characters"),
        ({"name": "A", "office": "x" * 301}, "longer than 300 characters"),
        ({"name": "A", "organisation": "zz"}, "zz is not one of the available choices."),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_with_a_person_is_told(client, editor, given, words):
    before = Person.objects.count()
    assertContains(client.post(NEW_PERSON, given), words, count=2, status_code=400)
    assert Person.objects.count() == before


def test_a_person_who_is_held_is_not_recorded_twice(client, editor):
    client.post(NEW_PERSON, {"name": "Maija Virtä", "office": "Rapporteur", "organisation": "osce"})
    asked = client.post(NEW_PERSON, {"name": "maija virta", "office": "Judge"})
    assertContains(asked, "Is it one of these?", status_code=400, count=2)
    for words in ("<bdi>Maija Virtä</bdi>", "<bdi>Rapporteur</bdi>", 'name="another"', 'value="Judge"'):
        assertContains(asked, words, status_code=400)
    assert Person.objects.filter(slug__startswith="maija").count() == 1
    client.post(NEW_PERSON, {"name": "maija virta", "office": "Judge", "another": "on"})
    assert Person.objects.get(slug="maija-virta-2").office == "Judge"


def test_persons_of_one_name_are_told_apart_by_their_office():
    for slug, office in (("zz-1", "Rapporteur"), ("zz-2", "Judge"), ("zz-3", "Judge")):
        make_person(slug=slug, name="Zz Virta", office=office)
    names = AllNames().of(Person)
    assert names.label("zz-1") == "Zz Virta (Rapporteur)"
    assert names.label("zz-2") == "Zz Virta (Judge) (zz-2)"
    assert [names.key(one) for one in ("zz virta (rapporteur)", "Zz Virta (Judge) (zz-3)")] == ["zz-1", "zz-3"]


@pytest.mark.parametrize(("name", "is_told"), [("Zz Virta", True), ("Zz  Virta-", False)])
def test_two_record_a_person_at_once(editor, monkeypatch, name, is_told):
    """Whoever comes second has looked for a free key before the first had theirs."""
    keys = iter(["zz-virta", "zz-virta-2"])

    def free_key(_name):
        key = next(keys)
        if key == "zz-virta":
            make_person(slug=key, name=name)
        return key

    monkeypatch.setattr(persons, "free_key", free_key)
    if is_told:
        with pytest.raises(persons.KnownPersonError):
            persons.record(name="Zz Virta", office="", organisation="", by=editor, now=NOW)
    else:
        assert persons.record(name="Zz Virta", office="", organisation="", by=editor, now=NOW).slug == "zz-virta-2"


def test_messages_about_other_things_stay_out_of_the_queue(client, editor):
    make_message(recommendation=make_recommendation(title="Do the thing"), received_at=NOW)
    assertContains(client.get("/en/desk/"), "Do the thing")
