"""The profile of one mechanism: what it is, what it does, how to reach it, and where the sources say so."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.models import Participation
from directory import profile
from directory.models import Function, Indicator, Mechanism, Statement
from directory.peers import peers_of, profiles, reasons
from documents.formats import MECHANISM_FORMATS, offers
from documents.groups import Group
from documents.models import Reference
from documents.models.reference import Confidence
from documents.sources import Sources, age, main_report, mentions

PEERS = 3
INDICATORS = 3  # of those answered; the country's page of indicators has them all


class PeerRow(NamedTuple):
    """A peer, and the reasons why it is one."""

    mechanism: Mechanism
    reasons: list[str]


def mechanism(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one mechanism."""
    record = Mechanism.objects.with_profile().published_or_gone(slug=slug)
    answers = profile.indicators(Indicator.objects.all(), record.answers.all())
    around = {
        "practices": record.practices.published().in_order().with_places(),
        "agreements": record.agreements.published().with_places(),
        "participations": Participation.objects.of_mechanism(record).with_who(),
    }
    context = {
        "mechanism": record,
        "formats": list(offers("mechanism", slug, formats=MECHANISM_FORMATS.values())),
        **around,
        "peers": peers(record),
        "indicators": [shown for shown in answers if shown.answers][:INDICATORS],
        "indicator_count": len(answers),
        **told(record),
        **sources(record, around.values()),
    }
    return render(request, "pages/mechanism.html", context)


def told(record: Mechanism) -> dict[str, list[Group[Statement]]]:
    """Return the lines of the profile by section."""
    statements = record.statements.all()
    return {
        "mandate": profile.mandate(statements),
        "functions": profile.functions(statements),
        "experience": profile.experience(statements),
        "further": profile.further(statements),
    }


def sources(record: Mechanism, around: Iterable[QuerySet]) -> dict[str, object]:
    """Return what the profile rests on, and where else the mechanism is told of: addresses, paragraphs, age."""
    stated = [statement.references.all() for statement in record.statements.all()]
    every = [*stated, *others_cited(record)]
    main = main_report(chain(*every))
    told = [one.references.all() for records in around for one in records]
    return {
        "main": main,
        "sources": Sources(every),
        "mentions": mentions(chain(*stated, *told), main),
        "age": age(chain(*stated)),
        "spread": spread(record, chain(*every)),
    }


def spread(record: Mechanism, cited: Iterable[Reference]) -> list[Confidence]:
    """Return the highest and the lowest confidence on the profile, where its facts and addresses differ in it."""
    rated: list[Any] = [record, *record.statements.all(), *cited]
    found = {one.confidence for one in rated}
    ordered = [one for one in Confidence if one in found]
    return [ordered[0], ordered[-1]] if len(ordered) > 1 else []


def others_cited(record: Mechanism) -> Iterable[Iterable[Reference]]:
    """Return the references of everything on the profile but its statements."""
    claims = chain(*(discrepancy.claims.all() for discrepancy in record.discrepancies.all()))
    parts: Iterable[Any] = chain(record.roles.all(), record.contacts.all(), record.answers.all(), claims)
    return [record.model_references.all(), *(part.references.all() for part in parts)]


def peers(record: Mechanism) -> list[PeerRow]:
    """Return the mechanisms most like one, with the reasons."""
    every = profiles(Mechanism.objects.published().compared_by())
    own = next(one for one in every if one.mechanism == record.pk)
    found = peers_of(own, every, PEERS)
    records = (
        Mechanism.objects.published()
        .select_related("country__region__parent", "model")
        .in_bulk([one.mechanism for one in found])
    )
    functions = list(Function.objects.all())
    return [PeerRow(records[peer.mechanism], reasons(peer, records[peer.mechanism], functions)) for peer in found]
