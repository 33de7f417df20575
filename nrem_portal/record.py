"""Loading the record: the fixtures that ship with the portal, into the database, all or nothing."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from consultations import exchange as consultations
from directory import exchange as directory
from documents import exchange as documents
from documents.publication import DataVersion, Record, record_version
from documents.shapes import Dict, Shape, flat, form_faults, normal, to_dict
from documents.writing import Writer
from recommendations import exchange as recommendations
from recommendations.models import Recommendation
from recommendations.models.follow_up import refresh_status

FILES: list[tuple[str, Shape]] = [
    ("regions.json", directory.REGION),
    ("countries.json", directory.COUNTRY),
    ("themes.json", documents.THEME),
    ("documents.json", documents.DOCUMENT),
    ("sections.json", documents.SECTION),
    ("paragraphs.json", documents.PARAGRAPH),
    ("references.json", documents.REFERENCE),
    ("discrepancies.json", documents.DISCREPANCY),
    ("mechanism_discrepancies.json", documents.DISCREPANCY),
    ("tools.json", documents.TOOL),
    ("organisations.json", directory.ORGANISATION),
    ("regional_roles.json", directory.REGIONAL_ROLE),
    ("institutional_models.json", directory.INSTITUTIONAL_MODEL),
    ("model_factors.json", directory.MODEL_FACTOR),
    ("functions.json", directory.FUNCTION),
    ("indicators.json", directory.INDICATOR),
    ("mechanisms.json", directory.MECHANISM),
    ("practices.json", directory.PRACTICE),
    ("agreements.json", directory.AGREEMENT),
    ("persons.json", consultations.PERSON),
    ("consultations.json", consultations.CONSULTATION),
    ("proposals.json", consultations.PROPOSAL),
    ("origins.json", recommendations.ORIGIN),
    ("recommendations.json", recommendations.RECOMMENDATION),
    ("follow_up.json", recommendations.FOLLOW_UP),
]
# Read beside the files above: they complete other records and are none themselves.
WORDINGS = "function_wordings.json"
PARTICIPATIONS = "participations.json"


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
    loading = Loading(now=now, by_hand=set(_edited_by_hand()))
    for name, shape in FILES:
        for where, data in _entries(folder, name, loading.problems):
            loading.take(shape, data, where)
    loading.problems += [Problem(where, message) for where, message in loading.writer.finish()]
    if loading.problems:
        raise RecordError(loading.problems)
    refresh_status(Recommendation.objects.all())
    _remember(loading.done, fingerprint(folder))
    return loading.done


def _edited_by_hand() -> Iterator[tuple[str, str]]:
    """Yield model and primary key of each entry that an administrator has made or changed in the admin."""
    log = LogEntry.objects.filter(action_flag__in=[ADDITION, CHANGE]).exclude(change_message="[]")
    for app, model, pk in log.values_list("content_type__app_label", "content_type__model", "object_id"):
        yield f"{app}.{model}", str(pk)


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

    now: datetime.datetime
    by_hand: set[tuple[str, str]]
    writer: Writer = field(default_factory=Writer)
    done: Loaded = field(default_factory=Loaded)
    problems: list[Problem] = field(default_factory=list)

    def take(self, shape: Shape, data: Dict, where: str) -> None:
        """Write one entry unless the database says the same or people have edited it; note what is wrong with it."""
        key = shape.key_of(data)
        pk = self.writer.keys.of(shape.model).get(key)
        if pk and not form_faults(shape, data) and not self._is_due(shape, data, pk, where):
            return
        try:
            with transaction.atomic():
                instance = self.writer.write(shape, data, now=self.now, where=where)
        except ValidationError as error:
            self.problems += [Problem(where, message) for message in flat(error)]
        except DatabaseError as error:
            self.problems.append(Problem(where, f"breaks a rule of the database: {error}"))
        else:
            (self.done.changed if pk else self.done.new)[shape.kind] += 1
            self.done.records.append((shape.kind, str(getattr(instance, "uid", key))))

    def _is_due(self, shape: Shape, data: Dict, pk: int, where: str) -> bool:
        """Tell whether the entry says something else than the database, and may be written over it."""
        existing = shape.model._default_manager.get(pk=pk)
        if to_dict(shape, existing) == normal(shape, data):
            self.done.same[shape.kind] += 1
            return False
        if self._is_edited(existing):
            self.done.edited.append(where)
            return False
        return True

    def _is_edited(self, existing: models.Model) -> bool:
        version = existing.version if isinstance(existing, Record) else 1
        return version > 1 or (existing._meta.label_lower, str(existing.pk)) in self.by_hand


def _entries(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Dict]]:
    """Yield the entries of one file with their place, each only once."""
    seen: set[str] = set()
    for number, (data, faults) in enumerate(_completed(folder, name, problems), start=1):
        where = f"{name}, entry {number} ({_name_of(data)})"
        problems += [Problem(where, fault) for fault in faults]
        key = dict(FILES)[name].key_of(data)
        if key in seen:
            problems.append(Problem(where, "stands twice in the file"))
            continue
        seen.add(key)
        yield where, data


def _completed(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[Dict, list[str]]]:
    """Yield the entries of one file, completed from the files beside it, each with what is wrong with that."""
    rows = _read(folder, name, problems)
    if name == "mechanisms.json":
        yield from _with_wordings(rows, _read(folder, WORDINGS, problems))
    elif name == "consultations.json":
        yield from _with_participations(rows, _read(folder, PARTICIPATIONS, problems), problems)
    else:
        yield from ((row, []) for row in rows)


def _with_wordings(mechanisms: list[Dict], wordings: list[Dict]) -> Iterator[tuple[Dict, list[str]]]:
    table = {row.get("wording", ""): row for row in wordings}
    for mechanism in mechanisms:
        own = _without(mechanism, *directory.COMMON)
        if form_faults(directory.MECHANISM, own):
            yield own, []
        else:
            data, unknown = directory.with_functions(directory.with_sources(mechanism), table)
            yield data, [f"no row in {WORDINGS} for “{wording}”" for wording in unknown]


def _with_participations(
    consultations: list[Dict], parts: list[Dict], problems: list[Problem]
) -> Iterator[tuple[Dict, list[str]]]:
    known = {consultation.get("slug") for consultation in consultations}
    for number, part in enumerate(parts, start=1):
        if part.get("consultation") not in known:
            problems.append(Problem(f"{PARTICIPATIONS}, entry {number}", "names no consultation of the record"))
    for consultation in consultations:
        own = [part for part in parts if part.get("consultation") == consultation.get("slug")]
        yield {**consultation, "participations": [_without(part, "consultation") for part in own]}, []


def _read(folder: Path, name: str, problems: list[Problem]) -> list[Dict]:
    """Return the entries of a file; a file that is missing or is no JSON list is a problem and has none."""
    try:
        rows = json.loads((folder / name).read_text("utf-8"))
    except FileNotFoundError:
        problems.append(Problem(name, "file is missing"))
    except ValueError as error:
        problems.append(Problem(name, f"is not JSON: {error}"))
    else:
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        problems.append(Problem(name, "is not a list of records"))
    return []


def _name_of(data: Dict) -> str:
    for name in ("slug", "key", "iso2", "anchor"):
        if name in data:
            return str(data[name])
    return str(data.get("position", "no key"))


def _without(data: Dict, *names: str) -> Dict:
    return {name: value for name, value in data.items() if name not in names}
