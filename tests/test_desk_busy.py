"""While another is writing: nothing typed is lost, reading goes on, and whoever must wait is told so."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from desk import changes, inbox, look
from desk.kinds import KINDS
from desk.models import Change
from tests.desk import PRACTICE, address, draft, editor, fields, form, reviewer, sent, signed_in
from tests.post import make_message


class DriverError(Exception):
    """What a driver tells of PostgreSQL."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def deadlock(*args, **kwargs):
    raise OperationalError("deadlock detected") from DriverError("40P01")


def refused(*args, **kwargs):
    raise OperationalError("connection refused") from DriverError("08001")


@pytest.mark.parametrize("failing", [locked, deadlock])
@pytest.mark.parametrize(("do", "failed"), [("save", "save"), ("send", "save"), ("send", "send")])
def test_the_form_comes_back_with_what_was_typed(monkeypatch, failing, do, failed):
    by = editor()
    change, client = draft(by), signed_in(by)
    typed = form(client, address(change)) | {"title": ["Typed meanwhile"], "what-changed": ["It was wrong."]}
    with monkeypatch.context() as patched:
        patched.setattr(changes, failed, failing)
        response = client.post(address(change), typed | {"do": do})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Your words stand in the form below" in response.content.decode()
    again = fields(response.content.decode())
    assert (again["title"], again["what-changed"]) == (["Typed meanwhile"], ["It was wrong."])
    client.post(address(change), again | {"do": do})
    kept = Change.objects.get()
    assert (kept.title, kept.state) == ("Typed meanwhile", "in-review" if do == "send" else "draft")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_other_forms_of_the_desk_can_be_sent_again(monkeypatch, language):
    made, client = make_message(), signed_in(editor())
    monkeypatch.setattr(inbox, "dismiss", locked)
    typed = {"do": "dismiss", "revision": str(made.revision), "reason": "It is “here” & <b>there</b>."}
    page = client.post(f"/{language}/desk/inbox/{made.pk}/", typed)
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert f'lang="{language}"' in page.content.decode()
    for value in ("dismiss", "It is “here” &amp; &lt;b&gt;there&lt;/b&gt;."):
        assert f'value="{value}"' in page.content.decode()


def test_a_review_waits(monkeypatch):
    change = sent(editor())
    monkeypatch.setattr(look, "tried", locked)
    page = signed_in(reviewer()).get(address(change, "review/"))
    assert page.status_code == 503
    assert "<form method=" not in page.content.decode()


def test_a_database_that_failed_is_not_called_busy(monkeypatch):
    by = editor()
    change, client = draft(by), signed_in(by)
    typed = form(client, address(change)) | {"do": "save"}
    monkeypatch.setattr(changes, "save", refused)
    with pytest.raises(OperationalError):
        client.post(address(change), typed)


def test_a_page_holds_nothing_that_was_sent_elsewhere(client, monkeypatch):
    monkeypatch.setattr("nrem_portal.account.forms.SignInForm.is_valid", locked, raising=False)
    monkeypatch.setattr("allauth.account.forms.LoginForm.is_valid", locked)
    page = client.post("/en/account/login/", {"login": "a", "password": "zz-secret"})
    assert (page.status_code, "zz-secret" in page.content.decode()) == (503, False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_of_a_draft_and_the_preview_of_a_faulty_one_write_nothing(kind):
    by, record = editor(), KINDS[kind].records.published().first()
    change, client = draft(by, record, KINDS[kind]), signed_in(by)
    Change.objects.filter(pk=change.pk).update(data={})
    written = []

    def watch(execute, sql, *args):
        written.extend([sql] if sql.startswith(("INSERT", "UPDATE", "DELETE", "SAVEPOINT")) else [])
        return execute(sql, *args)

    with connection.execute_wrapper(watch):
        for name in ("", "preview/"):
            assert client.get(address(record, name, kind)).status_code == 200
    assert written == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_address_that_works_otherwise_says_so(language):
    record = PRACTICE.records.published().first()
    page = signed_in(editor()).get(f"/{language}/desk/practice/{record.uid}/history/1/restore/")
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert f'<html lang="{language}"' in page.content.decode()
    assert "<h1>" in page.content.decode()
