"""Review and what the public knows meanwhile: a record reads as published until a second person has accepted."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from desk import changes
from desk.kinds import KINDS
from desk.models import Change, Step, Version
from desk.queue import Queue
from directory.models import Practice
from documents.shapes import to_dict
from nrem_portal.search.index import reindex
from tests.addresses import one_of_each
from tests.desk import NOW, PRACTICE, address, draft, editor, form, practice, reviewer, save, sent, signed_in
from tests.factories import make_reference
from tests.live import live

TOKEN = "Aazzdraftzz"
SCRIPT = "<script>zz()</script>\"><img src=x onerror=zz()>' onfocus=zz() '</title></textarea><svg onload=zz()>"


@pytest.fixture
def record():
    made = practice(title="Aazzoldzz title", text="Its old text.")
    reindex()
    return made


def outlets(record: Practice) -> list[str]:
    """Return where the public reads a practice: page, list, search, API, files, feed."""
    own = record.get_absolute_url().rstrip("/")
    lists = ["/en/practices/", "/en/search/?q=Aazzoldzz", "/en/practices.csv?q=Aazzoldzz", "/en/practices.atom"]
    return [f"{own}/", f"{own}.txt", f"/api/v1/practices/{record.slug}/", *lists]


MARK = re.compile(r"</?mark>")


def read(client: Any, where: str) -> str:
    response = client.get(where)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return MARK.sub("", content.decode()) if response.status_code == 200 else str(response.status_code)


def test_the_record_stays_as_it_was_until_acceptance(client, record):
    before = {where: read(client, where) for where in outlets(record)}
    assert [where for where, text in before.items() if "Aazzoldzz" not in text] == []
    change = draft(editor(), record, title=f"{TOKEN} Aazzoldzz title")
    for step in ("draft", "sent"):
        if step == "sent":
            changes.send(change, revision=1, note="n", by=change.saved_by, now=NOW)
        assert [where for where in before if TOKEN in read(client, where)] == []
    changes.accept(change, revision=2, by=reviewer(), now=NOW)
    assert [where for where in before if TOKEN not in read(client, where)] == []


def test_a_new_record_is_found_nowhere_until_acceptance(client):
    said = {"title": f"{TOKEN} new", "slug": "zz-new", "kind": "good-practice", "text": f"{TOKEN}."}
    said |= {"references": [make_reference().key], "themes": ["independence"]}
    opened = {"addresses": {}, "revision": 0, "base": 0}
    change = changes.save(PRACTICE, uuid.uuid4(), said, **opened, by=editor(), now=NOW)
    changes.send(change, revision=1, note="n", by=change.saved_by, now=NOW)
    assert client.get("/en/practices/zz-new/").status_code == 404
    assert client.get("/api/v1/practices/zz-new/").status_code == 404
    assert "No results" not in read(client, f"/en/search/?q={TOKEN}")
    shown = [where for where in one_of_each().values() if TOKEN in read(client, where)]
    assert shown == []
    changes.accept(change, revision=2, by=reviewer(), now=NOW)
    assert f"{TOKEN} new" in read(client, "/en/practices/zz-new/")
    assert "/en/practices/zz-new/" in read(client, f"/en/search/?q={TOKEN}")


def test_what_is_withdrawn_is_gone_everywhere_and_comes_back(client, record):
    rev = reviewer()
    changes.withdraw(PRACTICE, record.uid, version=1, reason="It is wrong.", by=rev, now=NOW)
    for where in outlets(record)[:3]:
        assert client.get(where).status_code == 410, where
    assert "It is wrong." in client.get(record.get_absolute_url()).content.decode()
    assert [where for where in outlets(record)[3:] if "Aazzoldzz title" in read(client, where)] == []
    change = draft(editor(), Practice.objects.get(pk=record.pk), title="Aazzoldzz again")
    changes.send(change, revision=1, note="n", by=change.saved_by, now=NOW)
    changes.accept(change, revision=2, by=rev, now=NOW)
    assert [where for where in outlets(record) if "Aazzoldzz again" not in read(client, where)] == []


# The page of review


def test_review_shows_look_difference_and_sources_and_publishes(record):
    change = sent(editor(), record, title="Zznewzz title")
    desk = signed_in(reviewer())
    html = desk.get(address(change, "review/")).content.decode()
    assert "Zznewzz" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert "Its sources" in html
    response = desk.post(address(change, "review/"), {"do": "publish", "revision": "2"}, follow=True)
    assert (
        f'Published: <a href="{record.get_absolute_url()}"><bdi>Zznewzz title</bdi></a>.' in response.content.decode()
    )
    assert Practice.objects.get(pk=record.pk).title == "Zznewzz title"


def test_returning_needs_a_reason_and_shows_it_to_the_editor(record):
    ed = editor()
    change = sent(ed, record)
    desk = signed_in(reviewer("rita"))
    asked = {"do": "return", "revision": "2", "reason": " \x00 "}
    refused = desk.post(address(change, "review/"), asked)
    assert refused.status_code == 400
    assert '<a href="#reason">What is to be changed</a>: Say what' in refused.content.decode()
    assert 'aria-describedby="reason_hint reason_fault" aria-invalid="true"' in refused.content.decode()
    assert desk.post(address(change, "review/"), asked | {"reason": "Say when."}).status_code == 302
    html = signed_in(ed).get(address(change)).content.decode()
    assert "Changes requested" in html
    assert "Say when." in html
    assert "rita" in html


@pytest.mark.parametrize("revision", ["1", "3", "²", "", "9" * 5_000])
def test_a_decision_on_another_revision_is_refused(record, revision):
    change = sent(editor(), record)
    typed = {"do": "publish", "revision": revision}
    assert signed_in(reviewer()).post(address(change, "review/"), typed).status_code == 409
    assert Change.objects.get().state == "in-review"


def test_what_can_no_longer_be_published_is_told(record):
    reference = make_reference()
    change = sent(editor(), record, references=[reference.key])
    type(reference.paragraph).objects.filter(pk=reference.paragraph_id).update(anchor="elsewhere")
    reference.delete()
    response = signed_in(reviewer()).post(address(change, "review/"), {"do": "publish", "revision": "2"})
    assert response.status_code == 409
    assert "Not done." in response.content.decode()


def test_withdrawing_needs_a_reason(record):
    desk = signed_in(reviewer())
    assert desk.post(address(record, "withdraw/"), {"base": "1", "reason": "\x00"}).status_code == 400
    assert desk.post(address(record, "withdraw/"), {"base": "7", "reason": "r"}).status_code == 400
    assert desk.post(address(record, "withdraw/"), {"base": "1", "reason": "r"}).status_code == 302
    assert Practice.objects.get(pk=record.pk).withdrawn_reason == "r"


# Stored script


def scripted(value: Any, name: str = "") -> Any:
    """Return a value with script in every text of it; what names things stays."""
    kept = {"uid", "key", "slug", "references", "consultation", "country", "paragraph", "origin", "symbol"}
    if isinstance(value, dict):
        return {inner: scripted(one, inner) for inner, one in value.items()}
    if isinstance(value, list) and name not in kept:
        return [scripted(one, name) for one in value]
    return SCRIPT if isinstance(value, str) and name not in kept else value


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_script_in_every_field_is_live_nowhere_on_the_desk(name):
    kind = KINDS[name]
    one = kind.records.published().order_by("pk").first()
    data = to_dict(kind.shape, kind.record(one.uid))
    opened = {"addresses": {"https://x.example/": {"publisher": SCRIPT, "date": SCRIPT, "seen": SCRIPT}}}
    opened |= {"revision": 0, "base": one.version}
    change = changes.save(kind, one.uid, scripted(data), **opened, by=editor(SCRIPT[:100]), now=NOW)
    Change.objects.filter(pk=change.pk).update(note=SCRIPT, reason=SCRIPT, state="in-review", sent_at=NOW)
    desk = signed_in(reviewer())
    pages = ["", "review/", "preview/", "history/", "withdraw/"]
    where = [address(one, page, name) for page in pages]
    where += [reverse("desk"), reverse("desk-records", args=[name]), reverse("desk-inbox")]
    found = [f"{one}: {what}" for one in where for what in live(desk.get(one, follow=True).content.decode())]
    Change.objects.filter(pk=change.pk).update(state="draft")
    found += live(desk.get(where[0]).content.decode())
    assert found == []


TYPED = {"practice": ("title", "text", "who"), "tool": ("title", "publisher", "purpose", "note")}


@pytest.mark.parametrize("name", TYPED)
def test_script_that_was_published_is_live_nowhere(client, name):
    kind = KINDS[name]
    one = kind.records.published().order_by("pk").first()
    data = to_dict(kind.shape, kind.record(one.uid)) | dict.fromkeys(TYPED[name], SCRIPT)
    ed = editor()
    opened = {"addresses": {}, "revision": 0, "base": one.version}
    change = changes.save(kind, one.uid, data, **opened, by=ed, now=NOW)
    changes.send(change, revision=1, note=SCRIPT, by=ed, now=NOW)
    changes.accept(change, revision=2, by=reviewer(), now=NOW)
    html = client.get(kind.records.get(pk=one.pk).get_absolute_url()).content.decode()
    assert "zz()" in html
    assert live(html) == []


# What it costs


@pytest.mark.parametrize(("name", "most"), [("queue", 20), ("records", 20), ("review", 90)])
def test_queries(record, django_assert_max_num_queries, name, most):
    change = sent(editor(), record)
    for _number in range(5):
        sent(editor())
    desk = signed_in(reviewer())
    pages = {"queue": reverse("desk"), "records": reverse("desk-records", args=["practice"])}
    with django_assert_max_num_queries(most):
        assert desk.get(pages.get(name) or address(change, "review/")).status_code == 200


# A second round


def returned(by, reason="Say when."):
    """Return a change that was sent back and sent anew, with another text."""
    change, rev = sent(by, practice(), text="First words."), reviewer()
    changes.send_back(change, revision=change.revision, reason=reason, by=rev, now=NOW)
    return change, rev


def test_what_was_asked_for_stands_above_the_form_until_the_change_is_sent_again(client):
    ed = editor()
    change, _rev = returned(ed)
    desk = signed_in(ed)
    typed = form(desk, address(change)) | {"text": "Second words.", "do": "save"}
    assert "Say when." in desk.post(address(change), typed, follow=True).content.decode()
    assert [one.title for one in Queue.of(ed).for_me] == ["A better title"]
    assert Queue.of(ed).drafts == []
    change.refresh_from_db()
    changes.send(change, revision=change.revision, note="Mended.", by=ed, now=NOW)
    assert Queue.of(ed).for_me == []
    changes.take_back(change, revision=change.revision, by=ed, now=NOW)
    assert "Say when." in read(desk, address(change))


def test_a_second_round_shows_what_changed_since_the_return_and_why_it_was(client):
    ed = editor()
    change, rev = returned(ed)
    desk = signed_in(rev)
    change = save(change, ed, text="Second words.")
    changes.send(change, revision=change.revision, note="Mended.", by=ed, now=NOW)
    html = desk.get(address(change, "review/")).content.decode()
    since = html[html.index('id="desk-since"') : html.index('id="desk-changed"')]
    assert "First" in since
    assert "Second" in since
    assert "A better title" not in since
    assert html.index("What was asked for") < html.index("Say when.") < html.index('id="desk-since"')


def test_a_second_round_without_a_change_says_so(client):
    ed = editor()
    change, rev = returned(ed)
    changes.send(change, revision=change.revision, note="Look again.", by=ed, now=NOW)
    assert "Nothing was changed since it was returned." in read(signed_in(rev), address(change, "review/"))


# Another was quicker


def test_a_reason_is_given_back_where_the_change_was_taken_back_meanwhile(client):
    ed, rev = editor("edna"), signed_in(reviewer())
    change = sent(ed)
    changes.take_back(change, revision=2, by=ed, now=NOW)
    response = rev.post(address(change, "review/"), {"do": "return", "revision": "2", "reason": "Zztyped."})
    assert response.status_code == 409
    html = response.content.decode()
    assert "readonly>Zztyped.</textarea>" in html
    assert "Taken back from review: edna, 9 March 2026, 12:00 (UTC)" in html


def test_a_reason_is_given_back_where_another_has_published(client):
    change = sent(editor())
    changes.accept(change, revision=2, by=reviewer("rita"), now=NOW)
    rev = signed_in(reviewer())
    response = rev.post(address(change, "review/"), {"do": "return", "revision": "2", "reason": "Zztyped."})
    assert response.status_code == 409
    assert "readonly>Zztyped.</textarea>" in response.content.decode()
    html = read(rev, address(change, "review/"))
    assert "Published: rita, 9 March 2026, 12:00 (UTC)" in html
    assert address(change, "history/") in html


def test_what_never_had_a_change_has_no_review(record):
    assert signed_in(reviewer()).get(address(record, "review/")).status_code == 404


# Nothing new, or back again


def test_what_says_the_same_as_published_is_not_sent(record):
    ed = editor()
    change = draft(ed, record, title=record.title)
    data = form(signed_in(ed), address(change)) | {"what-changed": "n", "do": "send"}
    html = signed_in(ed).post(address(change), data).content.decode()
    assert "Nothing reads otherwise than what is published." in html
    assert Change.objects.get().state == "draft"


def test_a_withdrawn_record_is_said_to_come_back(record):
    ed, rev = editor(), reviewer()
    changes.withdraw(PRACTICE, record.uid, version=1, reason="Zzwrong.", by=rev, now=NOW)
    version = Version.objects.get(number=2)
    change = changes.restore(version, revision=0, base=2, by=ed, now=NOW)
    html = read(signed_in(ed), address(change))
    assert "To publish this brings it back." in html
    data = form(signed_in(ed), address(change)) | {"do": "send"}
    assert data["what-changed"] == ["Version 2 restored"]
    told = signed_in(ed).post(address(change), data, follow=True).content.decode()
    assert "the record stays withdrawn until then" in told
    html = read(signed_in(rev), address(change, "review/"))
    assert "Zzwrong." in html
    assert "It says the same as before it was withdrawn." in html
    assert "in place of what is published now" not in html
    assert list(Step.objects.filter(did="begun").values_list("why", flat=True)) == ["Version 2 restored"]


def test_withdrawing_tells_of_an_open_change_and_what_goes(record):
    rev = signed_in(reviewer())
    html = read(rev, address(record, "withdraw/"))
    assert "The page goes" in html
    assert "A change is open" not in html
    draft(editor("edna"), record)
    assert "saved by edna" in read(rev, address(record, "withdraw/"))
    proposal = KINDS["proposal"].records.published().first()
    assert "It goes from the page on which it stands." in read(rev, address(proposal, "withdraw/", "proposal"))


def test_a_first_round_tells_of_no_return(client):
    change = sent(editor())
    html = read(signed_in(reviewer()), address(change, "review/"))
    assert "returned it" not in html
    assert "desk-since" not in html


WARNED = "If you save, you can no longer decide on it"


def test_who_could_decide_is_warned_before_saving_what_another_wrote(client):
    rev, ed = reviewer(), editor()
    change = draft(ed)
    assert WARNED in read(signed_in(rev), address(change))
    assert WARNED not in read(signed_in(ed), address(change))
    assert WARNED not in read(signed_in(editor()), address(change))
    assert WARNED not in read(signed_in(rev), address(practice()))
    save(change, rev)
    assert WARNED not in read(signed_in(rev), address(change))


def test_a_writer_who_reviews_nothing_is_led_from_the_review_to_the_change(client):
    ed = editor()
    change = sent(ed)
    for method in ("get", "post"):
        assert getattr(signed_in(ed), method)(address(change, "review/")).url == address(change)
        assert getattr(signed_in(editor()), method)(address(change, "review/")).status_code == 404


def test_a_draft_that_was_never_published_cannot_be_withdrawn(client):
    uid = uuid.uuid4()
    opened = {"addresses": {}, "revision": 0, "base": 0}
    changes.save(PRACTICE, uid, {"title": "T"}, **opened, by=editor(), now=NOW)
    rev = signed_in(reviewer())
    assert rev.get(address(uid)).status_code == 200
    assert rev.get(address(uid, "withdraw/")).status_code == 404
    assert rev.post(address(uid, "withdraw/"), {"reason": "r", "base": "0"}).status_code == 404
