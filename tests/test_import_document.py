"""The command that brings in a document: what it says, what it refuses, and that it saves all or nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from documents.intake.parsed import Caution, CautionKind, IntakeError
from documents.models import Document, Paragraph, ParagraphText, Rendition
from documents.publication import State, current_version
from nrem_portal.management.commands import import_document
from tests.factories import make_document, make_recommendation
from tests.parsed import file, meeting, numbered, section


@pytest.fixture(autouse=True)
def _no_index(monkeypatch):
    monkeypatch.setattr("documents.publication.published.send", lambda **sent: None)


@pytest.fixture
def read(monkeypatch):
    """Say what is read from any file; what was asked is kept in `read.asked`."""

    def say(parsed):
        def parse(data, **asked):
            say.asked = asked
            if isinstance(parsed, Exception):
                raise parsed
            return parsed

        monkeypatch.setattr(import_document, "parse", parse)

    say(meeting())
    return say


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("Any words.")
    return path


def run(path, *args, **options):
    out = io.StringIO()
    call_command("import_document", str(path), *args, stdout=out, **options)
    return out.getvalue()


NEW = ("--key", "lisdoon", "--title", "Consultation of Lisdoon", "--date", "2014-05", "--kind", "summary-report")


def test_a_new_document_is_made_and_told_of(read, path):
    out = run(path, *NEW, "--symbol", "A/LIS/1", "--language", "en")
    document = Document.objects.get(key="lisdoon")
    assert (document.title, document.date, document.kind) == ("Consultation of Lisdoon", "2014-05", "summary-report")
    assert (document.symbol, document.short_name, document.languages) == ("A/LIS/1", "A/LIS/1", ["en"])
    assert (document.state, document.held) == (State.PUBLISHED, True)
    assert read.asked == {"language": "en", "symbol": "A/LIS/1"}
    assert out.splitlines() == [
        "A/LIS/1: /en/documents/lisdoon/",
        "read: 4 sections, 7 paragraphs (7 in en), 1 notes",
        "matched: 0 paragraphs",
        "added sections: 4 (Summary; I Opening; II Discussion; II.A Shelters)",
        "added: 7 (Summary ¶1; 1; 2; 3; 3 (a); 3 (b); 4)",
    ]
    rendition = Rendition.objects.get(document=document)
    assert (rendition.file_name, rendition.imported_by, len(rendition.digest)) == ("report.txt", None, 64)
    assert run(path, "--key", "lisdoon").endswith("\nAll of it is in the portal already.\n")
    assert read.asked["symbol"] == "A/LIS/1"


def test_a_new_document_gets_no_symbol_that_its_file_does_not_print(read, path):
    parsed = meeting()
    parsed.cautions.append(Caution(CautionKind.SYMBOL, "A/LIS/1"))
    read(parsed)
    run(path, *NEW, "--symbol", "A/LIS/1")
    document = Document.objects.get(key="lisdoon")
    assert (document.symbol, document.short_name) == (None, "lisdoon")


def test_what_changed_and_what_to_look_at_is_told(read, path):
    run(path, *NEW)
    make_recommendation(paragraph=Paragraph.objects.get(document__key="lisdoon", label="2"))
    better = file(
        [section("i", "Opening", "I", excerpt_of="A/LIS/9")],
        [numbered("2", "i", "Read better.")],
        cautions=[Caution(CautionKind.MISSING, "1")],
        left_out=["page 3", "page 4"],
    )
    read(better)
    path.write_text("Other words.")
    out = run(path, "--key", "lisdoon", verbosity=2)
    assert "look at: 1: Number missing\n" in out
    assert "left out: 2 pieces that are no text of the document\n  page 3\n  page 4\n" in out
    assert "matched: 1 paragraphs\n" in out
    assert "not in this copy (en): 6 (Summary ¶1; 1; 3; 3 (a); 3 (b); 4)\n" in out
    assert "changed: 2 (en); linked to it: Recommendations: 1\n" in out
    assert "  before: They spoke of matter 2.\n  now: Read better.\n" in out
    assert "not known, excerpts of: 1 (A/LIS/9)\n" in out


def test_long_lists_are_cut_unless_all_is_wanted(read, path):
    read(file([section("i", "Opening", "I")], [numbered(str(one), "i") for one in range(1, 12)], left_out=["page 3"]))
    whole = run(path, *NEW, "--dry-run")
    assert "9; 10; 11)\n" in whole
    assert "page 3" in whole
    short = run(path, *NEW)
    assert "added: 11 (1; 2; 3; 4; 5; 6; 7; 8 and 3 more)\n" in short
    assert "page 3" not in short


def test_a_dry_run_tells_all_and_saves_nothing(read, path):
    before = current_version()
    dry = run(path, *NEW, "--dry-run")
    assert not Document.objects.filter(key="lisdoon").exists()
    assert not ParagraphText.objects.exists()
    assert current_version() == before
    assert dry == run(path, *NEW, verbosity=2) + "This was a dry run: nothing was saved.\n"


def test_an_unknown_key_needs_a_title(read, path):
    with pytest.raises(CommandError, match=r"no document lisdoon\. Give its --title"):
        run(path, "--key", "lisdoon")


def test_a_known_document_is_not_told_anew(read, path):
    make_document(key="lisdoon")
    with pytest.raises(CommandError, match="knows lisdoon already; leave out --title, --kind, --date"):
        run(path, *NEW)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--key", "no key", "--title", "T"), "key: Enter a valid value. Nothing was saved."),
        (("--key", "lisdoon", "--title", "T", "--date", "May"), "date: “May” is not a date"),
        (("--key", "lisdoon", "--title", "T", "--symbol", "a/lis/1"), "Another document has the symbol a/lis/1."),
        (("--key", "lisdoon", "--title", "T" * 501), "title: Ensure this value has at most 500"),
    ],
)
def test_what_does_not_fit_is_said(read, path, options, words):
    make_document(symbol="A/LIS/1")
    with pytest.raises(CommandError) as raised:
        run(path, *options)
    assert words in str(raised.value)
    assert not Document.objects.filter(title__in=["T", "T" * 501]).exists()


@pytest.mark.parametrize("where", ["none.txt", "."])
def test_a_path_that_is_no_file(read, tmp_path, where):
    with pytest.raises(CommandError, match="Nothing was saved"):
        run(tmp_path / where, *NEW)


def test_a_file_that_may_not_be_read(read, path, monkeypatch):
    whole = Path.open

    def refuse(self, *args, **options):
        if self == path:
            raise PermissionError(13, "Permission denied")
        return whole(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CommandError, match=r"cannot be read \(Permission denied\)"):
        run(path, *NEW)


@pytest.mark.parametrize("error", [IntakeError("The file is a picture."), OperationalError("disk full")])
def test_a_failure_is_one_sentence_and_saves_nothing(read, path, error):
    read(error)
    with pytest.raises(CommandError, match=r"(a picture|disk full\))\. Nothing was saved\."):
        run(path, *NEW)
    assert not Document.objects.filter(key="lisdoon").exists()


def test_a_failure_while_writing_leaves_no_document_behind(read, path, monkeypatch):
    def fail(*args, **options):
        raise OperationalError("disk full")

    monkeypatch.setattr("documents.importing.bringing.write_texts", fail)
    with pytest.raises(CommandError, match="disk full"):
        run(path, *NEW)
    assert not Document.objects.filter(key="lisdoon").exists()


def test_another_symbol_is_refused(read, path):
    make_document(key="lisdoon", symbol="A/LIS/1")
    with pytest.raises(CommandError, match="has the symbol A/LIS/1, not A/LIS/2"):
        run(path, "--key", "lisdoon", "--symbol", "A/LIS/2")
