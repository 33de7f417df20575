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

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from consultations import exchange as consultations
from directory import exchange as directory
from documents import exchange as documents
from documents.publication import DataVersion, Record, record_version
from documents.shapes import Dict, Shape, Writer, flat, normal, to_dict
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
    newest = DataVersion.objects.exclude(fingerprint="").order_by("-number").first()
    return newest is not None and newest.fingerprint == fingerprint(folder)


@transaction.atomic
def load(folder: Path, *, now: datetime.datetime) -> Loaded:
    """Write all fixtures of a folder; raise RecordError with every problem, in which case nothing is written."""
    done, problems, writer = Loaded(), list[Problem](), Writer()
    for name, shape in FILES:
        for where, data in _entries(folder, name, problems):
            _load_one(shape, data, where=where, writer=writer, done=done, problems=problems, now=now)
    problems += [Problem(where, message) for where, message in writer.finish()]
    if problems:
        raise RecordError(problems)
    refresh_status(Recommendation.objects.all())
    if done.records:
        record_version(reason="Record loaded", records=done.records, fingerprint=fingerprint(folder))
    return done


def _load_one(
    shape: Shape,
    data: Dict,
    *,
    where: str,
    writer: Writer,
    done: Loaded,
    problems: list[Problem],
    now: datetime.datetime,
) -> None:
    key = shape.key_of(data)
    pk = writer.keys.of(shape.model).get(key)
    if pk and not _is_different(shape, data, pk, where, done):
        return
    try:
        with transaction.atomic():
            instance = writer.write(shape, data, now=now, where=where)
    except ValidationError as error:
        problems += [Problem(where, message) for message in flat(error)]
    except IntegrityError as error:
        problems.append(Problem(where, f"breaks a rule of the database: {error}"))
    else:
        (done.changed if pk else done.new)[shape.kind] += 1
        done.records.append((shape.kind, str(getattr(instance, "uid", key))))


def _is_different(shape: Shape, data: Dict, pk: int, where: str, done: Loaded) -> bool:
    """Tell whether the fixture says something else than the database, and may be written over it."""
    existing: models.Model = shape.model._default_manager.get(pk=pk)
    if isinstance(existing, Record) and existing.version > 1:
        done.edited.append(where)
        return False
    if to_dict(shape, existing) == normal(shape, data):
        done.same[shape.kind] += 1
        return False
    return True


def _entries(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Dict]]:
    """Yield the entries of one file with their place, completed from the files beside it."""
    wordings = {row["wording"]: row for row in _read(folder, WORDINGS, problems)} if name == "mechanisms.json" else {}
    parts = _read(folder, PARTICIPATIONS, problems) if name == "consultations.json" else []
    seen: set[str] = set()
    for number, data in enumerate(_read(folder, name, problems), start=1):
        where = f"{name}, entry {number} ({_name_of(data)})"
        if name == "mechanisms.json":
            data, unknown = directory.with_functions(directory.with_sources(data), wordings)
            problems += [Problem(where, f"no row in {WORDINGS} for “{wording}”") for wording in unknown]
        if name == "consultations.json":
            data = {**data, "participations": [_without(p, "consultation") for p in parts if _of(p, data)]}
        key = dict(FILES)[name].key_of(data)
        if key in seen:
            problems.append(Problem(where, "stands twice in the file"))
            continue
        seen.add(key)
        yield where, data


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


def _without(data: Dict, name: str) -> Dict:
    return {key: value for key, value in data.items() if key != name}


def _of(participation: Dict, consultation: Dict) -> bool:
    return participation.get("consultation") == consultation.get("slug")
