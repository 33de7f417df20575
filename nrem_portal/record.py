"""Loading the record: the fixtures that ship with the portal, into the database, all or nothing."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from consultations import exchange as consultations
from desk.models import Version
from directory import exchange as directory
from documents import exchange as documents
from documents.models import Document, Rendition
from documents.pagination import paginate
from documents.publication import DataVersion, Record, record_version
from documents.shapes import Dict, Shape, flat, form_faults, is_list_of, normal, to_dict, whole
from documents.writing import Writer
from recommendations import exchange as recommendations
from recommendations.models import Recommendation
from recommendations.models.follow_up import refresh_status


class Problem(NamedTuple):
    """One error in the fixtures: the file and entry it stands in, and what is wrong."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class RecordError(Exception):
    """Raised when fixtures hold errors; nothing was written. `problems` lists them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors")
        self.problems = problems


def as_written(rows: list[Dict], beside: list[Dict]) -> tuple[list[Dict], list[Problem]]:
    """Return the entries of a file that needs no other."""
    return rows, []


def with_wordings(mechanisms: list[Dict], wordings: list[Dict]) -> tuple[list[Dict], list[Problem]]:
    """Return mechanisms with their common sources, and with functions and indicators from the reviewed table."""
    table, problems = _table(wordings)
    completed: list[Dict] = []
    for number, mechanism in enumerate(mechanisms, start=1):
        data = _without(mechanism, *directory.COMMON)
        unknown: list[str] = []
        if not form_faults(directory.MECHANISM, data):
            data, unknown = directory.with_functions(directory.with_sources(mechanism), table)
        completed.append(data)
        where = MECHANISMS.place(number, mechanism)
        problems += [Problem(where, f"no row in {MECHANISMS.beside} for “{wording}”") for wording in unknown]
    return completed, problems


def _table(wordings: list[Dict]) -> tuple[dict[str, Dict], list[Problem]]:
    table: dict[str, Dict] = {}
    problems: list[Problem] = []
    for number, row in enumerate(wordings, start=1):
        wrong = [name for name in ("functions", "indicators") if not is_list_of(str, row.get(name, []))]
        problems += [
            Problem(f"{MECHANISMS.beside}, entry {number}", f"{name}: is not a list of keys") for name in wrong
        ]
        table[str(row.get("wording", ""))] = _without(row, *wrong)
    return table, problems


def with_participations(consultations: list[Dict], parts: list[Dict]) -> tuple[list[Dict], list[Problem]]:
    """Return consultations, each with those who took part."""
    known = [consultation.get("slug") for consultation in consultations]
    problems = [
        Problem(f"{CONSULTATIONS.beside}, entry {number}", "names no consultation of the record")
        for number, part in enumerate(parts, start=1)
        if part.get("consultation") not in known
    ]
    completed = []
    for consultation in consultations:
        own = [part for part in parts if part.get("consultation") == consultation.get("slug")]
        completed.append({**consultation, "participations": [_without(part, "consultation") for part in own]})
    return completed, problems


class RecordFile(NamedTuple):
    """One file of the record, the shape of its entries, and what completes them from the file beside it, if any."""

    name: str
    shape: Shape
    complete: Callable[[list[Dict], list[Dict]], tuple[list[Dict], list[Problem]]] = as_written
    beside: str = ""

    def place(self, number: int, data: Dict) -> str:
        """Return where an entry stands, for messages."""
        return f"{self.name}, entry {number} ({self.shape.key_of(data) or 'no key'})"


MECHANISMS = RecordFile("mechanisms.json", directory.MECHANISM, with_wordings, "function_wordings.json")
CONSULTATIONS = RecordFile("consultations.json", consultations.CONSULTATION, with_participations, "participations.json")

FILES: list[RecordFile] = [
    RecordFile("regions.json", directory.REGION),
    RecordFile("countries.json", directory.COUNTRY),
    RecordFile("themes.json", documents.THEME),
    RecordFile("documents.json", documents.DOCUMENT),
    RecordFile("sections.json", documents.SECTION),
    RecordFile("paragraphs.json", documents.PARAGRAPH),
    RecordFile("references.json", documents.REFERENCE),
    RecordFile("discrepancies.json", documents.DISCREPANCY),
    RecordFile("mechanism_discrepancies.json", documents.DISCREPANCY),
    RecordFile("tools.json", documents.TOOL),
    RecordFile("organisations.json", directory.ORGANISATION),
    RecordFile("regional_roles.json", directory.REGIONAL_ROLE),
    RecordFile("institutional_models.json", directory.INSTITUTIONAL_MODEL),
    RecordFile("model_factors.json", directory.MODEL_FACTOR),
    RecordFile("functions.json", directory.FUNCTION),
    RecordFile("indicators.json", directory.INDICATOR),
    MECHANISMS,
    RecordFile("practices.json", directory.PRACTICE),
    RecordFile("agreements.json", directory.AGREEMENT),
    RecordFile("persons.json", consultations.PERSON),
    CONSULTATIONS,
    RecordFile("proposals.json", consultations.PROPOSAL),
    RecordFile("origins.json", recommendations.ORIGIN),
    RecordFile("recommendations.json", recommendations.RECOMMENDATION),
    RecordFile("follow_up.json", recommendations.FOLLOW_UP),
]


@dataclass
class Loaded:
    """What a load did: records new, changed, as they were, and left alone because the desk has edited them."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    edited: list[str] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)


def fingerprint(folder: Path) -> str:
    """Return a digest of all fixtures in a folder, the same as long as none has changed."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def is_loaded(folder: Path) -> bool:
    """Tell whether the newest load was of exactly these fixtures."""
    newest = _newest_load()
    return newest is not None and newest.fingerprint == fingerprint(folder)


def _newest_load() -> DataVersion | None:
    return DataVersion.objects.exclude(fingerprint="").order_by("-number").first()


@transaction.atomic
def load(folder: Path, *, now: datetime.datetime) -> Loaded:
    """Write all fixtures of a folder; raise RecordError with every problem, in which case nothing is written."""
    loading = Loading(folder, now=now, by_hand=set(_edited_by_hand()))
    for source in FILES:
        loading.take_all(source)
    loading.problems += [Problem(where, message) for where, message in loading.writer.finish()]
    if loading.problems:
        raise RecordError(loading.problems)
    paginate(Document.objects.held())
    refresh_status(Recommendation.objects.all())
    _remember(loading.done, fingerprint(folder))
    return loading.done


def _edited_by_hand() -> Iterator[tuple[str, str]]:
    """Yield model and primary key of each entry made or changed in the admin; of the desk's records their uid."""
    log = LogEntry.objects.filter(action_flag__in=[ADDITION, CHANGE]).exclude(change_message="[]")
    for app, model, pk in log.values_list("content_type__app_label", "content_type__model", "object_id"):
        yield f"{app}.{model}", str(pk)
    yield from (("", str(uid)) for uid in Version.objects.values_list("record", flat=True))


def _remember(done: Loaded, digest: str) -> None:
    """Write what was loaded as a new data version; where nothing has changed, the last one takes the new digest."""
    newest = _newest_load()
    if done.records or newest is None:
        record_version(reason="Record loaded", records=done.records, fingerprint=digest)
    else:
        DataVersion.objects.filter(pk=newest.pk).update(fingerprint=digest)


@dataclass
class Loading:
    """A load on its way: what it has written, what went wrong, and what people have edited and it must not touch."""

    folder: Path
    now: datetime.datetime
    by_hand: set[tuple[str, str]]
    writer: Writer = field(default_factory=Writer)
    done: Loaded = field(default_factory=Loaded)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    _held: dict[str, dict[int, models.Model]] = field(default_factory=dict)

    @cached_property
    def with_copies(self) -> set[int]:
        """The documents whose copies have been brought in."""
        return set(Rendition.objects.values_list("document", flat=True))

    def take_all(self, source: RecordFile) -> None:
        """Write the entries of one file, each key only once."""
        beside = self.read(source.beside) if source.beside else []
        entries, problems = source.complete(self.read(source.name), beside)
        self.problems += problems
        for number, data in enumerate(entries, start=1):
            where, name = source.place(number, data), (source.shape.kind, source.shape.key_of(data))
            if name in self.seen:
                first = self.seen[name]
                again = "stands twice in the file" if first == source.name else f"stands in {first} already"
                self.problems.append(Problem(where, again))
            else:
                self.seen[name] = source.name
                self.take(source.shape, data, where)

    def read(self, name: str) -> list[Dict]:
        """Return the entries of a file; a file that is missing or is no list of records is a problem and has none."""
        try:
            rows = json.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            self.problems.append(Problem(name, "file is missing"))
        except ValueError as error:
            self.problems.append(Problem(name, f"is not JSON: {error}"))
        else:
            if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
                return rows
            self.problems.append(Problem(name, "is not a list of records"))
        return []

    def take(self, shape: Shape, data: Dict, where: str) -> None:
        """Write one entry unless the database says the same or people have edited it; note what is wrong with it."""
        key = shape.key_of(data)
        pk = self.writer.keys.of(shape.model).get(key)
        data = self.in_its_place(shape, data, pk)
        if pk and not form_faults(shape, data) and not self._is_due(shape, data, pk, where):
            return
        try:
            with transaction.atomic():
                instance = self.writer.write(shape, data, now=self.now, where=where)
        except ValidationError as error:
            self.problems += [Problem(where, message) for message in flat(error)]
        except (IntegrityError, DataError) as error:
            self.problems.append(Problem(where, f"breaks a rule of the database: {error}"))
        else:
            (self.done.changed if pk else self.done.new)[shape.kind] += 1
            self.done.records.append((shape.kind, str(getattr(instance, "uid", key))))

    def held(self, shape: Shape) -> dict[int, models.Model]:
        """Return the records of a kind as they were when its first entry was looked at, by primary key."""
        if shape.kind not in self._held:
            self._held[shape.kind] = {one.pk: one for one in whole(shape)}
        return self._held[shape.kind]

    def in_its_place(self, shape: Shape, data: Dict, pk: int | None) -> Dict:
        """Return an entry with the position it has where a fuller copy has given its document new ones."""
        if pk is None or shape not in (documents.SECTION, documents.PARAGRAPH):
            return data
        existing: Any = self.held(shape)[pk]
        return {**data, "position": existing.position} if existing.document_id in self.with_copies else data

    def _is_due(self, shape: Shape, data: Dict, pk: int, where: str) -> bool:
        """Tell whether the entry says something else than the database, and may be written over it."""
        existing = self.held(shape)[pk]
        if to_dict(shape, existing) == normal(shape, data):
            self.done.same[shape.kind] += 1
            return False
        if self._is_edited(existing):
            self.done.edited.append(where)
            return False
        return True

    def _is_edited(self, existing: models.Model) -> bool:
        names = {(existing._meta.label_lower, str(existing.pk)), ("", str(getattr(existing, "uid", "")))}
        return (isinstance(existing, Record) and existing.version > 1) or not names.isdisjoint(self.by_hand)


def _without(data: Dict, *names: str) -> Dict:
    return {name: value for name, value in data.items() if name not in names}
