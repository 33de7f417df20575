"""What the key Enter and the buttons of a form do, and where they lead to."""

from __future__ import annotations

import pytest

from desk.models import Change
from tests.desk import address, editor, fields, form, practice, signed_in


@pytest.fixture
def desk():
    return signed_in(editor("ed"))


@pytest.mark.parametrize(("typed", "is_saved"), [("of the web", False), ("", True)])
def test_the_key_enter_looks_up_a_source_and_saves_where_there_is_none(desk, typed, is_saved):
    where = address(practice())
    page = desk.get(where).content.decode()
    first = page[page.index("<button", page.index('<form class="desk"')) :]
    assert 'value="enter"' in first[: first.index(">")]
    response = desk.post(where, fields(page) | {"references-new": typed, "do": "enter"})
    assert Change.objects.exists() is is_saved
    assert is_saved or 'name="references-new" value="of the web" autofocus' in response.content.decode()


def test_an_address_without_its_scheme_is_one(desk):
    where = address(practice())
    desk.post(where, form(desk, where) | {"references-new": "www.example.org/news", "do": "save"})
    assert "https://www.example.org/news" in Change.objects.get().data["references"]


def test_a_form_that_is_sent_leads_to_what_is_said_of_it(desk):
    page = desk.get(address(practice())).content.decode()
    assert 'method="post" action="#main"' in page
