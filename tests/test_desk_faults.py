"""What is wrong with a record is told at once, at its field, in words that an editor understands."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, models

from desk import rules
from desk.checking import faults_of
from desk.forms.record import RecordForm
from desk.kinds import KINDS
from desk.models import Change
from directory.models import Country
from documents.models import Document
from documents.shapes import Dict, Shape
from recommendations.models import Recommendation
from tests.desk import NOW, address, editor, fields, form, practice, signed_in
from tests.factories import make_recommendation

pytestmark = pytest.mark.django_db
OF_FRAMEWORKS = re.compile(
    r"null|integer|CHECK|UNIQUE|constraint|instance|[Ee]nsure|valid|This field|this value|[a-z_]+ \d+: |key|%\("
)
RUBBISH = "Norw / 17.13"
DECIDED = {"bearings-0-decided_status", "bearings-0-decided_by"}  # by reviewers alone, who choose
NOT_TYPED = (models.BooleanField, models.JSONField)  # boxes and lists of texts: there is no rubbish for them


@pytest.fixture
def desk():
    return signed_in(editor("ed"))


def dict_of(shape: Shape, given: dict[str, Any]) -> Dict:
    """Return a dict of a shape with one row of each kind, and the same in every field; links are lists of one."""
    plain = {f.name: given["text"] for f in [*shape.fields, *shape.links] if not isinstance(f, NOT_TYPED)}
    plain.pop("key" if shape.kind == "sessions" else "", None)  # the desk makes it
    plain |= {f.name: [given["text"]] if given["text"] else [] for f in shape.many}
    plain |= {row.kind: [dict_of(row, given)] for row in shape.rows}
    return plain | {"uid": str(uuid.uuid4())}


def names_in(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Yield the names of all fields and rows of a form with one row of each kind."""
    yield from (f"{prefix}{f.name}" for f in [*shape.fields, *shape.links, *shape.many])
    for row in shape.rows:
        yield f"{prefix}{row.kind}"
        yield from names_in(row, f"{prefix}{row.kind}-0-")


@pytest.mark.parametrize("typed", ["", RUBBISH, "x" * 20_000, "99999999999"])
@pytest.mark.parametrize("name", KINDS)
def test_every_message_is_ours_and_stands_at_a_field(name, typed):
    kind = KINDS[name]
    data = dict_of(kind.shape, {"text": typed})
    found = faults_of(kind, uuid.uuid4(), data, {}, now=NOW)
    assert found
    assert found.keys() <= set(names_in(kind.shape))
    told = [message for messages in found.values() for message in messages]
    assert [message for message in told if OF_FRAMEWORKS.search(message) or len(message) > 200] == []
    form = RecordForm(kind, data, is_new=True, faults=found)
    assert {name for name in found if f"id_{name}" not in {id for id, _label, _told in form.wrongs}} <= DECIDED


@pytest.mark.parametrize("name", KINDS)
def test_a_draft_of_nothing_says_nothing_of_its_key(name, desk):
    where = f"/en/desk/{name}/new/"
    desk.post(where, form(desk, where) | {"do": "save"})
    change = Change.objects.get()
    key = KINDS[name].fixed[-1]
    assert key not in change.data
    found = faults_of(KINDS[name], change.record, change.data, {}, now=NOW)
    assert key not in found
    html = desk.get(address(change, "preview/", name)).content.decode()
    assert f'href="{change.get_absolute_url()}#id_' in html


def test_all_is_told_at_once(desk):
    where = "/en/desk/mechanism/new/"
    more = fields(desk.post(where, form(desk, where) | {"add": "contacts"}).content.decode())
    typed = {"name": "A", "model_basis": "stated", "contacts-0-kind": "website", "contacts-0-value": "javascript:1"}
    typed |= {"contacts-0-last_checked": "17/9/2014", "do": "send"}
    response = desk.post(where, more | typed)
    html = response.content.decode()
    assert [id for id, _label, _told in response.context["form"].wrongs] == [
        "id_country",
        "id_model",
        "id_contacts-0-last_checked",
        "id_contacts-0-references",
        "id_what-changed",
    ]
    assert "Write the date as <bdi>2014-09-17</bdi>" in html
    assert html.index("id_contacts-0-last_checked_fault") > html.index(
        '<details class="one" open><summary id="contacts-0-row">'
    )


@pytest.mark.parametrize(
    ("contact", "is_right"),
    [
        (("website", "https://www.osce.org/"), True),
        (("website", "www.osce.org"), True),
        (("website", "javascript:alert(1)"), False),
        (("website", "the site of the ministry"), False),
        (("email", "info@ihrec.ie"), True),
        (("email", "info at ihrec.ie"), False),
        (("telephone", "+353 1 858 9601"), True),
    ],
)
def test_a_contact_leads_somewhere(contact, is_right):
    row = {"uid": str(uuid.uuid4()), "kind": contact[0], "value": contact[1]}
    found = faults_of(KINDS["mechanism"], uuid.uuid4(), {"contacts": [row | {"references": [PLACE]}]}, {}, now=NOW)
    assert ("contacts-0-value" not in found) is is_right


PLACE = "A-HRC-29-38-Add.2#45-c"
AWRY: list[tuple[str, Dict, str, str]] = [
    ("consultation", {"starts": "2014-05-02", "ends": "2014-05-01"}, "ends", "The last day is before the first one."),
    ("mechanism", {"model": "independent", "model_basis": ""}, "model_basis", ""),
    ("tool", {"answered": True}, "checked_on", "Give the day on which the address was checked."),
    ("follow-up", {"period_end": "2014"}, "date", "Give the date on which the period begins."),
    ("consultation", {"starts": "4/9/2014"}, "starts", "Write the date as 2014-09-04 or 2014-04-09, whichever is"),
    ("consultation", {"country": "Norw"}, "country", "“Norw” is not in the list. Choose one of those offered."),
    ("theme", {"position": "nine"}, "position", "“nine” is no whole number. Write it in figures, such as 12."),
    ("document", {"url": "ohchr"}, "url", "“ohchr” is no web address."),
    ("practice", {"references": ["a tale"]}, "references", "“a tale” is no paragraph held."),
    ("follow-up", {"bearings": [{"suggested_status": "superseded"}]}, "bearings-0-suggested_status", "This status is"),
]


@pytest.mark.parametrize(("name", "said", "field", "told"), AWRY)
def test_what_contradicts_itself_is_told_at_its_field(name, said, field, told):
    if "model" in said:
        said = said | {"model": model_key()}
    found = faults_of(KINDS[name], uuid.uuid4(), said, {}, now=NOW)
    assert " ".join(found[field]).startswith(told or "Say who names the model.")


def model_key() -> str:
    from directory.models import InstitutionalModel

    return InstitutionalModel.objects.values_list("slug", flat=True)[0]


def test_of_who_took_part_one_is_named():
    row = {"uid": str(uuid.uuid4()), "role": "attended", "references": [PLACE]}
    two = {"country": Country.objects.all()[0].iso2, "organisation": "osce"}
    data = {"participations": [row, row | two]}
    found = faults_of(KINDS["consultation"], uuid.uuid4(), data, {}, now=NOW)
    assert found["participations-0-person"] == [
        "Name who took part: a person, a regional body, a mechanism or a State."
    ]


def test_two_recommendations_cannot_stand_at_one_paragraph():
    record = Recommendation.objects.published().first()
    assert record
    data = {"paragraph": f"{record.paragraph.document.key}#{record.paragraph.anchor}", "slug": "another"}
    found = faults_of(KINDS["recommendation"], uuid.uuid4(), data, {}, now=NOW)
    assert found["paragraph"] == [
        f"This stands in another record already: {record}. Change that one, or choose another."
    ]


def test_what_is_told_of_an_address_is_looked_at():
    url = "https://example.org/new"
    told = {"seen": "yesterday", "date": "17 September 2014", "publisher": "Parliament"}
    found = faults_of(KINDS["practice"], uuid.uuid4(), {"references": [url]}, {url: told}, now=NOW)
    assert found["references"] == [
        "date of the source: Write the date as 2014-09-17: the year first, then the month and the day.",
        "date seen: “yesterday” is no day. Write it as 2014-05-21.",
    ]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"seen": "2026-03-09"}, ["Tell who published what stands at the web address."]),
        ({"seen": "2026-03-09", "publisher": "Parliament"}, []),
    ],
)
def test_of_a_new_address_its_publisher_is_told(about, told):
    url = "https://example.org/new"
    found = faults_of(KINDS["practice"], uuid.uuid4(), {"references": [url]}, {url: about}, now=NOW)
    assert found.get("references", []) == told


def shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for row in shape.rows:
        yield from shapes(row)


@pytest.mark.parametrize("name", KINDS)
def test_every_rule_of_the_database_has_its_words(name):
    known = {rule.constraint for found in rules.RULES.values() for rule in found} | rules.ELSEWHERE.keys()
    for shape in shapes(KINDS[name].shape):
        held = [one for one in shape.model._meta.constraints if isinstance(one, models.CheckConstraint)]
        own = {one.name for one in held if not one.name.endswith(("_published_has_date", "_withdrawn_has_reason"))}
        assert own <= known


def test_the_last_resort_is_in_words():
    told = rules.in_words(IntegrityError("CHECK constraint failed: documents_tool_answer_has_date"))
    assert told == ("Something in it contradicts a rule of the record. Give the day on which the address was checked.")
    assert "UNIQUE" not in rules.in_words(IntegrityError("UNIQUE constraint failed: documents_tool.slug"))


# Keys


def test_a_key_follows_the_title_until_it_is_published(desk):
    where = "/en/desk/practice/new/"
    typed = form(desk, where)
    desk.post(where, typed | {"title": "Half a", "do": "save"})
    change = Change.objects.get()
    html = desk.get(change.get_absolute_url()).content.decode()
    assert "It will be: half-a" in html
    desk.post(change.get_absolute_url(), fields(html) | {"title": "Half a title", "do": "save"})
    assert "It will be: half-a-title" in desk.get(change.get_absolute_url()).content.decode()


def test_two_of_one_title_get_two_keys(desk):
    record = practice(title="Told twice", slug="told-twice")
    where = "/en/desk/practice/new/"
    desk.post(where, form(desk, where) | {"title": record.title, "do": "save"})
    change = Change.objects.get()
    assert "It will be: told-twice-2" in desk.get(change.get_absolute_url()).content.decode()
    found = faults_of(KINDS["practice"], change.record, change.data, {}, now=NOW)
    assert "slug" not in found
    taken = faults_of(KINDS["practice"], change.record, change.data | {"slug": "told-twice"}, {}, now=NOW)
    assert taken["slug"] == ["Another record has this address already. Choose another."]


def test_new_sessions_are_named_after_their_consultation():
    from desk.keys import keyed

    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    data = {
        "short_names": {"en": "Lima"},
        "title": "Lima 2027",
        "sessions": [{"uid": first, "key": first, "number": 1}, {"uid": second, "key": second, "number": 1}],
        "participations": [{"session": second, "item": f"{second}/1"}],
    }
    made = keyed(KINDS["consultation"], data)
    assert [one["key"] for one in made["sessions"]] == ["lima-2027-s1", "lima-2027-s1-2"]
    assert made["participations"] == [{"session": "lima-2027-s1-2", "item": "lima-2027-s1-2/1"}]


def test_the_key_of_a_document_is_its_symbol():
    from desk.keys import free_key

    held = Document.objects.exclude(symbol=None)[0]
    assert free_key(KINDS["document"], {"symbol": "CTOC/COP/2027 (draft)"}) == "CTOC-COP-2027-draft"
    assert free_key(KINDS["document"], {"symbol": held.symbol}) == f"{held.key}-2"
    assert not make_recommendation().slug.startswith("-")


# Figures and dates


def test_dates_in_figures_of_other_scripts_are_taken(desk):
    where = "/en/desk/consultation/new/"
    typed = {"starts": "٢٠١٤-٠٥-٢١", "ends": "۲۰۱۴-۰۵-۲۲", "do": "save"}
    desk.post(where, form(desk, where) | typed)
    data = Change.objects.get().data
    assert (data["starts"], data["ends"]) == ("2014-05-21", "2014-05-22")


def test_what_a_fault_quotes_keeps_its_figures_wherever_it_is_told(desk):
    where = "/ar/desk/consultation/new/"
    page = desk.post(where, form(desk, where) | {"starts": "1/5/15", "do": "send"}, follow=True).content.decode()
    summary, rest = page.split("</ul></div>", 1)
    for told in (summary, rest, desk.get(preview_of(Change.objects.get())).content.decode()):
        assert "<bdi>1/5/15</bdi>" in told
        assert "<bdi>2014-05-21</bdi>" in told


def preview_of(change: Change) -> str:
    return f"/ar/desk/{change.kind}/{change.record}/preview/"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_that_are_no_paragraph_are_told_once_with_the_example_as_it_is_typed(desk, language):
    where = f"/{language}/desk/practice/new/"
    typed = form(desk, where) | {"references-new": "zz 45 qq", "do": "send"}
    page = desk.post(where, typed, follow=True).content.decode()
    assert "<bdi>A/HRC/29/38/Add.2, 45 (c)</bdi>" in page
    assert page.count('id="id_references_fault"') == 1
    assert page.count("<bdi>zz 45 qq</bdi>") == 2  # in the summary, and at the field
