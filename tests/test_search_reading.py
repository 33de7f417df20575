"""Reading a query: what it asks for, what is wrong with it, and that no text can make it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from documents.normalise import terms
from documents.search.reading import as_typed, read
from documents.search.tree import BREAK, PART, And, Leaf, Not, Or, Texts, holds, is_positive
from tests.factories import make_theme

# Pieces that queries are made of, so that chance makes many that mean something.
PIECES = [
    "law",
    "data ",
    "NOT ",
    "AND ",
    "OR ",
    "(",
    ")",
    '"',
    "“",
    "”",
    "-",
    "*",
    " ",
    "45",
    "c)",
    "人口",
    "آلية",
    "\0",
    "¦",
]
ODD = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def said(node) -> str:
    """Return a query as a short text: data, ="exact words", begin*, (a b), (a|b), -a."""
    match node:
        case Leaf(words, exact, is_open):
            text = " ".join(words)
            return (f'"{text}"' if exact and not is_open else text) + ("*" if is_open else "")
        case And(parts):
            return f"({' '.join(map(said, parts))})"
        case Or(parts):
            return f"({'|'.join(map(said, parts))})"
        case Not(part):
            return f"-{said(part)}"
    return ""


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", ""),
        ("law", "law"),
        ("Laws", "law"),
        ("law data", "(law data)"),
        ("law AND data", "(law data)"),
        ("law and data", "(law and data)"),
        ("law OR data", "(law|data)"),
        ("law data OR sea", "((law data)|sea)"),
        ("law (data OR sea)", "(law (data|sea))"),
        ("law NOT data", "(law -data)"),
        ("law -data", "(law -data)"),
        ("NOT data law", "(-data law)"),
        ("law -(data OR sea)", "(law -(data|sea))"),
        ("law NOT NOT data", "(law data)"),
        ("(law", "law"),
        ('"national rapporteurs"', '"national rapporteurs"'),
        ("“national rapporteurs”", '"national rapporteurs"'),
        ("«national rapporteurs»", '"national rapporteurs"'),
        ("„national rapporteurs“", '"national rapporteurs"'),
        ("「国家」", '"国家"'),
        ('"AND"', '"and"'),
        ('law -"no data"', '(law -"no data")'),
        ("traffick*", "traffick*"),
        ("Inter-Agen*", "(inter agen*)"),
        ("*", ""),
        ("law * data", "(law data)"),
        ("inter-agency", "(inter agenci)"),
        ("law -- data", "(law data)"),
        ("A/HRC/29/38/Add.2", '"a hrc 29 38 add 2"'),
        ("45 (c)", "(45 c)"),
        ("45 c)", "(45 c)"),
        ("国家报告员", "国家 家报 报告 告员"),
        ("人", "人*"),
        ("law law", "law"),
        ("() law", "law"),
    ],
)
def test_what_a_query_asks_for(text, reading):
    assert said(as_typed(text).typed) == reading


@pytest.mark.parametrize(
    ("text", "kind", "before", "literal"),
    [
        ("law AND (data", "open", "law AND", "law data"),
        ("law data) sea", "close", "law data", "law data sea"),
        ('the "national rapporteur', "quote", "the", "the national rapporteur"),
        ("law AND", "dangling", "law AND", "law"),
        ("AND law", "dangling", "", "law"),
        ("law OR OR data", "dangling", "law", "law data"),
        ("law NOT", "dangling", "law NOT", "law"),
        ("law AND ?", "dangling", "law", "law ?"),
        ("(law OR) data", "dangling", "(law", "law data"),
        ("NOT law", "alone", "", "law"),
        ("-law", "alone", "", "law"),
        ("data OR NOT law", "alone", "data", "data law"),
        ("data NOT (NOT law NOT sea)", "alone", "data", "data law sea"),
        ("(" * 13 + "law" + ")" * 13, "deep", "(" * 12, "law"),
    ],
)
def test_what_cannot_be_read_says_where_and_is_read_as_all_its_words(text, kind, before, literal):
    query = as_typed(text)
    assert (query.problem.kind, query.problem.before) == (kind, before)
    assert str(query.problem.message)
    assert query.literal == literal
    assert said(query.tree) == said(as_typed(literal).tree)
    assert set(terms(literal)) == {word for leaf in query.words for word in leaf.words}


def test_a_query_that_is_read_has_no_problem():
    assert as_typed("(law OR data) -sea 45 (c)").problem is None


@given(text=ODD)
def test_any_text_is_a_safe_query(text):
    query = as_typed(text)
    assert query.tree is None or is_positive(query.tree)
    assert query.is_empty == (query.tree is None)
    if query.problem:
        again = as_typed(query.literal)
        assert again.problem is None
        assert set(again.words) == set(query.words)
    for leaf in query.words:
        assert leaf.words
        assert all(word.isalnum() and word not in (BREAK, PART) for word in leaf.words)


def test_a_query_is_read_no_further_than_its_limit():
    assert len(as_typed("law " * 10_000).text) == 400


# Synonyms


@pytest.mark.parametrize(
    ("text", "widened"),
    [
        ("NREM", [("NREM", ("national rapporteur", "equivalent mechanism"))]),
        ("NREMs in Africa", [("NREMs", ("national rapporteur", "equivalent mechanism"))]),
        ("National Rapporteurs", [("National Rapporteurs", ("NREM", "equivalent mechanism"))]),
        ('"National Rapporteurs"', []),
        ("rapporteur national", [("rapporteur national", ("mécanisme équivalent", "national rapporteur"))]),
        ("sea NOT NREM", [("NREM", ("national rapporteur", "equivalent mechanism"))]),
        ("national AND rapporteur", []),
        ("national (rapporteur)", []),
        ("المقرر الوطني", [("المقرر الوطني", ("الآلية المماثلة", "national rapporteur"))]),
        ("国家报告员", [("国家报告员", ("同等机制", "national rapporteur"))]),
        ("sea OR MoU", [("MoU", ("memorandum of understanding", "Bilateral and cross-border cooperation"))]),
        ("MoU*", []),
        ("?", []),
    ],
)
def test_words_with_synonyms_are_widened(text, widened):
    assert [(one.words, one.also) for one in read(text).widened] == widened
    assert [one.left_out for one in read(text).widened] == [" NOT " in text for _one in widened]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"traffick* persons"', ["A star between"]),
        ("traffick* law", []),
        ("shelter | housing", ["“|” is not read"]),
        ("title:law", ["No fields"]),
        ('title: "law"', ["No fields"]),
        ("note: law", []),
        ("data -law", ["What NOT names"]),
        ("data NOT title:law", ["No fields", "What NOT names"]),
        ("NOT law", []),  # cannot be read
    ],
)
def test_signs_that_are_not_read_and_not_are_told(text, told):
    notes = [str(note) for note in as_typed(text).notes]
    assert [note[: len(start)] for note, start in zip(notes, told, strict=True)] == told


@pytest.mark.parametrize("path", ["search", "recommendations"])
def test_what_not_leaves_out_with_its_other_names_is_said(client, path):
    response = client.get(f"/en/{path}/", {"q": "data NOT NREM"})
    assertContains(response, "without <bdi>NREM</bdi>, nor: <bdi>national rapporteur, equivalent mechanism</bdi>")
    assertContains(response, "What NOT names is left out wherever it stands")


def test_what_is_added_can_be_left_out():
    query = read("NGO or SOP", plain=["NGOs", "unknown"])
    assert [one.words for one in query.widened] == ["SOP"]
    assert query.kept == ["NGO"]


def test_synonyms_of_a_theme_find_its_records_unless_they_are_words_of_its_name():
    make_theme(
        names={"en": "Quokka care", "fr": "Soins"}, synonyms={"en": ["wombat", "quokka", "??"], "fr": ["marsupial"]}
    )
    assert [(one.words, one.also) for one in read("wombats").widened] == [("wombats", ("Quokka care",))]
    assert [(one.words, one.also) for one in read("marsupiaux").widened] == [("marsupiaux", ("Quokka care",))]
    assert read("quokka").widened == []


def test_without_words_nothing_is_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(" ? ").is_empty
    read("law")
    with django_assert_num_queries(1):  # the data version, for which synonyms are held
        read("law NGO")


# What a text holds


def texts(title: str, tags: str = "", text: str = "") -> Texts:
    parts = [f"{BREAK} {part} {BREAK}" for part in (title, tags, text)]
    return Texts(f" {PART} ".join(parts), f" {PART} ".join(parts))


def test_a_phrase_does_not_reach_over_a_break():
    held = texts("national", "rapporteur", f"data {BREAK} research")
    for query in ('"national rapporteur"', '"data research"'):
        assert not holds(held, as_typed(query).tree)
    assert holds(held, as_typed("national rapporteur data research").tree)
    assert holds(held, as_typed("natio*").tree)
    assert [bool(as_typed("data").tree and holds(part, as_typed("data").tree)) for part in held.parts()] == [
        False,
        False,
        True,
    ]
