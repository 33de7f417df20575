"""Sessions of a new consultation, which have no key yet, and the rows that name them."""

from __future__ import annotations

from typing import Any

import pytest

from consultations.models import AgendaItem, Consultation
from desk.models import Change
from tests.desk import address, editor, fields, form, signed_in

NEW = "/en/desk/consultation/new/"


@pytest.fixture
def desk():
    return signed_in(editor("ed"))


def more(desk: Any, typed: Any, *kinds: str) -> dict[str, list[str]]:
    """Add a row of each of these kinds to a form that was never saved."""
    for kind in kinds:
        typed = fields(desk.post(NEW, typed | {"add": kind}).content.decode())
    return typed


def saved(desk: Any, typed: Any, where: str = NEW) -> Any:
    assert desk.post(where, typed | {"do": "save"}).status_code == 302
    return Change.objects.get().data


@pytest.mark.parametrize("titles", [("", ""), ("Opening", "Closing"), ("Same", "Same"), ("Opening", "")])
def test_a_row_of_what_was_never_saved_keeps_its_session(desk, titles):
    typed = more(desk, form(desk, NEW), "sessions", "sessions", "participations", "participations")
    typed |= {f"sessions-{place}-title": title for place, title in enumerate(titles)}
    uids = [typed[f"sessions-{place}-uid"][0] for place in range(2)]
    data = saved(desk, typed | {f"participations-{place}-session": uid for place, uid in enumerate(uids)})
    assert [row["session"] for row in data["participations"]] == uids


def test_a_row_keeps_the_item_of_a_session_that_was_never_saved(desk):
    typed = more(desk, form(desk, NEW), "sessions", "sessions-0-items", "participations")
    key = f"{typed['sessions-0-uid'][0]}/1"
    typed = more(desk, typed | {"sessions-0-items-0-title": "A film", "participations-0-item": key}, "participations")
    assert typed["participations-0-item"] == [key]
    assert saved(desk, typed)["participations"][0]["item"] == key


def test_items_of_other_consultations_are_not_offered(desk):
    names = desk.get(NEW).context["form"].names.of(AgendaItem)
    assert AgendaItem.objects.exists()
    assert not names.labels


def test_a_session_without_a_title_is_called_by_its_place(desk):
    typed = more(desk, form(desk, NEW), "sessions", "sessions")
    page = desk.post(NEW, typed | {"add": "participations"}).content.decode()
    assert ">Session 1 (no title yet)</option>" in page
    assert ">Session 2 (no title yet)</option>" in page


def test_a_session_is_known_by_the_name_it_had_and_by_that_which_it_gets(desk):
    bangkok = Consultation.objects.get(slug="bangkok-2014")
    where = address(bangkok, kind="consultation")
    page = desk.get(where)
    names = page.context["form"].names.of(bangkok.sessions.model).labels
    key, label = next(iter(names.items()))
    typed = fields(page.content.decode()) | {"sessions-0-title": "Called anew"}
    number = f"{typed['sessions-0-number'][0]}. " if typed["sessions-0-number"][0] else ""
    typed |= {"participations-0-session": label, "participations-1-session": f"{number}Called anew"}
    data = saved(desk, typed, where)
    assert [row["session"] for row in data["participations"][:2]] == [key, key]
