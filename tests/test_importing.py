"""Bringing the text of a report into the database: what stands keeps its place, what is new finds one."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from documents.importing import bring_in, put_in_force
from documents.importing.placing import spread
from documents.intake.parsed import Caution, CautionKind, IntakeError
from documents.models import Document, Footnote, Paragraph, ParagraphText, Rendition, SectionText
from documents.publication import DataVersion, State, current_version
from tests.factories import (
    NOW,
    make_address,
    make_document,
    make_paragraph,
    make_recommendation,
    make_reference,
    make_section,
    make_statement,
    make_user,
)
from tests.parsed import file, in_french, meeting, note, numbered, plain, section

pytestmark = pytest.mark.usefixtures("_no_index")


@pytest.fixture
def _no_index(monkeypatch):
    """Leave the search index as it is: building it is not what these tests are about."""
    monkeypatch.setattr("documents.publication.published.send", lambda **sent: None)


def bring(parsed, document, digest="a" * 64, **options):
    own = {"file_name": "report.txt", "digest": digest, "by": None, "publish": True, "now": NOW}
    return bring_in(parsed, document=document, **own | options)


@pytest.fixture
def document():
    return make_document(held=False, key="lisdoon", languages=["en"])


def labels(document):
    return list(document.paragraphs.order_by("position").values_list("label", flat=True))


def places(document):
    return dict(document.paragraphs.values_list("label", "position"))


def headings(document):
    return [f"{one.number} {one.heading}".strip() for one in document.sections.order_by("position")]


def worded(document, language="en"):
    """Return the official text in force by label."""
    texts = ParagraphText.objects.filter(paragraph__document=document, language=language, current=True)
    return dict(texts.order_by("paragraph__position").values_list("paragraph__label", "text"))


class TestNewDocument:
    def test_is_written_in_order_in_steps_of_a_hundred(self, document):
        outcome = bring(meeting(), document)
        assert labels(document) == ["Summary ¶1", "1", "2", "3", "3 (a)", "3 (b)", "4"] == outcome.added
        assert list(places(document).values()) == [100, 200, 300, 400, 500, 600, 700]
        assert headings(document) == ["Summary", "I Opening", "II Discussion", "II.A Shelters"]
        assert document.paragraphs.get(label="3 (b)").parent.label == "3"
        assert document.paragraphs.get(label="4").section.level == 2
        assert not outcome.matched
        assert not outcome.absent

    def test_is_held_published_and_searched_anew(self, document):
        document.state, document.published_at = State.DRAFT, None
        document.save()
        before = current_version()
        outcome = bring(meeting(), document)
        document.refresh_from_db()
        assert (document.held, document.state, document.published_at) == (True, State.PUBLISHED, NOW)
        assert outcome.renditions == list(Rendition.objects.filter(document=document, language="en"))
        assert current_version() == before + 1
        assert DataVersion.objects.first().records == [["document", str(document.uid)]]

    def test_a_cover_has_our_word_and_no_printed_heading(self, document):
        bring(file([section("cover")], [plain("Cover", 1, "cover", "Lisdoon\n3 May")]), document)
        assert headings(document) == ["Cover"]
        assert not SectionText.objects.filter(section__document=document).exists()

    def test_headings_deeper_than_the_third_are_of_the_third(self, document):
        bring(file([section("i-a-1-x", "Deep", "I.A.1.x", level=4)], [numbered("1", "i-a-1-x")]), document)
        assert document.sections.get().level == 3

    def test_a_paragraph_without_words_of_its_own_stands_without_text(self, document):
        above = numbered("1", "i")
        above.text = ""
        bring(file([section("i", "Opening", "I")], [above, numbered("1 (a)", "i")]), document)
        assert labels(document) == ["1", "1 (a)"]
        assert list(worded(document)) == ["1 (a)"]


class TestMatching:
    def test_what_stands_keeps_all_and_gets_a_text(self, document):
        opening = make_section(document, key="opening", number="I", heading="Our heading", position=100)
        first = make_paragraph(opening, label="1", anchor="one", position=300, gist="Ours.")
        kept = Paragraph.objects.filter(pk=first.pk).values().get()
        outcome = bring(meeting(), document)
        assert Paragraph.objects.filter(pk=first.pk).values().get() == kept
        assert outcome.matched == ["1"]
        assert worded(document)["1"] == "They spoke of matter 1."
        assert headings(document)[1] == "I Our heading"
        assert opening.texts.get().heading == "Opening"
        assert Paragraph.objects.get(document=document, label="2").section == opening

    def test_sections_go_by_number_before_key(self, document):
        other = make_section(document, key="i", number="II", position=100)
        own = make_section(document, key="ii", number="I", position=200)
        bring(file([section("i", "Opening", "I")], [numbered("1", "i")]), document)
        assert document.paragraphs.get().section == own
        assert not other.texts.exists()

    def test_a_numbered_paragraph_is_found_in_whatever_section_it_stands(self, document):
        elsewhere = make_section(document, key="elsewhere", position=100)
        make_paragraph(elsewhere, label="2", anchor="2", position=100)
        bring(meeting(), document)
        assert document.paragraphs.get(label="2").section == elsewhere

    def test_a_copy_in_another_language_finds_what_has_no_number_by_its_place(self, document):
        bring(meeting(), document)
        outcome = bring(in_french(meeting()), document, "b" * 64)
        assert outcome.added == []
        assert outcome.added_sections == []
        assert document.paragraphs.get(label="Summary ¶1").texts.count() == 2
        assert worded(document, "fr")["Summary ¶1"].endswith(" (fr)")
        assert worded(document)["Summary ¶1"] == "They began with Summary, 1."
        document.refresh_from_db()
        assert document.languages == ["en", "fr"]
        texts = SectionText.objects.filter(section__number="I", section__document=document, current=True)
        assert dict(texts.values_list("language", "heading")) == {"en": "Opening", "fr": "Opening (fr)"}

    def test_entries_and_paragraphs_of_an_annex_are_told_apart(self, document):
        annex = make_section(document, key="annex", number="Annex", position=100)
        make_paragraph(annex, label="Annex, entry 1", anchor="annex-1", position=100)
        read = plain("Annexe", 1, "annexe", language="fr")
        entry = plain("Annexe", 1, "annexe", "A handbook.", language="fr")
        entry.label, entry.anchor = "Annexe, entry 1", "annexe-2"
        outcome = bring(file([section("annexe", "Annexe", "Annex", language="fr")], [read, entry]), document)
        assert (outcome.added, outcome.matched) == (["Annexe ¶1"], ["Annex, entry 1"])

    def test_sub_paragraphs_go_by_their_letter_under_the_one_above(self, document):
        aims = make_section(document, key="aims", position=100)
        above = make_paragraph(aims, label="Aims ¶1", anchor="aims-1", position=100)
        part = make_paragraph(aims, parent=above, label="Aims ¶1 (2)", anchor="aims-1-2", position=200)
        read = plain("Buts", 1, "aims", language="fr")
        second = numbered("Buts ¶1 (2)", "aims", "Le second.", language="fr")
        second.anchor, second.parent = "buts-1-2", "buts-1"
        outcome = bring(file([section("aims", "Buts", language="fr")], [read, second]), document)
        assert outcome.added == []
        assert part.texts.get().text == "Le second."

    def test_two_languages_of_one_file_stand_side_by_side(self, document):
        parsed = meeting()
        parsed.sections.insert(0, section("summary-2", "ملخص", language="ar"))
        parsed.paragraphs.insert(0, plain("Summary 2", 1, "summary-2", "بدأ الاجتماع.", language="ar"))
        outcome = bring(parsed, document)
        assert [one.language for one in outcome.renditions] == ["en", "ar"]
        assert headings(document)[0] == "Summary"
        assert worded(document, "ar") == {"Summary ¶1": "بدأ الاجتماع."}
        assert not outcome.absent

    def test_one_label_twice_in_a_language_is_refused_and_nothing_is_left(self, document):
        parsed = meeting()
        parsed.paragraphs.append(numbered("4", "ii-a"))
        with pytest.raises(IntakeError, match="“4” stands twice"):
            bring(parsed, document)
        assert not document.sections.exists()

    def test_an_anchor_that_is_taken_gets_a_figure(self, document):
        make_paragraph(make_section(document, position=1), label="Other ¶1", anchor="summary-1", position=1)
        bring(meeting(), document)
        assert document.paragraphs.get(label="Summary ¶1").anchor == "summary-1-2"


class TestAdding:
    def test_new_ones_stand_between_their_neighbours(self, document):
        opening = make_section(document, key="i", number="I", position=100)
        for place, label in enumerate(["1", "4"], start=1):
            make_paragraph(opening, label=label, anchor=label, position=place * 100)
        parsed = file([section("i", "Opening", "I")], [numbered(str(number), "i") for number in range(1, 6)])
        outcome = bring(parsed, document)
        assert outcome.added == ["2", "3", "5"]
        assert places(document) == {"1": 100, "2": 133, "3": 166, "4": 200, "5": 300}

    def test_what_comes_first_stands_before_what_stood_first(self, document):
        make_paragraph(make_section(document, key="i", number="I", position=100), label="1", anchor="1", position=100)
        cover, opening = section("cover"), section("i", "Opening", "I")
        bring(file([cover, opening], [plain("Cover", 1, "cover"), numbered("1", "i")]), document)
        assert places(document) == {"Cover ¶1": 50, "1": 100}
        assert list(document.sections.order_by("position").values_list("key", "position")) == [
            ("cover", 50),
            ("i", 100),
        ]

    def test_a_copy_that_lacks_parts_does_not_come_between_them(self, document):
        """A new section follows the standing sub-sections, a new paragraph the standing sub-paragraphs."""
        bring(meeting(), document)
        partial = file(
            [section("ii", "Discussion", "II"), section("iii", "Closing", "III")],
            [numbered("3", "ii"), numbered("3 bis", "ii"), numbered("9", "iii")],
        )
        partial.paragraphs[1].anchor = "3-bis"
        bring(partial, document, "b" * 64)
        assert labels(document) == ["Summary ¶1", "1", "2", "3", "3 (a)", "3 (b)", "3 bis", "4", "9"]
        assert headings(document)[-2:] == ["II.A Shelters", "III Closing"]

    def test_where_there_is_no_room_all_get_new_places(self, document):
        opening = make_section(document, key="i", number="I", position=5)
        kept = [make_paragraph(opening, label=label, anchor=label, position=int(label) + 6) for label in ("1", "3")]
        reference = make_reference(kept[1])
        parsed = file([section("i", "Opening", "I")], [numbered(str(one), "i") for one in (1, 2, 2.5, 3)])
        parsed.paragraphs[2].anchor = "2-5"
        outcome = bring(parsed, document)
        assert outcome.has_moved
        assert places(document) == {"1": 100, "2": 200, "2.5": 300, "3": 400}
        assert Paragraph.objects.get(references=reference) == kept[1]

    @pytest.mark.parametrize(
        ("places", "expected", "all_move"),
        [
            ([None, None], [100, 200], False),
            ([100, None, 200], [100, 150, 200], False),
            ([100, None, 102], [100, 101, 102], False),
            ([100, None, None, 102], [100, 200, 300, 400], True),
            ([None, 1], [100, 200], True),
            ([7, None], [7, 107], False),
            ([1, 2, 3], [1, 2, 3], False),
        ],
    )
    def test_places(self, places, expected, all_move):
        things = [Paragraph(position=place) for place in places]
        assert spread(things) == all_move
        assert [one.position for one in things] == expected


class TestInForce:
    def test_a_better_copy_takes_over_and_a_partial_one_leaves_the_rest(self, document):
        bring(meeting(), document)
        partial = file([section("i", "The opening", "I")], [numbered("2", "i", "Two, in better letters.")])
        outcome = bring(partial, document, "b" * 64)
        texts = worded(document)
        assert texts["2"] == "Two, in better letters."
        assert texts["1"] == "They spoke of matter 1."
        assert outcome.absent == {"en": ["Summary ¶1", "1", "3", "3 (a)", "3 (b)", "4"]}
        assert document.paragraphs.get(label="2").texts.count() == 2
        current = SectionText.objects.filter(section__document=document, section__number="I", current=True)
        assert current.get().heading == "The opening"

    def test_what_changed_at_a_linked_paragraph_is_told(self, document):
        bring(meeting(), document)
        second = document.paragraphs.get(label="2")
        make_recommendation(paragraph=second)
        make_statement(references=[make_reference(second), make_address()])
        make_statement(
            references=[
                make_reference(document.paragraphs.get(label="1"), last_paragraph=document.paragraphs.get(label="4"))
            ]
        )
        outcome = bring(meeting(p2="They spoke of another matter."), document, "b" * 64)
        (change,) = outcome.changed
        assert (change.label, change.language) == ("2", "en")
        assert (change.old, change.new) == ("They spoke of matter 2.", "They spoke of another matter.")
        assert sorted(change.linked) == ["Mechanisms: 2", "Recommendations: 1"]

    def test_a_first_text_beside_a_gist_is_no_change(self, document):
        make_paragraph(make_section(document, key="i", number="I"), label="1", anchor="1")
        assert bring(meeting(), document).changed == []

    def test_a_draft_changes_nothing_for_readers_until_it_is_put_in_force(self, document):
        bring(meeting(), document)
        before, texts = current_version(), worded(document)
        draft = bring(meeting(p1="Better."), document, "b" * 64, publish=False)
        assert (worded(document), current_version(), draft.changed) == (texts, before, [])
        changed = put_in_force(draft.renditions, by=None, now=NOW)
        assert [(one.label, one.new) for one in changed] == [("1", "Better.")]
        assert worded(document)["1"] == "Better."
        assert current_version() == before + 1
        assert put_in_force(draft.renditions, by=None, now=NOW) == []
        assert current_version() == before + 1

    def test_a_draft_document_stays_one_until_then(self, document):
        document.state, document.published_at, document.languages = State.DRAFT, None, []
        document.save()
        outcome = bring(meeting(), document, publish=False)
        document.refresh_from_db()
        assert (document.state, document.held, document.languages) == (State.DRAFT, False, [])
        assert not Paragraph.objects.filter(document=document).readable().exists()
        user = make_user()
        put_in_force(outcome.renditions, by=user, now=NOW)
        document.refresh_from_db()
        assert (document.state, document.held, document.languages) == (State.PUBLISHED, True, ["en"])
        assert LogEntry.objects.get(user=user).object_id == str(document.pk)

    def test_what_is_withdrawn_stays_so(self, document):
        Document.objects.filter(pk=document.pk).update(state=State.WITHDRAWN, withdrawn_reason="Wrong.")
        bring(meeting(), document)
        document.refresh_from_db()
        assert document.state == State.WITHDRAWN

    def test_nothing_to_put_in_force_is_no_change(self):
        assert put_in_force([], by=None, now=NOW) == []

    def test_paragraphs_are_counted_that_may_be_read(self, document):
        bring(meeting(), document, publish=False)
        counted = Document.objects.with_paragraph_count()
        assert counted.get(pk=document.pk).paragraph_count == 0
        bring(meeting(), document)
        assert counted.get(pk=document.pk).paragraph_count == 5


class TestAgain:
    def test_the_same_file_changes_nothing(self, document):
        bring(meeting(), document)
        before = current_version(), list(ParagraphText.objects.values().order_by("pk"))
        outcome = bring(meeting(), document)
        assert outcome.is_unchanged
        assert (current_version(), list(ParagraphText.objects.values().order_by("pk"))) == before
        assert Rendition.objects.filter(document=document).count() == 1

    def test_the_same_file_read_better_is_corrected_in_place(self, document):
        bring(meeting(), document)
        pk = ParagraphText.objects.get(paragraph__document=document, paragraph__label="2").pk
        better = meeting(p2="Read better.")
        better.sections[1].heading = "Opening of the meeting"
        better.paragraphs[2].notes = [note("2"), note("3")]
        del better.paragraphs[0], better.sections[0]
        outcome = bring(better, document)
        assert ParagraphText.objects.get(pk=pk).text == "Read better."
        assert list(worded(document)) == ["1", "2", "3", "3 (a)", "3 (b)", "4"]
        assert list(Footnote.objects.filter(paragraph__document=document).values_list("number", flat=True)) == [
            "2",
            "3",
        ]
        assert [(one.label, one.new) for one in outcome.changed] == [("Summary ¶1", ""), ("2", "Read better.")]
        assert "Summary ¶1" not in labels(document)
        assert SectionText.objects.get(section__document=document, section__number="I").heading.endswith("meeting")

    def test_a_paragraph_that_vanishes_stays_where_something_leads_to_it(self, document):
        bring(meeting(), document)
        make_reference(document.paragraphs.get(label="Summary ¶1"))
        better = meeting()
        del better.paragraphs[0]
        bring(better, document)
        assert "Summary ¶1" in labels(document)
        assert "Summary ¶1" not in worded(document)

    def test_an_older_copy_again_takes_its_place_again(self, document):
        bring(meeting(), document, "a" * 64)
        bring(meeting(p1="Newer."), document, "b" * 64)
        outcome = bring(meeting(), document, "a" * 64)
        assert [one.label for one in outcome.changed] == ["1"]
        assert worded(document)["1"] == "They spoke of matter 1."

    def test_a_draft_of_what_readers_see_changes_nothing(self, document):
        bring(meeting(), document)
        texts = worded(document)
        outcome = bring(meeting(p1="Read otherwise."), document, publish=False)
        assert outcome.is_unchanged
        assert [one.language for one in outcome.in_force_already] == ["en"]
        assert worded(document) == texts

    def test_a_draft_brought_in_again_is_published(self, document):
        bring(meeting(), document, publish=False)
        outcome = bring(meeting(), document)
        assert not outcome.is_unchanged
        assert len(worded(document)) == 7


class TestNotes:
    def test_are_of_the_copy_in_its_order(self, document):
        parsed = meeting()
        parsed.paragraphs[1].notes = [
            note("2", "Second."),
            note("*", "Star."),
            note("*", "Another."),
            note("1", "One."),
        ]
        bring(parsed, document)
        first = document.paragraphs.get(label="1")
        assert [(one.number, one.text) for one in first.footnotes.all()] == [
            ("2", "Second."),
            ("*", "Star.\nAnother."),
            ("1", "One."),
        ]
        bring(in_french(meeting()), document, "b" * 64)
        assert first.footnotes.filter(language="en").count() == 3

    def test_doubtful_letters_are_marked(self, document):
        parsed = meeting()
        parsed.paragraphs[0].is_doubtful = True
        bring(parsed, document)
        assert ParagraphText.objects.get(is_doubtful=True).paragraph.label == "Summary ¶1"


class TestSymbols:
    def test_another_symbol_than_the_document_has_is_refused(self, document):
        Document.objects.filter(pk=document.pk).update(symbol="A/LIS/1")
        with pytest.raises(IntakeError, match="has the symbol A/LIS/1, not A/LIS/2"):
            bring(meeting(), document, symbol="A/LIS/2")
        assert bring(meeting(), document, symbol=" a/lis/1 ").renditions

    def test_a_symbol_is_taken_where_the_file_prints_it(self, document):
        bring(meeting(), document, symbol="A/LIS/1")
        document.refresh_from_db()
        assert document.symbol == "A/LIS/1"

    def test_a_draft_copy_gives_no_symbol_and_refuses_a_wrong_one(self, document):
        bring(meeting(), document, symbol="A/LIS/1", publish=False)
        document.refresh_from_db()
        assert document.symbol is None
        make_document(symbol="A/LIS/2")
        with pytest.raises(IntakeError, match="Another document has the symbol a/lis/2"):
            bring(meeting(), document, "b" * 64, symbol="a/lis/2", publish=False)

    def test_a_symbol_that_is_too_long_is_refused(self, document):
        with pytest.raises(IntakeError, match="at most 60"):
            bring(meeting(), document, symbol="A/" * 31)

    def test_a_symbol_that_is_not_printed_is_not_taken(self, document):
        parsed = meeting()
        parsed.cautions.append(Caution(CautionKind.SYMBOL, "A/LIS/1"))
        bring(parsed, document, symbol="A/LIS/1")
        document.refresh_from_db()
        assert document.symbol is None

    def test_a_symbol_of_another_document_is_refused(self, document):
        make_document(symbol="A/LIS/1")
        with pytest.raises(IntakeError, match="Another document has the symbol A/LIS/1"):
            bring(meeting(), document, symbol="A/LIS/1")

    def test_excerpts_lead_to_the_document_that_they_are_taken_from(self, document):
        other = make_document(symbol="A/LIS/7")
        sections = [
            section("i", "From A/LIS/7", "I", excerpt_of="A/LIS/7"),
            section("ii", "From A/LIS/8", "II", excerpt_of="A/LIS/8"),
        ]
        outcome = bring(file(sections, [numbered("1", "i"), numbered("2", "ii")]), document)
        assert document.paragraphs.get(label="1").source == other
        assert document.paragraphs.get(label="2").source == document
        assert outcome.unknown_excerpts == ["A/LIS/8"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("parsed", "words"),
        [
            (file([section("i")], []), "No paragraph was found"),
            (file([section("i")], [numbered("1", "i", language="tlh")]), "“tlh” is not the code"),
            (file([section("i")], [numbered("1" * 61, "i")]), "at most 60"),
            (file([section("i", "H" * 501)], [numbered("1", "i")]), "at most 500"),
            (file([section("i")], [numbered("1", "i", notes=[note("1" * 11)])]), "at most 10"),
        ],
    )
    def test_leave_nothing_behind(self, document, parsed, words):
        with pytest.raises(IntakeError, match=words):
            bring(parsed, document)
        assert not document.sections.exists()
        assert not document.renditions.exists()


def report(number):
    paragraphs = [numbered(str(one), f"s{one % 6}", notes=[note(str(one))]) for one in range(1, number + 1)]
    return file([section(f"s{one}", f"Part {one}", str(one)) for one in range(6)], paragraphs)


def test_the_number_of_queries_does_not_grow(document, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        bring(report(60), document)
    for label in range(1, 61):
        make_recommendation(paragraph=document.paragraphs.get(label=label))
    better = report(60)
    for one in better.paragraphs:
        one.text = "Better."
    with django_assert_max_num_queries(75):
        outcome = bring(better, document, "b" * 64)
    assert {tuple(one.linked) for one in outcome.changed} == {("Recommendations: 1",)}
    assert len(outcome.changed) == 60
    with django_assert_max_num_queries(40):
        assert bring(better, document, "b" * 64).is_unchanged
