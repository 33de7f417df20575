"""A mechanism as an address card (vCard 3.0, RFC 2426), which telephones and mail programs of every age read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC

from directory.models import ContactPoint, Mechanism
from directory.models.contact import ContactKind
from documents.templatetags.nrem import partial_date
from nrem_portal.outlets.content_lines import content, escaped

# What becomes of a contact point of each kind; a hotline is said in words, since not all of it is a number.
CONTACTS: dict[str, Callable[[ContactPoint, str], tuple[str, str]]] = {
    ContactKind.EMAIL: lambda one, country: ("EMAIL;TYPE=INTERNET,WORK", escaped(one.value)),
    ContactKind.TELEPHONE: lambda one, country: ("TEL;TYPE=WORK,VOICE", escaped(one.value)),
    ContactKind.WEBSITE: lambda one, country: ("URL", one.link),
    ContactKind.ADDRESS: lambda one, country: ("ADR;TYPE=WORK", f";;{escaped(one.value)};;;;{escaped(country)}"),
}


def card(mechanism: Mechanism, root: str) -> str:
    """Return the card of a mechanism, fetched with the contact points that everyone may see."""
    return content(lines(mechanism, root))


def lines(mechanism: Mechanism, root: str) -> Iterator[tuple[str, str]]:
    name, country, page = mechanism.full_name, mechanism.country.name, root + mechanism.get_absolute_url()
    contacts = list(mechanism.contacts.all())
    yield "BEGIN", "VCARD"
    yield "VERSION", "3.0"
    yield "UID", f"urn:uuid:{mechanism.uid}"
    yield "FN", escaped(f"{name}, {country}")
    yield "N", f"{escaped(name)};;;;"
    yield "ORG", escaped(mechanism.name)
    yield "NICKNAME", escaped(mechanism.acronym)
    yield from (CONTACTS[one.kind](one, country) for one in contacts if one.kind in CONTACTS)
    if not any(one.kind == ContactKind.ADDRESS for one in contacts):
        yield "ADR;TYPE=WORK", f";;;;;;{escaped(country)}"
    yield "NOTE", escaped("\n".join(notes(mechanism, page)))
    yield "SOURCE", page
    yield "REV", f"{mechanism.updated_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield "END", "VCARD"


def notes(mechanism: Mechanism, page: str) -> Iterator[str]:
    """Yield what no field of a card holds, how old each contact is, and where the card is from."""
    for one in mechanism.contacts.all():
        known = partial_date(one.last_checked or one.seen or one.as_of)
        if one.kind not in CONTACTS or known:
            yield f"{one.get_kind_display()}: {one.value}" + (f" ({known})" if known else "")
    yield f"NREM Portal, {page}"
