"""Loading the record: all or nothing, as often as one likes, and never over what people have edited."""

from __future__ import annotations

import io
import json
import re
import shutil

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import OperationalError

from directory.exchange import with_sources
from directory.models import Country, Mechanism
from documents.importing import bring_in
from documents.models import DataVersion, Document, Paragraph, Theme, Tool
from documents.publication import current_version
from documents.writing import Writer
from nrem_portal.record import FILES, RecordError, is_loaded, load
from tests.factories import NOW, make_user
from tests.parsed import file, numbered, section

pytestmark = pytest.mark.slow

LAYERS = ("documents", "directory", "consultations", "recommendations", "search")


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the fixtures, to be changed."""
    return shutil.copytree(settings.FIXTURES, tmp_path / "fixtures")


def edit(folder, name, change):
    """Let a function change the list of entries of one file."""
    path = folder / name
    rows = json.loads(path.read_text("utf-8"))
    change(rows)
    path.write_text(json.dumps(rows), "utf-8")


def entry(rows, **wanted):
    return next(row for row in rows if wanted.items() <= row.items())


def entries_in_all_files():
    return sum(len(json.loads((settings.FIXTURES / name).read_text("utf-8"))) for name, *_rest in FILES)


def everything():
    """Return every row of the portal, many-to-many links and data versions too."""
    models = [model for app in LAYERS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {model: list(model._default_manager.order_by("pk").values()) for model in models}


def run(*args, **options):
    out = io.StringIO()
    call_command("load_record", *args, stdout=out, **options)
    return out.getvalue()


def test_a_second_load_changes_nothing():
    before = everything()
    done = load(settings.FIXTURES, now=NOW)
    assert (done.new, done.changed, done.edited, done.records) == ({}, {}, [], [])
    assert done.same.total() == entries_in_all_files()
    assert everything() == before


def test_the_command_says_what_it_did():
    before = everything()
    assert run() == "The record is loaded already.\n"
    said = run("--again")
    assert said.startswith("as before: 27 region, 195 country, 20 theme, 40 document, ")
    assert said.count("\n") == 1
    assert everything() == before


def test_fixtures_written_otherwise_but_saying_the_same_are_remembered(folder):
    edit(folder, "tools.json", lambda rows: rows.reverse())
    assert not is_loaded(folder)
    version = current_version()
    assert load(folder, now=NOW).same.total() == entries_in_all_files()
    assert is_loaded(folder)
    assert current_version() == version == DataVersion.objects.count()


def damage(folder):
    """Put one error of each kind into the fixtures, and a change that is right."""

    def mechanisms(rows):
        rows[0]["model_references"] = ["A-HRC-29-38-Add.2#99"]
        rows[1]["statements"].append({"aspect": "function", "text": "Does what no table knows"})
        rows[2]["statements"][0] = {"aspect": "gossip", "text": "Whispered", "references": ["dakar-2010-report#2"]}
        rows[3]["contacts"] = "by telephone"

    def practices(rows):
        rows[0]["kind"] = "best-practice"
        rows[1]["colour"] = "blue"
        rows.append(rows[2])

    def participations(rows):
        rows[0]["consultation"] = "paris-2011"

    def themes(rows):
        rows[0]["names"]["en"] = "A name that must not be written"

    changes = {
        "mechanisms.json": mechanisms,
        "practices.json": practices,
        "participations.json": participations,
        "themes.json": themes,
        "agreements.json": lambda rows: rows[0].update(countries=["NP", "XX"]),
        "follow_up.json": lambda rows: rows[0].update(text="x" * 401),
        "countries.json": lambda rows: rows[5].update(tile_row=rows[6]["tile_row"], tile_column=rows[6]["tile_column"]),
    }
    for name, change in changes.items():
        edit(folder, name, change)
    (folder / "tools.json").unlink()
    (folder / "proposals.json").write_text("[\n{,\n]", "utf-8")
    (folder / "model_factors.json").write_text('{"text": "no list"}', "utf-8")


EXPECTED = [
    ("agreements.json, entry 1 (nepal-malaysia-qatar-memorandum)", "countries: no country “XX”"),
    ("countries.json, entry 6 (", "breaks a rule of the database"),
    ("follow_up.json, entry 1 (fu-coe-osce-series)", "breaks a rule of the database"),
    ("mechanisms.json, entry 1 (", "model_references: no paragraph “A-HRC-29-38-Add.2#99”"),
    ("mechanisms.json, entry 2 (", "no row in function_wordings.json for “Does what no table knows”"),
    ("mechanisms.json, entry 3 (", "statements 1: aspect: Value 'gossip' is not a valid choice."),
    ("mechanisms.json, entry 4 (", "contacts: is not a list of rows"),
    ("model_factors.json", "is not a list of records"),
    ("participations.json, entry 1", "names no consultation of the record"),
    ("practices.json, entry 1 (report-to-parliament)", "kind: Value 'best-practice' is not a valid choice."),
    ("practices.json, entry 2 (regular-reporting)", "colour: unknown field"),
    ("practices.json, entry 89 (", "stands twice in the file"),
    ("proposals.json", "is not JSON: "),
    ("tools.json", "file is missing"),
]


def test_errors_are_told_all_at_once_each_with_its_place_and_nothing_is_written(folder):
    damage(folder)
    before = everything()
    with pytest.raises(RecordError) as raised:
        load(folder, now=NOW)
    problems = sorted(raised.value.problems)
    assert len(problems) == len(EXPECTED), "\n".join(map(str, problems))
    for problem, (where, message) in zip(problems, EXPECTED, strict=True):
        assert problem.where.startswith(where)
        assert problem.message.startswith(message)
    assert everything() == before


def problems_of(folder):
    """Return what is wrong with the fixtures, as the command prints it."""
    with pytest.raises(RecordError) as raised:
        load(folder, now=NOW)
    return [str(problem) for problem in raised.value.problems]


def test_a_fact_without_a_source_is_refused(folder):
    edit(folder, "practices.json", lambda rows: rows[0].pop("references"))
    edit(folder, "practices.json", lambda rows: rows[1].update(themes=[]))
    edit(
        folder, "mechanisms.json", lambda rows: rows[0]["statements"].insert(0, {"aspect": "lead", "text": "It leads."})
    )
    edit(folder, "mechanisms.json", lambda rows: rows[0].pop("sources", None))
    edit(folder, "mechanisms.json", lambda rows: rows[1]["statements"][0].update(references=[]))
    found = problems_of(folder)
    assert any(
        line.startswith("mechanisms.json, entry 1 (") and "statements 1: references: is missing" in line
        for line in found
    )
    assert any(line.startswith("mechanisms.json, entry 2 (") and "references: is missing" in line for line in found)
    assert "practices.json, entry 1 (report-to-parliament): references: is missing" in found
    assert "practices.json, entry 2 (regular-reporting): themes: is missing" in found


def test_a_key_stands_in_one_file_only(folder):
    first = json.loads((folder / "discrepancies.json").read_text("utf-8"))[0]
    edit(folder, "mechanism_discrepancies.json", lambda rows: rows.append(first | {"question": "Another?"}))
    [found] = problems_of(folder)
    assert found.startswith("mechanism_discrepancies.json, entry ")
    assert found.endswith(f"({first['key']}): stands in discrepancies.json already")


def test_the_same_key_may_name_things_of_two_kinds(folder):
    edit(folder, "tools.json", lambda rows: rows.append(rows[0] | {"slug": "independence"}))  # a theme has it
    assert load(folder, now=NOW).new == {"tool": 1}


def test_values_of_a_wrong_form_are_problems_with_their_place(folder):
    edit(folder, "regions.json", lambda rows: rows[0].update(names={"en": {"text": "Africa"}}))
    edit(folder, "documents.json", lambda rows: rows[0].update(languages=[{}]))
    edit(folder, "mechanisms.json", lambda rows: rows[0]["statements"][0].update(text=["a", "list"]))
    edit(folder, "participations.json", lambda rows: rows[0].update(consultation={}))
    edit(folder, "function_wordings.json", lambda rows: rows[0].update(functions=5))
    found = "\n".join(problems_of(folder))
    for line in (
        "regions.json, entry 1 (africa): names: What stands for “en” is not a text, or empty.",
        "documents.json, entry 1 (A-HRC-29-38-Add.2): languages: This is not a list of texts.",
        "participations.json, entry 1: names no consultation of the record",
        "function_wordings.json, entry 1: functions: is not a list of keys",
    ):
        assert line in found
    assert re.search(r"mechanisms.json, entry 1 \(.+\): statements 1: text: has a wrong form", found)


def test_a_part_keeps_its_own_date_and_confidence():
    common = {"sources": ["a#1"], "as_of": "2014", "confidence": "high"}
    parts = [{"text": "x", "as_of": "2016", "confidence": "low"}, {"text": "y"}, {"text": "z", "references": ["b#2"]}]
    found = with_sources(common | {"statements": parts, "contacts": parts[:1]})
    assert found["statements"] == [
        {"text": "x", "references": ["a#1"], "as_of": "2016", "confidence": "low"},
        {"text": "y", "references": ["a#1"], "as_of": "2014", "confidence": "high"},
        {"text": "z", "references": ["b#2"]},
    ]
    assert found["contacts"][0]["as_of"] == "2016"


def test_a_database_that_is_locked_is_no_fault_of_the_fixtures(folder, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    edit(folder, "tools.json", lambda rows: rows[0].update(title="Another title"))
    monkeypatch.setattr(Writer, "write", refuse)
    with pytest.raises(OperationalError):
        load(folder, now=NOW)
    with pytest.raises(CommandError, match=r"^The database failed \(database is locked\); nothing was loaded\.$"):
        run(folder=folder)


def test_the_command_prints_errors_and_fails(folder):
    (folder / "tools.json").unlink()
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 errors; nothing was loaded"):
        run(folder=folder, stderr=err)
    assert err.getvalue() == "tools.json: file is missing\n"


def test_what_fixtures_say_anew_is_written_and_what_people_edited_is_left_alone(folder):
    def mechanisms(rows):
        naptip = entry(rows, slug="nigeria-naptip")
        naptip["name"] = "Another name"
        first = {"aspect": "set-up", "text": "Said first.", "references": ["dakar-2010-report#2"]}
        naptip["statements"].insert(0, first)
        entry(rows, slug="finland-national-rapporteur")["name"] = "A name from the file"

    edit(folder, "mechanisms.json", mechanisms)
    edit(folder, "countries.json", lambda rows: entry(rows, iso2="NP").update(slug="from-the-file"))
    edit(folder, "themes.json", lambda rows: entry(rows, slug="independence").update(position=77))
    edit(folder, "tools.json", lambda rows: rows.append(rows[0] | {"slug": "a-new-tool", "title": "A new tool"}))
    Mechanism.objects.filter(slug="finland-national-rapporteur").update(version=2, name="A name from the desk")
    as_edited_in_the_admin(Country.objects.get(iso2="NP"), "[{}]")
    as_edited_in_the_admin(Theme.objects.get(slug="independence"), "[]")  # saved there without a change

    version = current_version()
    said = run(folder=folder)

    assert "new: 1 tool\n" in said
    assert "changed: 1 theme, 1 mechanism\n" in said
    assert re.findall(r"left alone, since it was edited: (.+), entry \d+ \((.+)\)\n", said) == [
        ("countries.json", "NP"),
        ("mechanisms.json", "finland-national-rapporteur"),
    ]

    naptip = Mechanism.objects.get(slug="nigeria-naptip")
    assert (naptip.name, naptip.version) == ("Another name", 1)
    assert naptip.statements.first().text == "Said first."
    assert [reference.key for reference in naptip.statements.first().references.all()] == ["dakar-2010-report#2"]
    assert Mechanism.objects.get(slug="finland-national-rapporteur").name == "A name from the desk"
    assert Country.objects.get(iso2="NP").slug == "nepal"
    assert Theme.objects.get(slug="independence").position == 77
    assert Tool.objects.published().filter(slug="a-new-tool").exists()

    newest = DataVersion.objects.first()
    assert current_version() == newest.number == version + 1
    assert sorted(kind for kind, _uid in newest.records) == ["mechanism", "theme", "tool"]
    assert is_loaded(folder)


def as_edited_in_the_admin(instance, message):
    LogEntry.objects.create(
        user=make_user(),
        content_type=ContentType.objects.get_for_model(instance),
        object_id=instance.pk,
        action_flag=CHANGE,
        change_message=message,
    )


def bring_in_copies():
    """Bring in a copy of a document held, with much between its paragraphs, and one of a document only known."""
    many = [numbered(f"{number}", "ii", language="fr") for number in range(1000, 1150)]
    own = numbered("1", "ii", language="fr")
    held = file([section("ii", "Introduction", "II", language="fr")], [own, *many, numbered("4", "ii", language="fr")])
    known = file([section("i", "Opening", "I")], [numbered("1", "i")])
    for key, parsed in (("A-HRC-29-38-Add.2", held), ("A-HRC-14-32", known)):
        document = Document.objects.get(key=key)
        bring_in(parsed, document=document, file_name="copy", digest=key, by=None, publish=True, now=NOW)


def test_a_load_beside_copies_changes_nothing(monkeypatch):
    before = dict(Paragraph.objects.values_list("pk", "position"))
    bring_in_copies()
    assert dict(Paragraph.objects.filter(pk__in=before).values_list("pk", "position")) != before
    rows = everything()
    done = load(settings.FIXTURES, now=NOW)
    assert everything() == rows
    assert not done.new + done.changed
    assert {where.partition(" (")[2] for where in done.edited} == {"A-HRC-29-38-Add.2)", "A-HRC-14-32)"}


def test_a_new_gist_is_loaded_into_a_document_with_copies(folder):
    bring_in_copies()
    place = Paragraph.objects.get(document__key="A-HRC-29-38-Add.2", label="4").position
    change = {"gist": "Said anew."}
    edit(folder, "paragraphs.json", lambda rows: entry(rows, document="A-HRC-29-38-Add.2", label="4").update(change))
    done = load(folder, now=NOW)
    assert done.changed == {"paragraph": 1}
    read = Paragraph.objects.get(document__key="A-HRC-29-38-Add.2", label="4")
    assert (read.gist, read.position, read.texts.get().language) == ("Said anew.", place, "fr")
