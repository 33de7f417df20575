"""The headers of every kind of answer that a public installation gives, scored as the MDN HTTP Observatory does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import SuspiciousOperation
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import Client, override_settings

from directory.models import Mechanism
from documents.publication import State
from nrem_portal.security import DJANGO_CSP, own_headers
from nrem_portal.wsgi import plain_type, utf8_only
from tests.addresses import filled, one_of_each, patterns
from tests.observatory import FULL_MARKS, marks, public_settings, score
from tests.odd import Request
from tests.odd_run import connection_kept, environ_of

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, "staticfiles": {"BACKEND": MANIFEST}}
SENT_WITH_ALL = [
    *("Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "X-Frame-Options"),
    *("Cache-Control", "Strict-Transport-Security"),
]
FORMS = ("/follow-up/send/",)  # pages with a form for readers, which set the cookie that guards it
STAFF = re.compile(r"^/\w\w/(account|admin|desk)/")
Get = Callable[..., HttpResponse]


@pytest.fixture
def public():
    """A public installation."""
    with public_settings():
        yield


@pytest.fixture
def reader(public) -> Client:
    return Client(raise_request_exception=False)


def judge(response: HttpResponse) -> None:
    """Fail where an answer has less than full marks, or lacks what is sent with all."""
    assert score(response) >= FULL_MARKS, marks(response)
    assert [name for name in SENT_WITH_ALL if name not in response.headers] == []
    assert all(name.startswith("__Host-") for name in response.cookies)


def break_middleware(monkeypatch, name: str, error: Exception) -> None:
    def fail(*args):
        raise error

    monkeypatch.setattr(name, fail)


def test_every_address_answers_with_full_marks(reader):
    """Redirects, errors and the admin's sign-in included; a new address is among them by itself."""
    known = one_of_each()
    for pattern in patterns():
        response = reader.get(known.get(pattern) or filled(pattern, lambda name: "none"), secure=True)
        assert response.status_code in {200, 301, 302, 404, 405, 410}, pattern
        judge(response)


def test_no_reading_page_sets_a_cookie(reader):
    addresses = [
        address for address in one_of_each().values() if not address.endswith(FORMS) and not STAFF.search(address)
    ]
    answers = {address: reader.get(address, secure=True) for address in [*addresses, "/", "/en/none/", "/none"]}
    assert [address for address, response in answers.items() if response.cookies] == []
    assert [address for address, response in answers.items() if "Cookie" in response.get("Vary", "")] == ["/"]
    pages = {address: response for address, response in answers.items() if address.startswith(("/en/", "/ar/"))}
    assert [address for address, response in pages.items() if "Accept-Language" in response.get("Vary", "")] == []


def not_modified(reader, **kwargs):
    tag = reader.get("/en/about/", secure=True).headers["ETag"]
    return reader.get("/en/about/", secure=True, headers={"if-none-match": tag})


def gone(reader, **kwargs):
    mechanism = Mechanism.objects.first()
    Mechanism.objects.filter(pk=mechanism.pk).update(state=State.WITHDRAWN, withdrawn_reason="Merged")
    return reader.get(mechanism.get_absolute_url(), secure=True)


def not_for_this_method(reader, **kwargs):
    return reader.put("/alerts/none/leave", secure=True)


def broken_in_view(reader, monkeypatch):
    break_middleware(monkeypatch, "nrem_portal.search.views.ranked", RuntimeError())
    return reader.get("/en/search/?q=law", secure=True)


def suspicious(reader, monkeypatch):
    break_middleware(monkeypatch, "nrem_portal.search.views.ranked", SuspiciousOperation())
    return reader.get("/en/search/?q=law", secure=True)


def broken_in_middleware(reader, monkeypatch):
    name = "django.contrib.sessions.middleware.SessionMiddleware.process_request"
    break_middleware(monkeypatch, name, RuntimeError())
    return reader.get("/en/about/", secure=True)


def broken_in_the_security_middleware(reader, monkeypatch):
    name = "django.middleware.security.SecurityMiddleware.process_request"
    break_middleware(monkeypatch, name, RuntimeError())
    return reader.get("/en/about/", secure=True)


ANSWERS: dict[str, tuple[int, Get]] = {
    "page": (200, lambda reader, **_: reader.get("/en/", secure=True)),
    "not modified": (304, not_modified),
    "leads to the language": (302, lambda reader, **_: reader.get("/", secure=True)),
    "without its slash": (301, lambda reader, **_: reader.get("/en/about", secure=True)),
    "another host": (400, lambda reader, **_: reader.get("/en/", secure=True, headers={"host": "evil.example"})),
    "too many fields": (400, lambda reader, **_: reader.get("/en/search/?" + "a=1&" * 8_200, secure=True)),
    "suspicious": (400, suspicious),
    "form without token": (
        403,
        lambda reader, **_: Client(enforce_csrf_checks=True).post("/en/account/login/", {}, secure=True),
    ),
    "missing": (404, lambda reader, **_: reader.get("/en/none/", secure=True)),
    "not for this method": (405, not_for_this_method),
    "gone": (410, gone),
    "failed in a view": (500, broken_in_view),
    "failed in the sessions": (500, broken_in_middleware),
    "failed in the first middleware": (500, broken_in_the_security_middleware),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_has_full_marks(reader, monkeypatch, kind):
    status, ask = ANSWERS[kind]
    response = ask(reader=reader, monkeypatch=monkeypatch)
    assert response.status_code == status
    judge(response)
    assert not response.cookies


def test_the_sign_in_has_the_marks_for_its_cookie_too(reader):
    response = reader.get("/en/account/login/", secure=True)
    assert list(response.cookies) == ["__Host-csrf"]
    assert score(response) == FULL_MARKS + 5
    assert response.cookies["__Host-csrf"]["httponly"]


def test_a_form_for_readers_sets_the_cookie_that_guards_it_and_no_other(reader):
    for address in (*(f"/en{form}" for form in FORMS), "/en/alerts/new/?list=practices"):
        response = reader.get(address, secure=True)
        assert list(response.cookies) == ["__Host-csrf"]
        assert "no-store" in response.headers["Cache-Control"]
        judge(response)


def test_pages_of_staff_are_kept_by_no_cache(public, admin_user):
    client = Client()
    given = {"login": "admin", "password": "password"}
    signed_in = client.post("/en/account/login/", given, secure=True)
    Authenticator.objects.create(user=admin_user, type=Authenticator.Type.TOTP, data={"secret": "none"})
    session = signed_in.cookies["__Host-session"]
    assert (session["secure"], session["httponly"], session["samesite"], session["domain"]) == (True, True, "Lax", "")
    for address in ("/en/", "/en/admin/", "/en/admin/directory/mechanism/", "/en/none/", "/healthz"):
        response = client.get(address, secure=True)
        assert response.headers["Cache-Control"] == "private, no-store", address
        judge(response)


def test_a_public_page_is_kept_and_asked_for_again(reader):
    for address in ("/en/", "/en/mechanisms/", "/sitemap.xml", "/robots.txt", "/en/none/"):
        assert reader.get(address, secure=True).headers["Cache-Control"] == "no-cache"


def test_http_leads_to_https_on_the_same_host_first(reader):
    for address in ("/", "/mechanisms/?q=a", "/en/about", "//evil.example/", "/robots.txt"):
        response = reader.get("/", PATH_INFO=address.partition("?")[0])
        assert response.status_code == 301
        assert response.headers["Location"].startswith("https://testserver/")
    assert reader.get("/healthz").status_code == 200


def test_http_for_another_host_is_refused_with_all_headers_but_the_one_for_https(reader):
    response = reader.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert {name: points for name, points in marks(response).items() if points < 0} == {"transport": -20}


@pytest.mark.slow
def test_static_files_have_full_marks_and_are_kept_for_good(public, settings, tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        reader = Client()
        reader.cookies["__Host-session"] = "a" * 32  # staff keep them too
        (sheet,) = [path.name for path in tmp_path.glob("portal.*.css")]
        response = reader.get(f"/static/{sheet}", secure=True)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert b"".join(response)
        judge(response)
        judge(reader.get("/static/none.css", secure=True))


def test_django_sends_the_policy_where_it_can():
    assert "Content-Security-Policy" in own_headers()
    with override_settings(MIDDLEWARE=[DJANGO_CSP]):
        assert "Content-Security-Policy" not in own_headers()


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("", ""),
        ("application/json; charset=utf-8", "application/json"),
        ("text/plain; a*=hex''%41", "text/plain"),
        ('multipart/form-data; charset=hex; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data;boundary=----b1;x=y", "multipart/form-data; boundary=----b1"),
    ],
)
def test_of_a_content_type_only_kind_and_boundary_are_read(given, plain):
    assert plain_type(given) == plain


def test_the_server_reads_utf_8_whatever_charset_is_named(public):
    """Django fails on these before any middleware: the reader would get no page, the log a traceback."""
    application = utf8_only(get_wsgi_application())
    for kind, query, status in [("hex", "q=%41", "200"), ("idna", "q=%FF", "200"), ("utf-8", "a=1&" * 8_200, "400")]:
        sent: list[str] = []
        asked = Request(1, "GET", "/en/search/", query, {}, content_type=f"text/plain; charset={kind}")
        with connection_kept():
            list(application(environ_of(asked, ""), lambda status, headers: sent.append(status)))  # noqa: B023
        assert sent[0].startswith(status)


@pytest.mark.parametrize("key", ['"\\000bcdefghijk"', "\xff" * 8, "a b c d e f", ""])
def test_a_session_cookie_that_is_no_key_is_none(public, key):
    response = Client(headers={"cookie": f"__Host-session={key}"}).get("/en/admin/", secure=True)
    assert response.status_code == 302
    assert "__Host-session" not in response.wsgi_request.COOKIES


def test_an_admin_page_asked_for_by_a_field_that_is_none_is_refused(admin_client):
    response = admin_client.get("/en/admin/recommendations/recommendation/1/delete/?_to_field=")
    assert response.status_code == 400
