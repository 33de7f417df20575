"""Made-up recommendations: the same from the same seed, true to the rules, and taken away without a trace."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count

from documents.models import Document
from documents.publication import Record, current_version, published
from nrem_portal.load.drawing import sources
from nrem_portal.load.progress import progress_bar
from nrem_portal.load.removing import made
from recommendations.models import FollowUp, Recommendation, Status
from recommendations.models.follow_up import computed_status
from tests.factories import make_document, make_follow_up, make_origin, make_recommendation, make_reference

NUMBER = 200
VERSIONS = "DataVersion", "CurrentVersion"  # they tell that something was made, and stay


@pytest.fixture
def _no_index(monkeypatch):
    """Leave the search index as it is: that it follows is tried once."""
    monkeypatch.setattr(published, "send", lambda **kwargs: None)


def make(number: int = NUMBER, seed: int = 1) -> None:
    call_command("make_load", recommendations=number, seed=seed, stdout=io.StringIO())


def remove() -> str:
    out = io.StringIO()
    call_command("make_load", remove=True, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    tables = [model for model in apps.get_models(include_auto_created=True) if model.__name__ not in VERSIONS]
    return {model._meta.label: model._default_manager.count() for model in tables}


def is_found(client, one: Recommendation) -> bool:
    """Tell whether the search finds a recommendation by the words of its title."""
    return one.get_absolute_url() in client.get("/en/search/", {"q": one.title}).content.decode()


def digest() -> str:
    """Return a digest of everything made, keys of the database left out."""
    fields = "uid", "title", "summary", "kind", "strength", "status", "status_since", "superseded_by__uid"
    links = "themes__slug", "countries__iso2", "addressees__uid", "bearings__uid", "bearings__follow_up__date"
    found = made().values_list("origin__slug", "paragraph__position", "paragraph__gist", *fields, *links)
    return hashlib.sha256("\n".join(sorted(map(str, found))).encode()).hexdigest()


@pytest.mark.usefixtures("_no_index")
def test_the_same_seed_makes_the_same():
    make(seed=7)
    first = digest()
    make(seed=8)
    other = digest()
    make(seed=7)
    assert made().count() == NUMBER
    assert digest() == first != other


def test_what_was_made_is_taken_away_without_a_trace(client):
    before, version = rows(), current_version()
    make()
    assert rows() != before
    assert is_found(client, one := made()[0])
    assert remove() == f"{NUMBER} recommendations taken away.\n"
    assert not is_found(client, one)
    assert rows() == before
    assert current_version() == version + 2


@pytest.mark.usefixtures("_no_index")
def test_real_records_of_such_names_stay(django_user_model):
    origin = make_origin(slug="load-sharing", document=make_document(key="Load-sharing"))
    real = [
        make_recommendation(origin=origin, slug="load-1"),
        make_follow_up(key="load-sharing", references=[make_reference(key="load-sharing;annex")]),
        django_user_model.objects.create(username="load-reviewer"),
    ]
    before = rows()
    make()
    remove()
    assert rows() == before
    for one in [origin, origin.document, *real]:
        one.refresh_from_db()


@pytest.mark.usefixtures("_no_index")
def test_what_is_made_has_identifiers_that_nothing_real_can_have():
    make()
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    versions = {model: {uid.version for uid in model.objects.values_list("uid", flat=True)} for model in models}
    assert {model for model, found in versions.items() if 8 in found} == {Document, FollowUp, Recommendation}
    remove()
    assert all({uid.version for uid in model.objects.values_list("uid", flat=True)} <= {4, 5} for model in models)


@pytest.mark.usefixtures("_no_index")
def test_without_anything_made_nothing_is_taken_away():
    version = current_version()
    assert remove() == "0 recommendations taken away.\n"
    assert current_version() == version


@pytest.mark.usefixtures("_no_index")
def test_what_is_made_keeps_the_rules(client):
    make()
    for one in made().order_by("uid")[:20]:
        one.full_clean()
    for one in made():
        assert computed_status(one) == (one.status, one.status_since)
    for one in [*FollowUp.objects.filter(key__startswith="load-"), *Document.objects.filter(key__startswith="load-")]:
        one.full_clean()
    statuses = dict(made().values_list("status").annotate(Count("pk")))
    assert statuses[Status.NONE] > NUMBER * 3 / 4 > statuses[Status.UNDER_WAY] > 0

    listed = client.get("/en/recommendations/?source=load-2025-09")
    size = sources(NUMBER)[0].size
    assert f"{size} of {Recommendation.objects.count()} recommendations" in listed.content.decode()
    assert client.get("/en/recommendations/load-2025-09/1/").status_code == 200
    assert client.get("/en/documents/load-2025-09/").status_code == 200


@pytest.mark.parametrize("number", [1, 39, 1_000, 268_000])
def test_the_reports_hold_all_that_is_asked_for(number):
    found = sources(number)
    assert sum(source.size for source in found) == number
    assert [source.date for source in found] == sorted((source.date for source in found), reverse=True)


def test_a_database_that_others_may_read_is_left_alone(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="--yes-this-is-a-test-database"):
        make()


def test_none_is_no_number_to_make():
    with pytest.raises(CommandError, match="1 or more"):
        make(0)


def test_the_bar_is_full_at_the_end():
    out = io.StringIO()
    advance = progress_bar(3, out)
    advance(1)
    advance(2)
    assert out.getvalue().endswith(f"[{'#' * 40}] 3 of 3, 0 s\n")
