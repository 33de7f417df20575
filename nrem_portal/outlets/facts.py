"""What a record says, line by line, for its text: the labels and values of its page, without markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from consultations.attendance import roll
from consultations.models import Consultation, Proposal
from directory import profile
from directory.models import Agreement, Mechanism, Practice
from documents.models import Reference, Tool
from documents.publication import Record
from documents.templatetags.nrem import days, partial_date
from nrem_portal.outlets.sources import written
from recommendations.models import Recommendation

Fact = tuple[str, str]


def listed(records: Iterable[Any]) -> str:
    return ", ".join(str(one) for one in records)


def of_recommendation(one: Recommendation) -> Iterator[Fact]:
    yield _("Summary"), one.summary
    yield _("Made in"), one.origin.title
    yield _("Heading"), one.heading
    yield _("Kind"), one.get_kind_display()
    yield _("Addressed to"), ", ".join(one.groups)
    strength = one.get_strength_display()
    yield _("Strength of wording"), f"{strength}: “{one.strength_words}”" if one.strength_words else strength
    yield _("Themes"), listed(one.themes.all())
    yield _("Countries concerned"), listed(one.countries.all())
    since = f" ({partial_date(one.status_since)})" if one.status_since else ""
    yield _("Follow-up"), one.get_status_display() + since
    for bearing in one.bearings.accepted().with_entry().newest_first():
        entry = bearing.follow_up
        when = partial_date(entry.latest) or _("no date")
        yield f"{when}, {bearing.get_kind_display()}", stated(f"{entry.actor}: {entry.text}", entry.references.all())


def of_mechanism(one: Mechanism) -> Iterator[Fact]:
    yield _("Country"), one.country.name
    yield _("Name in the original language"), one.name_original
    yield _("Role"), ", ".join(held.get_role_display() for held in one.roles.all())
    yield _("Institutional model"), one.model.name if one.model else _("Not stated")
    for contact in one.contacts.all():
        yield contact.get_kind_display(), stated(contact.value, contact.references.all())
    statements = one.statements.all()
    for section in (profile.mandate, profile.functions, profile.experience, profile.further):
        for line in section(statements):
            for statement in line.records:
                yield str(line.label), stated(statement.text, statement.references.all())


def of_practice(one: Practice) -> Iterator[Fact]:
    yield _("What was reported"), one.text
    yield _("Kind"), one.get_kind_display()
    yield _("Who"), one.who
    yield _("Countries"), listed(one.countries.all())
    yield _("Mechanisms"), listed(one.mechanisms.all())
    yield _("Organizations"), listed(one.organisations.all())
    yield _("Themes"), listed(one.themes.all())


def of_agreement(one: Agreement) -> Iterator[Fact]:
    yield _("Subject"), one.subject
    yield _("Form"), one.get_form_display()
    status = one.get_status_display()
    yield _("Status"), f"{status}: {one.status_note}" if one.status_note else status
    yield _("Countries"), listed(one.countries.all())
    yield _("Organizations"), listed(one.organisations.all())
    yield _("Parties"), one.counterparts_note
    yield _("Mechanisms concerned"), listed(one.mechanisms.all())
    yield _("Themes"), listed(one.themes.all())


def of_consultation(one: Consultation) -> Iterator[Fact]:
    yield _("Full title"), one.title
    yield _("Summary"), one.summary
    yield _("Kind"), one.get_kind_display()
    yield _("Days"), days(one.starts, one.ends)
    yield _("Venue"), ", ".join(filter(None, [one.venue or one.city, one.country.name]))
    yield _("Languages"), ", ".join(str(get_language_info(code)["name_translated"]) for code in one.languages)
    yield _("Report"), one.report.citation if one.report else _("None known")
    for statement in one.statements.all():
        yield statement.get_aspect_display(), stated(statement.text, statement.references.all())
    for session in one.sessions.all():
        title = f"{session.number} {session.title}" if session.number else session.title
        yield ngettext("Session", "Sessions", 1), stated(title, session.references.all())
        for item in session.items.all():
            yield _("Agenda"), stated(item.title, item.references.all())
    for topic in one.topics.all():
        yield _("Topics announced before the meeting"), stated(f"{topic.number} {topic.title}", topic.references.all())
    for claim in one.attendance.all():
        yield _("Participants"), stated(claim.text, claim.references.all())
    yield from of_participants(one)


def of_participants(one: Consultation) -> Iterator[Fact]:
    """Yield who took part, each role as the label, and what was proposed."""
    for attendee in roll(one.participations.of_published().with_who()):
        for part in attendee.parts:
            office = getattr(attendee.who, "office", "")
            told = ", ".join(filter(None, [str(attendee.who), office, part.where]))
            yield part.label, stated(f"{told}: {part.note}" if part.note else told, part.references)
    for proposal in Proposal.objects.published().of_meeting(one).with_card().as_discussed():
        yield _("Proposed in discussion"), stated(f"{proposal.title}. {proposal.text}", proposal.references.all())


def of_tool(one: Tool) -> Iterator[Fact]:
    yield _("Purpose"), one.purpose
    yield _("Publisher"), f"{one.publisher}, {one.year}" if one.year else one.publisher
    yield _("Whose function it serves"), one.serves
    yield _("Where to look in it"), one.pointer
    yield _("Address"), one.address
    yield _("Note"), one.note
    yield _("Themes"), listed(one.themes.all())


def stated(text: str, references: Iterable[Reference]) -> str:
    """Return a statement with the places that say so, in brackets."""
    public = sorted((one for one in references if one.is_public), key=lambda one: one.order)
    places = "; ".join(dict.fromkeys(written(one) for one in public))
    return f"{text} [{places}]" if places else text


FACTS: dict[type[Record], Callable[[Any], Iterator[Fact]]] = {
    Agreement: of_agreement,
    Consultation: of_consultation,
    Mechanism: of_mechanism,
    Practice: of_practice,
    Recommendation: of_recommendation,
    Tool: of_tool,
}


def facts(record: Record) -> Iterator[Fact]:
    """Yield the label and value of all that is known of a record."""
    return ((label, value) for label, value in FACTS[type(record)](record) if value)
