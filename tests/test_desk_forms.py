"""The forms of records: what they show comes back as it was; whatever is sent, nothing breaks and nothing is lost."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from consultations.models import Consultation
from desk.kinds import KINDS
from desk.models import Change
from directory.models import Mechanism
from tests.desk import NOW, address, data_of, draft, editor, fields, form, person, practice, signed_in
from tests.odd_values import TEXTS

__all__ = ["fields", "person"]  # other tests take them from here

SENDABLE = [text for text in TEXTS if text.encode(errors="replace").decode() == text]
PHASES = [Phase.explicit, Phase.generate]  # a failure is told as it was found
ALL, FIRST = 12, 5  # kinds with so many records are tried whole; of others so many


@pytest.fixture
def ed():
    return editor("ed")


@pytest.fixture
def desk(ed):
    return signed_in(ed)


def told(response: Any) -> str:
    return str(response.context["form"].faults) if response.context else ""


def records(name: str) -> list[Any]:
    every = KINDS[name].records.published().order_by("pk")
    return list(every if every.count() <= ALL else every[:FIRST])


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_comes_back_as_it_was(name, desk):
    kind = KINDS[name]
    for record in records(name):
        where, before = address(record, kind=name), data_of(kind, record.uid)
        response = desk.post(where, form(desk, where) | {"do": "save"})
        assert response.status_code == 302, told(response)
        assert Change.objects.get(record=record.uid).data == before
        response = desk.get(where)
        assert not response.context["form"].faults
        preview = desk.get(f"{where}preview/")
        assert preview.status_code == 200
        assert not (preview.context or {}).get("wrongs")


@pytest.mark.parametrize("name", KINDS)
def test_a_new_record_of_every_kind_is_kept_empty_and_cannot_be_sent(name, desk):
    where = f"/en/desk/{name}/new/"
    typed = form(desk, where)
    assert desk.post(where, typed | {"do": "save"}).status_code == 302
    change = Change.objects.get()
    assert str(change.record) == typed["uid"][0]
    response = desk.post(change.get_absolute_url(), form(desk, change.get_absolute_url()) | SENT)
    assert response.status_code == 200
    assert response.context["form"].faults
    assert Change.objects.get().state == "draft"
    assert desk.get(address(change, "preview/", name)).status_code == 200


SENT = {"do": "send", "what-changed": "All of it."}


# What is wrong


def test_a_statement_without_source_is_kept_and_not_sent(desk):
    record = Mechanism.objects.get(slug="nigeria-naptip")
    where = address(record, kind="mechanism")
    typed = form(desk, where)
    typed["statements-1-references"] = []
    typed["statements-1-text"] = ["A new text."]
    response = desk.post(where, typed | SENT)
    html = response.content.decode()
    assert response.context["form"].faults == {"statements-1-references": ["Give the source."]}
    assert '<a href="#id_statements-1-references">Statement 2, Sources</a>: Give the source.' in html
    assert 'id="id_statements-1-references_fault">Give the source.</p>' in html
    assert 'id_statements-1-references_fault" aria-invalid="true"' in html
    change = Change.objects.get()
    assert (change.state, change.data["statements"][1]["text"]) == ("draft", "A new text.")
    assert not hasattr(change.data["statements"][1], "references")


def test_sending_needs_a_line_on_what_changed(desk):
    record = practice()
    response = desk.post(address(record), form(desk, address(record)) | {"do": "send", "what-changed": " \x00 "})
    assert list(response.context["form"].faults) == ["what-changed"]
    assert 'href="#id_what-changed"' in response.content.decode()
    assert Change.objects.get().state == "draft"


TOO_LONG = {"title": "a" * 301, "text": "x" * 20_000, "who": "b" * 301, "kind": "no-such-kind"}


def test_texts_over_their_limits_stay_as_typed_and_are_told_at_their_field(desk):
    record = practice()
    response = desk.post(address(record), form(desk, address(record)) | TOO_LONG | SENT)
    faults = response.context["form"].faults
    assert {"title", "kind"} <= faults.keys() <= TOO_LONG.keys()
    again = form(desk, address(record))
    assert {name: again[name][0] for name in TOO_LONG} == TOO_LONG


@pytest.mark.parametrize("text", ["-3", "1e9", "1.5", "²", "nine"])
def test_what_is_no_number_is_kept_and_told(desk, text):
    record = KINDS["theme"].records.published().first()
    where = address(record, kind="theme")
    response = desk.post(where, form(desk, where) | {"position": text} | SENT)
    assert "position" in response.context["form"].faults
    assert form(desk, where)["position"] == [text]


def test_figures_of_any_script_make_a_number(desk):
    record = KINDS["theme"].records.published().first()
    where = address(record, kind="theme")
    desk.post(where, form(desk, where) | {"position": "٢٤", "do": "save"})
    assert Change.objects.get().data["position"] == 24


# Rows


@pytest.fixture
def bangkok():
    return Consultation.objects.get(slug="bangkok-2014")


def test_a_row_is_added_and_stays_once_it_says_something(desk, bangkok):
    where = address(bangkok, kind="consultation")
    typed = form(desk, where)
    count = int(typed["topics-total"][0])
    more = fields(desk.post(where, typed | {"add": "topics"}).content.decode())
    assert int(more["topics-total"][0]) == count + 1
    assert not Change.objects.exists()
    more |= {f"topics-{count}-number": "99", f"topics-{count}-title": "A topic more", "do": "save"}
    desk.post(where, more)
    last = Change.objects.get().data["topics"][-1]
    assert (last["uid"], last["title"], last["number"]) == (more[f"topics-{count}-uid"][0], "A topic more", 99)


def test_a_row_of_a_row_is_added(desk, bangkok):
    where = address(bangkok, kind="consultation")
    more = fields(desk.post(where, form(desk, where) | {"add": "sessions-1-items"}).content.decode())
    assert more["sessions-1-items-total"] == ["1"]
    assert desk.post(where, more | {"sessions-1-items-0-title": "A film", "do": "save"}).status_code == 302
    assert Change.objects.get().data["sessions"][1]["items"][0]["title"] == "A film"


def test_a_row_is_removed(desk, bangkok):
    where = address(bangkok, kind="consultation")
    before = data_of(KINDS["consultation"], bangkok.uid)["participations"]
    desk.post(where, form(desk, where) | {"participations-2-remove": "on", "do": "save"})
    assert Change.objects.get().data["participations"] == [*before[:2], *before[3:]]


def test_a_row_is_moved_up(desk, bangkok):
    where = address(bangkok, kind="consultation")
    before = data_of(KINDS["consultation"], bangkok.uid)["sessions"]
    typed = form(desk, where) | {"up": "sessions-2", "sessions-0-remove": "on"}
    moved = fields(desk.post(where, typed).content.decode())
    desk.post(where, moved | {"do": "save"})
    assert Change.objects.get().data["sessions"] == [before[2], before[1], *before[3:]]


# Odd posts

ODD: dict[str, dict[str, Any]] = {
    "no totals": {},
    "a huge total": {"statements-total": "999999999"},
    "a total that is none": {"statements-total": "²"},
    "a negative total": {"statements-total": "-1"},
    "unknown fields": {"zz": "1", "__proto__": "1", "statements-x-text": "1", "statements--1-text": "1"},
    "a wrong identifier": {"statements-0-uid": "zz"},
    "an identifier twice": {"statements-1-uid": "SAME", "statements-0-uid": "SAME"},
    "a revision that is no number": {"revision": "²", "base": "x"},
    "a huge revision": {"revision": "9" * 5_000},
    "a move out of the rows": {"up": "statements-²"},
    "a move to nowhere": {"up": "statements-" + "9" * 5_000},
    "a row added to nothing": {"add": "nothing-0-zz"},
    "NUL everywhere": {"name": "a\x00b", "statements-0-references": "a\x00", "statements-0-uid": "\x00"},
    "an unknown act": {"do": "zz\x00"},
    "places that are none": {"statements-0-references": ["#", "a#b#c", "://", "a/b", "x" * 3_000]},
    "no identifier of a row": {"statements-0-uid": []},
}


def of_two_statements() -> Mechanism:
    """Return a mechanism with two statements, or a few more."""
    found = Mechanism.objects.published().annotate(held=Count("statements")).filter(held__gte=2)
    return found.order_by("held", "pk").first()


@pytest.mark.parametrize("name", ODD)
def test_odd_posts_are_taken_or_refused_and_break_nothing(name, desk):
    record = of_two_statements()
    where = address(record, kind="mechanism")
    shown = form(desk, where)
    for do in ("save", "send", "preview", "look", "add"):
        typed = shown | {"do": do, "what-changed": "w"} | ODD[name]
        if name == "no totals":
            typed = {key: value for key, value in typed.items() if not key.endswith("-total")}
        with transaction.atomic():
            response = desk.post(where, typed)
            assert response.status_code in {200, 302, 409}
            part = "preview/" if do == "preview" else ""
            assert desk.get(address(record, part, "mechanism")).status_code in {200, 302, 404}
            assert all(one.data.get("statements") for one in Change.objects.all())
            transaction.set_rollback(True)


def test_a_form_that_says_nothing_of_rows_leaves_them(desk):
    record = Mechanism.objects.get(slug="nigeria-naptip")
    where = address(record, kind="mechanism")
    typed = form(desk, where)
    desk.post(where, {name: value for name, value in typed.items() if "-total" not in name} | {"do": "save"})
    assert Change.objects.get().data == data_of(KINDS["mechanism"], record.uid)


def test_ten_megabytes_are_refused_and_nothing_is_kept(desk):
    record = practice()
    response = desk.post(address(record), form(desk, address(record)) | {"text": "x" * 10_000_000, "do": "save"})
    assert response.status_code in {400, 413}
    assert not Change.objects.exists()


def test_more_fields_than_any_form_has_are_refused(desk):
    record = practice()
    assert desk.post(address(record), {f"a{number}": "" for number in range(9_000)}).status_code == 400


def test_the_form_of_a_new_record_cannot_change_the_address_of_another(desk):
    record = practice()
    typed = form(desk, address(record)) | {"slug": "taken-over", "do": "save"}
    desk.post("/en/desk/practice/new/", typed)
    assert Change.objects.get().data["slug"] == record.slug


@pytest.mark.parametrize("uid", ["", "zz", "\x00", "b504485a-eb64-4c6f-8d8d-405e4f6c5ee70"])
def test_a_new_record_without_identifier_is_missing(desk, uid):
    assert desk.post("/en/desk/practice/new/", {"uid": uid, "do": "save"}).status_code == 404


@pytest.mark.parametrize("place", SENDABLE)
def test_what_is_no_place_stays_in_its_field(desk, place):
    record = practice()
    response = desk.post(address(record), form(desk, address(record)) | {"references-new": place, "do": "look"})
    assert response.status_code == 200
    assert not Change.objects.exists()


@pytest.mark.slow
class OddForms(TestCase):
    """Whatever is typed into the form of a practice, a mechanism or a consultation comes back or is told."""

    @classmethod
    def setUpTestData(cls) -> None:
        held = [("practice", "standard-procedures"), ("mechanism", "nigeria-naptip"), ("consultation", "dakar-2010")]
        cls.held = [(name, KINDS[name].records.get(slug=slug)) for name, slug in held]
        desk = signed_in(editor())
        cls.desk = desk
        cls.forms = [form(desk, address(record, kind=name)) for name, record in cls.held]

    @settings(
        max_examples=12, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def test_nothing_breaks(self, data):
        place = data.draw(st.integers(0, 2))
        name, record = self.held[place]
        typed = copy.deepcopy(self.forms[place])
        signs = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
        texts = st.one_of(st.sampled_from(SENDABLE), signs, st.just("A-HRC-29-38-Add.2#45-c"))
        chosen = data.draw(st.lists(st.sampled_from(sorted(typed)), max_size=6))
        typed |= {field: data.draw(st.lists(texts, max_size=3)) for field in chosen}
        typed |= {"do": data.draw(st.sampled_from(["save", "send", "preview", "look", ""]))}
        typed |= data.draw(st.sampled_from([{}, {"up": "statements-1"}, {"add": "statements"}, SENT]))
        desk, where = self.desk, address(record, kind=name)
        assert desk.post(where, typed).status_code in {200, 302, 409}
        assert desk.get(where).status_code == 200
        assert desk.get(address(record, "preview/", name)).status_code in {200, 404}


# What it costs


@pytest.mark.parametrize(
    ("name", "slug", "most"), [("practice", "standard-procedures", 30), ("consultation", "bangkok-2014", 50)]
)
def test_queries_of_the_form(desk, django_assert_max_num_queries, name, slug, most):
    record = KINDS[name].records.get(slug=slug)
    with django_assert_max_num_queries(most):
        assert desk.get(address(record, kind=name)).status_code == 200


def test_the_largest_form_is_not_too_large(desk, bangkok):
    assert len(desk.get(address(bangkok, kind="consultation")).content) < 256_000


def test_a_form_says_who_saved_and_when(desk, ed):
    change = draft(ed, now=NOW + datetime.timedelta(minutes=5))
    assert "saved by ed on 9 March 2026, 12:05 (UTC)" in desk.get(address(change)).content.decode()
