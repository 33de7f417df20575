"""The lists of records on the desk: found by words and state, new ones first, each page read from the database."""

from __future__ import annotations

import uuid

import pytest
from django.db.models import Value

from desk import changes
from desk.kinds import KINDS
from directory.models import Country
from documents.folded import Folded
from documents.normalise import fold
from tests.desk import NOW, PRACTICE, draft, editor, practice, reviewer, sent, signed_in
from tests.factories import make_mechanism

NAMES = [
    "Côte d’Ivoire",
    "STRASSE und Straße",
    "Łódź, Đà Nẵng, Ørsted",
    "أهداف الآليات الوطنيّة ٢٠١٤",
    "50 % of _all_",
    "İçel",
]


@pytest.mark.parametrize("text", NAMES)
def test_the_database_folds_as_the_program_does(text):
    assert Country.objects.values_list(Folded(Value(text)), flat=True)[0] == fold(text)


@pytest.fixture
def desk():
    return signed_in(reviewer())


def listed(desk, kind, query=""):
    page = desk.get(f"/en/desk/{kind}/{query}")
    assert page.status_code == 200
    return [one.title for one in page.context["page"]]


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        ("mechanism", "nigeria", "National Agency for the Prohibition of Trafficking in Persons"),
        ("mechanism", "نيجيريا", "National Agency for the Prohibition of Trafficking in Persons"),
        ("mechanism", "COTE+D'IVOIRE", "National Committee against Trafficking in Persons"),
        ("recommendation", "A/HRC/29/38/Add.2,+45+(c)", "Commission a global baseline study of mechanisms"),
        ("recommendation", "dakar+33+(j)", "Fund compensation schemes that also reach across borders"),
        (
            "recommendation",
            "A/HRC/14/32+134",
            "Advance extradition and legal assistance agreements covering trafficking",
        ),
        ("consultation", "thailand", "Second NREM consultation, Bangkok"),
        ("document", "29/38", "A/HRC/29/38/Add.2"),
        ("follow-up", "rnni-tip", "2007 ECOWAS Regional Network of National Focal Institutions"),
    ],
)
def test_records_are_found_by_what_they_are_called_and_where_they_stand(desk, kind, words, found):
    assert any(found in title for title in listed(desk, kind, f"?q={words}"))
    assert listed(desk, kind, f"?q={words}+zzzz") == []


def test_the_country_and_the_paragraph_stand_beside(desk):
    assert "نيجيريا" in desk.get("/ar/desk/mechanism/?q=nigeria").content.decode()
    assert "Bangkok 2014 ¶ 45 (c)" in desk.get("/en/desk/recommendation/?q=45+(c)").content.decode()


def new(title):
    opened = {"addresses": {}, "revision": 0, "base": 0}
    return changes.save(PRACTICE, uuid.uuid4(), {"title": title}, **opened, by=editor(), now=NOW)


def test_new_ones_come_first_over_all_pages(desk):
    titles = [f"Zz new {number:02}" for number in range(60)]
    for title in titles:
        new(title)
    held = PRACTICE.records.count()
    pages = range(1, desk.get("/en/desk/practice/").context["page"].paginator.num_pages + 1)
    shown = [title for page in pages for title in listed(desk, "practice", f"?page={page}")]
    assert (shown[:60], len(shown)) == (titles, 60 + held)
    assert shown[60:] == sorted((str(one) for one in PRACTICE.records.all()), key=fold)


@pytest.mark.parametrize(
    ("state", "found"),
    [("draft", ["Aa one", "Aa four"]), ("in-review", ["Aa two"]), ("withdrawn", ["Aa three"]), ("no-state", 4)],
)
def test_states(desk, state, found):
    new("Aa one")
    sent(editor(), practice(title="Aa two"))
    gone = practice(title="Aa three")
    changes.withdraw(PRACTICE, gone.uid, version=1, reason="r", by=reviewer(), now=NOW)
    draft(editor(), practice(title="Aa four"))
    titles = listed(desk, "practice", f"?q=aa&state={state}")
    assert (titles if isinstance(found, list) else len([one for one in titles if one.startswith("Aa ")])) == found
    assert "Aa two" in listed(desk, "practice", "?state=published")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_takes_as_many_queries_however_long_it_is(desk, kind, django_assert_max_num_queries):
    record = KINDS[kind].records.published().first()
    draft(editor(), record, KINDS[kind])
    with django_assert_max_num_queries(9):
        assert listed(desk, kind, "?q=a")


@pytest.mark.parametrize("words", ["%25", "_", "%27%3B--", "%5C"])
def test_signs_of_the_database_are_signs_like_others(desk, words):
    assert listed(desk, "mechanism", f"?q={words}&page=9&state=%27") == []


def test_a_list_says_how_many_it_holds(desk):
    assert "1 record<" in desk.get("/en/desk/mechanism/?q=nigeria").content.decode()


def test_an_open_change_is_told(desk):
    made = make_mechanism(name="Zz mechanism")
    assert "A change is open" not in desk.get("/en/desk/mechanism/?q=zz").content.decode()
    draft(editor(), made, KINDS["mechanism"])
    assert "A change is open: draft" in desk.get("/en/desk/mechanism/?q=zz").content.decode()
